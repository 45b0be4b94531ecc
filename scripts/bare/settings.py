"""Greenpaper's database and users behind the middleware that `startproject` writes, and nothing else."""

from wiki_site.settings import *

ROOT_URLCONF = "scripts.bare.urls"
INSTALLED_APPS = [app for app in INSTALLED_APPS if "allauth" not in app and app != "apps.identity"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
