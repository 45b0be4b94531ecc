from django.urls import path

from apps.moderation.views import appeals, flags, guidelines, log, matters, queue, rulings

app_name = "moderation"
urlpatterns = [
    path("moderation/flag/<str:about_kind>/<int:about_id>/", flags.flag, name="flag"),
    path("moderation/matters/<int:matter_id>/", matters.matter, name="matter"),
    path("moderation/matters/<int:matter_id>/claim/", matters.claim, name="claim"),
    path("moderation/matters/<int:matter_id>/release/", matters.release, name="release"),
    path("moderation/matters/<int:matter_id>/gone/", matters.take_off, name="take-off"),
    path("moderation/matters/<int:matter_id>/rule/", rulings.rule, name="rule"),
    path("moderation/held/<int:matter_id>/", matters.held, name="held"),
    path("moderation/rulings/<int:ruling_id>/", rulings.ruling, name="ruling"),
    path("moderation/rulings/<int:ruling_id>/appeal/", appeals.appeal, name="appeal"),
    path("moderation/rulings/<int:ruling_id>/appeal/decide/", appeals.decide, name="appeal-decide"),
    path("moderation/<slug:slug>/", queue.queue, name="queue"),
    path("moderation/<slug:slug>/next/", queue.next_item, name="next"),
    path("moderation/<slug:slug>/log/", log.log, name="log"),
    path("moderation/<slug:slug>/log/rulings.csv", log.log_csv, name="log-csv"),
    path("moderation/<slug:slug>/log/totals/", log.log_totals, name="log-totals"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
]
