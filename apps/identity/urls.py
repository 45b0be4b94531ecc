"""The sign-in screens we support, each by name; nothing else of allauth's has an address."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from apps.identity import views

# Allauth looks its own screens up by these names.
sign_in = [
    path("login/", account.login, name="account_login"),
    path("login/code/", views.ask_for_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    # Whoever has no password yet proves anew that the mailbox is theirs before they get one.
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("sso/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/<str:provider_id>/login/", views.single_sign_on, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", views.single_sign_on_return, name="openid_connect_callback"),
]
own = [
    path("account/", views.account, name="account"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
]
urlpatterns = [path("accounts/", include(sign_in)), path("", include((own, "identity")))]
