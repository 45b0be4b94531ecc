"""Every address. A new one needs a row in the access table of tests/house."""

from django.contrib import admin
from django.urls import include, path
from wiki.sites import site as wiki_site

urlpatterns = [
    path("", include("apps.desk.urls")),
    path("wiki/", wiki_site.urls),
    path("", include("apps.pages.urls")),
    path("", include("apps.clearance.urls")),
    path("", include("apps.practice.urls")),
    path("", include("apps.rooms.urls")),
    path("", include("apps.moderation.urls")),
    path("", include("apps.trust.urls")),
    path("", include("apps.notices.urls")),
    path("", include("apps.search.urls")),
    path("", include("apps.identity.urls")),
    path("admin/", admin.site.urls),
]
