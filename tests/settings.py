"""The real settings, in an environment that no `.env` on the machine can change."""

import os

os.environ["SECRET_KEY"] = "for-tests-only"
os.environ["LOCAL"] = "true"
os.environ["DEBUG"] = "false"
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["CACHE_URL"] = "locmemcache://"
os.environ["SIGN_IN_EMAIL_DOMAINS"] = "greenpaper.example"
os.environ["OIDC_SERVER_URL"] = ""
# Django's server for tests has no web sockets; what is typed together has a server of its own.
os.environ["LIVE_DRAFTING"] = "false"
os.environ["LIVE_ROOMS"] = "false"
os.environ["CLAMD"] = ""
os.environ.setdefault("DATABASE_URL", "")
os.environ["DIRECT_DATABASE_URL"] = ""
for name in ("PUBLIC_ADDRESS", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "LOG_LEVEL", "SESSION_COOKIE_AGE"):
    os.environ.pop(name, None)

from wiki_site.settings import *

# Hashing well is slow on purpose, and every story signs somebody in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests name what they visit; the build of static files has tests of its own.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file for each process, because threads that share a database in memory lock differently from production.
    folder = VAR_DIR / "tests"
    folder.mkdir(exist_ok=True)
    DATABASES["default"] |= {
        "NAME": folder / "main.sqlite3",
        "TEST": {"NAME": folder / f"{os.getpid()}.sqlite3"},
    }
