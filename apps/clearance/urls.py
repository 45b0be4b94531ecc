from django.urls import path

from apps.clearance.views import (
    comments,
    delegations,
    fact_checks,
    interests,
    outside,
    overdue,
    pages,
    routes,
    submissions,
)

app_name = "clearance"
urlpatterns = [
    path("drafts/<int:draft_id>/comments/", comments.comments, name="comments"),
    path("drafts/<int:draft_id>/comments/new/", comments.add, name="comment-new"),
    path("comments/<int:comment_id>/", comments.comment, name="comment"),
    path("comments/<int:comment_id>/reply/", comments.reply, name="comment-reply"),
    path("comments/<int:comment_id>/settlement/", comments.settle, name="comment-settle"),
    path("comments/<int:comment_id>/reopening/", comments.reopen, name="comment-reopen"),
    path("drafts/<int:draft_id>/submission/", submissions.submit, name="submit"),
    path("pages/<int:page_id>/change/", pages.changes, name="page-changes"),
    path("pages/<int:page_id>/change/<slug:word>/", pages.change, name="page-change"),
    path("overdue/<int:seat_id>/", overdue.overdue, name="overdue"),
    path("routes/", routes.index, name="routes"),
    path("routes/<int:route_id>/change/", routes.change, name="route-change"),
    path("routes/<int:route_id>/sensitive-route/", routes.add_sensitive, name="route-sensitive"),
    path("spaces/<int:space_id>/routes/", routes.space_routes, name="space-routes"),
    path("submissions/<int:submission_id>/", submissions.submission, name="submission"),
    path("submissions/<int:submission_id>/clearance/", submissions.clear, name="clear"),
    path("submissions/<int:submission_id>/return/", submissions.send_back, name="send-back"),
    path("submissions/<int:submission_id>/take-back/", submissions.take_back, name="take-back"),
    path("drafts/<int:draft_id>/interest/", interests.in_draft, name="draft-interest"),
    path("submissions/<int:submission_id>/interest/", interests.in_submission, name="interest"),
    path("drafts/<int:draft_id>/fact-checks/", fact_checks.fact_checks, name="fact-checks"),
    path("drafts/<int:draft_id>/fact-checks/new/", fact_checks.ask, name="fact-check-new"),
    path("fact-checks/<int:check_id>/revocation/", fact_checks.revoke, name="fact-check-revoke"),
    path("fact-check/<str:key>/", outside.fact_check, name="fact-check"),
    path("account/delegations/", delegations.delegations, name="delegations"),
    path("account/delegations/new/", delegations.delegate, name="delegate"),
    path("account/delegations/<int:delegation_id>/end/", delegations.end, name="delegation-end"),
]
