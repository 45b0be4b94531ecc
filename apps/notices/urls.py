from django.urls import path

from apps.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="list"),
    path("notices/read/", views.read, name="read"),
    path("quiet-hours/", views.quiet, name="quiet"),
    path("quiet-hours/ended/", views.loud, name="loud"),
]
