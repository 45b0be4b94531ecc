from django.urls import path

from apps.trust.views import communities, stewards

app_name = "trust"
urlpatterns = [
    path("standing/<slug:slug>/", communities.community, name="community"),
    path("standing/<slug:slug>/mine/", communities.mine, name="mine"),
    path("standing/<slug:slug>/how/", communities.formula, name="formula"),
    path("standing/<slug:slug>/appointment/", stewards.appoint, name="appoint"),
    path("standing/<slug:slug>/stepping-down/", stewards.step_down, name="step-down"),
    path("standing/<slug:slug>/stewards/<int:person_id>/vote/", stewards.ask_to_go, name="ask-to-go"),
    path("standing/<slug:slug>/votes/<int:recall_id>/", stewards.recall, name="recall"),
]
