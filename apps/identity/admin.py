"""The admin is entered by our own front door, and shows none of allauth's tables: a row there is a way in."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's documented way
admin.site.unregister([EmailAddress, SocialAccount, SocialApp, SocialToken])
