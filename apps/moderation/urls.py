from django.urls import path

from apps.moderation.views import flags, guidelines

app_name = "moderation"
urlpatterns = [
    path("moderation/flag/<str:about_kind>/<str:about_id>/", flags.flag, name="flag"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
]
