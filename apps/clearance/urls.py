from django.urls import path

from apps.clearance import views

app_name = "clearance"
urlpatterns = [
    path("drafts/<int:draft_id>/submission/", views.submit, name="submit"),
    path("submissions/<int:submission_id>/", views.submission, name="submission"),
    path("submissions/<int:submission_id>/clearance/", views.clear, name="clear"),
    path("submissions/<int:submission_id>/return/", views.send_back, name="send-back"),
    path("submissions/<int:submission_id>/take-back/", views.take_back, name="take-back"),
]
