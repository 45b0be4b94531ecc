"""Signing in, through allauth: password, a code by e-mail, and OpenID Connect by environment alone.

Every variable is told of in docs/sign-in.md.
"""

from typing import Any

import environ

env = environ.Env()

DEMONSTRATION = ["greenpaper.example"] if env.bool("LOCAL", default=False) else []
SIGN_IN_EMAIL_DOMAINS = frozenset(
    domain.strip().lower() for domain in env.list("SIGN_IN_EMAIL_DOMAINS", default=DEMONSTRATION) if domain.strip()
)


def identity_provider() -> dict[str, Any]:
    """What allauth is told of the department's identity provider, or nothing when the environment names none."""
    if not env.str("OIDC_SERVER_URL", default=""):
        return {}
    return {
        "provider_id": env.str("OIDC_ID", default="sso"),
        "name": env.str("OIDC_NAME", default="single sign-on"),
        "client_id": env.str("OIDC_CLIENT_ID"),
        "secret": env.str("OIDC_CLIENT_SECRET", default=""),
        "settings": {
            "server_url": env.str("OIDC_SERVER_URL"),
            "scope": env.list("OIDC_SCOPE", default=["openid", "profile", "email"]),
            "uid_field": env.str("OIDC_UID_FIELD", default="sub"),
            "oauth_pkce_enabled": env.bool("OIDC_PKCE", default=True),
            "token_auth_method": env.str("OIDC_TOKEN_AUTH_METHOD", default="") or None,
            "verified_domains": [domain.lower() for domain in env.list("OIDC_VERIFIED_DOMAINS", default=[])],
        },
    }


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app for app in [identity_provider()] if app]}}
SOCIALACCOUNT_ADAPTER = "apps.identity.adapters.SingleSignOnAdapter"
# The button is a link: a form would be stopped by our form-action policy wherever the provider's own redirects lead.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False

ACCOUNT_ADAPTER = "apps.identity.adapters.SignInAdapter"
ACCOUNT_FORMS = {
    "login": "apps.identity.forms.PasswordForm",
    "request_login_code": "apps.identity.forms.AskForCodeForm",
    "confirm_login_code": "apps.identity.forms.CodeForm",
    "change_password": "apps.identity.forms.ChangePasswordForm",
    "reset_password": "apps.identity.forms.ForgottenPasswordForm",
    "reset_password_from_key": "apps.identity.forms.NewPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# An address is vouched for before there is a Person: by an administrator, by a code or link, or by the provider.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# A department sits behind one address at nine in the morning: limits for an address are wide, for an account narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "120/m/ip,5/300s/key",
    "request_login_code": "300/m/ip,3/m/key",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
}
NEWCOMER_LINK_SECONDS = 60 * 60
