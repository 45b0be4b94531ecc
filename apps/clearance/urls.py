from django.urls import path

from apps.clearance.views import submissions

app_name = "clearance"
urlpatterns = [
    path("drafts/<int:draft_id>/submission/", submissions.submit, name="submit"),
    path("submissions/<int:submission_id>/", submissions.submission, name="submission"),
    path("submissions/<int:submission_id>/clearance/", submissions.clear, name="clear"),
    path("submissions/<int:submission_id>/return/", submissions.send_back, name="send-back"),
    path("submissions/<int:submission_id>/take-back/", submissions.take_back, name="take-back"),
]
