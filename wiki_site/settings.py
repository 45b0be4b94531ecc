"""Greenpaper's settings: safe for production as they stand, changed by environment variables alone.

`LOCAL=true` (what `make run` writes into `.env`) is the one switch for plain http on this machine.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_level

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
env.read_env(BASE_DIR / ".env")

LOCAL = env.bool("LOCAL", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "apps.core",
    "apps.govuk",
    "apps.records",
    "apps.people",
    "apps.notices",
    "apps.trust",
    "apps.moderation",
    "apps.pages",
    "apps.clearance",
    "apps.practice",
    "apps.rooms",
    "apps.search",
    "apps.desk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "mptt",
    "sekizai",
    "apps.pages.wiki_config.WikiConfig",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "apps.identity",  # After allauth, whose admin screens it takes away.
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "apps.core.middleware.ContentPolicyMiddleware",
    "apps.core.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.core.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "apps.core.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "wiki_site.urls"
WSGI_APPLICATION = "wiki_site.wsgi.application"
# What answers web sockets, and is told to stop when the server does.
SOCKET_APPLICATION = "apps.pages.live.routing.application"
# What answers event streams, likewise.
STREAM_APPLICATION = "apps.rooms.live.stream.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Records and law 2 rest on short write transactions that begin as writers: docs/adr/0011-sqlite.md.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "greenpaper.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
DATABASES = {"default": env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else SQLITE}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] = {**SQLITE, "NAME": DATABASES["default"]["NAME"]}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# For LISTEN, which a pooler such as PgBouncer loses; the database above when empty.
DIRECT_DATABASE_URL = env.str("DIRECT_DATABASE_URL", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Sign-in limits are counted here: at Django's 300 entries a busy morning would forget them.
    "default": env.cache("CACHE_URL", default="dbcache://greenpaper_cache?max_entries=100000"),
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
SITE_ID = 1

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What people attach to texts: under no address, and handed out by views that ask who it is for.
    "files": {
        "BACKEND": env.str("FILES_BACKEND", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("FILES_OPTIONS", default={})
        or {
            "location": env.str("FILES_FOLDER", default="") or str(VAR_DIR / "files"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
# Bytes: of one file, which must be less than MAX_BODY_BYTES, and of all files of one text; and how many these are.
FILE_MAX_BYTES = env.int("FILE_MAX_BYTES", default=15 * 1024 * 1024)
FILES_MAX_BYTES = env.int("FILES_MAX_BYTES", default=100 * 1024 * 1024)
FILES_MAX = env.int("FILES_MAX", default=50)
# A virus scanner, ClamAV's daemon: 'host:port' or the path of its socket. Empty: nothing is scanned.
CLAMD = env.str("CLAMD", default="")

# As much as the server lets through (MAX_BODY_BYTES): a form that is refused for its length gives the text back.
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("MAX_BODY_BYTES", default=20 * 1024 * 1024)

EMAIL_TIMEOUT = 10  # Seconds: whoever acted waits while the mail server takes what tells of it.
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="greenpaper@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Mails to reply+…@ this host come to `manage.py receive_mail`. Empty: nothing is answered from the mail.
REPLY_DOMAIN = env.str("REPLY_DOMAIN", default="").lower()
# The mail server whose word on where a mail came from is believed, as it names itself in Authentication-Results.
REPLY_VOUCHER = env.str("REPLY_VOUCHER", default="").lower()
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=60 * 60 * 12)
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not LOCAL)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if LOCAL else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Whom somebody tells who has SECRET material before them, as a sentence goes on: ‘tell … now’.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="your department’s security team")
# What may stand in square brackets after OFFICIAL-SENSITIVE: Government Security Classifications Policy, descriptors.
MARKING_DESCRIPTORS = env.list(
    "MARKING_DESCRIPTORS", default=["COMMERCIAL", "HR", "LEGAL", "LOCSEN", "MARKET SENSITIVE", "PERSONAL"]
)

# Whether people who have the same draft open type in it together. If not, each writes on the plain form.
LIVE_DRAFTING = env.bool("LIVE_DRAFTING", default=True)
# Whether what is said in a room comes by itself to those who look. If not, they load the page again.
LIVE_ROOMS = env.bool("LIVE_ROOMS", default=True)

MESSAGE_TAGS = {message_level.ERROR: "error"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

from wiki_site.sign_in import *
from wiki_site.wiki import *
