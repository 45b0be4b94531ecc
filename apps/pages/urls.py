from django.urls import path

from apps.pages.views import drafts, history, owners, rebasing, spaces

app_name = "pages"
urlpatterns = [
    path("spaces/open/", spaces.open_space, name="space-open"),
    path("spaces/<int:space_id>/drafts/", spaces.open_drafts, name="space-drafts"),
    path("spaces/<int:space_id>/past-pages/", spaces.past_pages, name="space-past-pages"),
    path("pages/<int:page_id>/new-page/", drafts.new_page, name="page-new"),
    path("pages/<int:page_id>/pages/", history.children, name="children"),
    path("pages/<int:page_id>/draft/", drafts.start, name="draft-start"),
    path("pages/<int:page_id>/history/", history.history, name="history"),
    path("pages/<int:page_id>/records/", history.records, name="records"),
    path("pages/<int:page_id>/comparison/", history.comparison, name="comparison"),
    path("pages/<int:page_id>/editions/<int:number>/", history.edition, name="edition"),
    path("pages/<int:page_id>/editions/<int:number>/restoration/", drafts.restore, name="edition-restore"),
    path("drafts/<int:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<int:draft_id>/text/", drafts.edit, name="draft-edit"),
    path("drafts/<int:draft_id>/bring-up-to-date/", rebasing.bring_up_to_date, name="draft-rebase"),
    path("drafts/<int:draft_id>/discard/", drafts.discard, name="draft-discard"),
    path("drafts/<int:draft_id>/kept/<int:kept_id>/", drafts.kept, name="draft-kept"),
    path("pages/<int:page_id>/owner/", owners.owner, name="owner"),
    path("pages/<int:page_id>/confirmation/", owners.confirm, name="confirm"),
    path("pages/<int:page_id>/owner/handing-over/", owners.hand_over, name="hand-over"),
    path("pages/<int:page_id>/owner/handing-over/<int:unit_id>/", owners.hand_over_to, name="hand-over-to"),
    path("owners/yours/", owners.owned, name="owned"),
    path("owners/vacant/", owners.vacant, name="vacant"),
    path("help/formatting/", spaces.formatting, name="formatting"),
]
