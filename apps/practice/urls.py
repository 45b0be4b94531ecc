from django.urls import path

from apps.practice.views import gathering, lists, practices, tips

app_name = "practice"
urlpatterns = [
    path("practices/", lists.practices, name="list"),
    path("practices/<int:practice_id>/", practices.practice, name="practice"),
    path("practices/<int:practice_id>/about/", practices.file, name="file"),
    path("practices/<int:practice_id>/collect/", gathering.collect, name="collect"),
    path("spaces/<int:space_id>/practices/", lists.in_space, name="in-space"),
    path("spaces/<int:space_id>/tip/", tips.tip, name="tip"),
    path("spaces/<int:space_id>/tip/<int:draft_id>/", tips.given, name="tip-given"),
    path("spaces/<int:space_id>/collections/", gathering.collections, name="collections"),
    path("spaces/<int:space_id>/collections/new/", gathering.make, name="collection-new"),
    path("collections/<int:collection_id>/", gathering.collection, name="collection"),
    path("collections/<int:collection_id>/rename/", gathering.rename, name="collection-rename"),
    path("collections/items/<int:item_id>/note/", gathering.note, name="collection-note"),
    path("collections/items/<int:item_id>/up/", gathering.move_up, name="collection-up"),
    path("collections/items/<int:item_id>/out/", gathering.take_out, name="collection-out"),
]
