"""Django settings, all from ``MINHDINH_*`` variables (docs/architecture/settings.md lists them)."""

from __future__ import annotations

from pathlib import Path

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from minhdinh import __version__
from minhdinh.config.env import Environment, postgresql_settings, sqlite_settings
from minhdinh.config.secret import secret_key
from minhdinh.config.storage import KINDS, bucket_options, default_store
from minhdinh.config.uploads import scanner_address, upload_types

django_stubs_ext.monkeypatch()  # Django's generic classes take their type in brackets at run time too

PACKAGE = Path(__file__).resolve().parent.parent
environment = Environment()

MINHDINH_VERSION = __version__
MINHDINH_MODE = environment.choice("MINHDINH_MODE", "local", ("local", "demo", "production"))
MINHDINH_DATA = environment.folder("MINHDINH_DATA", "data")
MINHDINH_PORT = environment.number("MINHDINH_PORT", 8000, least=1, most=65535)
MINHDINH_DEMO = MINHDINH_MODE == "demo"
PRODUCTION = MINHDINH_MODE == "production"

DEBUG = False
SECRET_KEY = secret_key(environment, MINHDINH_DATA, production=PRODUCTION)
ALLOWED_HOSTS = environment.words(
    "MINHDINH_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver"
)
MINHDINH_PUBLIC_URL = environment.text("MINHDINH_PUBLIC_URL", f"http://127.0.0.1:{MINHDINH_PORT}")
CSRF_TRUSTED_ORIGINS = [MINHDINH_PUBLIC_URL]

INSTALLED_APPS = [
    "minhdinh.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "minhdinh.accounts",  # before allauth, so that its pages and messages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_q",
    "minhdinh.common",
    "minhdinh.audit",
    "minhdinh.access",
    "minhdinh.jobs",
    "minhdinh.organisations",
    "minhdinh.notifications",
    "minhdinh.standards",
    "minhdinh.evidence",
    "minhdinh.assessments",
    "minhdinh.improvement",
    "minhdinh.appraisals",
    "minhdinh.recognition",
    "minhdinh.oversight",
    "minhdinh.documents",
    "minhdinh.portal",
    "minhdinh.exchange",
    "minhdinh.api",
    "minhdinh.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "minhdinh.common.middleware.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "minhdinh.common.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "minhdinh.access.body_limit.BodyLimitMiddleware",  # before the next one, which reads forms with their files
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "minhdinh.common.middleware.ContentSecurityPolicyMiddleware",
    "minhdinh.common.middleware.ProblemMiddleware",
]

ROOT_URLCONF = "minhdinh.config.urls"
WSGI_APPLICATION = "minhdinh.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minhdinh.common.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "minhdinh.common.templatetags.minhdinh"],
        },
    }
]

DATABASE_URL = environment.text("MINHDINH_DATABASE_URL", "")
DATABASES = {
    "default": (
        postgresql_settings(DATABASE_URL)
        if DATABASE_URL
        else sqlite_settings(MINHDINH_DATA / "minhdinh.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Counters that all web processes share (attempts to sign in, codes already used); made by a migration of accounts.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "minhdinh_shared_counters",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # The job worker's own heartbeat, twice a second: nobody else reads it, so it never reaches the database.
    "jobs": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "jobs"},
    # Public pages as they were made, for a minute, in each process.
    "public": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "public",
        "OPTIONS": {"MAX_ENTRIES": 600},
    },
    # How often strangers asked, by themselves: however many come, no attempt to sign in is forgotten for them.
    "visitors": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "visitors",
        "OPTIONS": {"MAX_ENTRIES": 30_000},
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "minhdinh.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/dang-nhap/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("MINHDINH_PROXIES", 0, most=10)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Minh Định"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MINHDINH_PUBLIC_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SESSION_COOKIE_SECURE else 0
if environment.flag("MINHDINH_BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY = SESSION_COOKIE_SECURE, True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").is_dir() else []
STATIC_ROOT = MINHDINH_DATA / "static"
MEDIA_ROOT = MINHDINH_DATA / "files"
MINHDINH_STORAGE = environment.choice("MINHDINH_STORAGE", "folder", KINDS)
# A bucket may be named before files are moved to it.
MINHDINH_S3 = bucket_options(environment, MINHDINH_STORAGE)
STORAGES = {
    "default": default_store(MINHDINH_STORAGE, MEDIA_ROOT, MINHDINH_S3),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MINHDINH_INCOMING = MINHDINH_DATA / "incoming"  # uploads on their way; swept at the start of the server
FILE_UPLOAD_TEMP_DIR = MINHDINH_INCOMING if MINHDINH_INCOMING.is_dir() else None  # made with the data folder
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # also the most that somebody who is not signed in may send
# They ask for a token, or look at the length, before they read.
MINHDINH_OWN_BODY_LIMITS = frozenset({"api", "portal:verify"})
MINHDINH_UPLOAD_LIMIT = environment.number("MINHDINH_UPLOAD_LIMIT_MB", 50, least=1, most=2048) * 1024 * 1024
MINHDINH_RESUMABLE_FROM_MB = environment.number("MINHDINH_RESUMABLE_FROM_MB", 4, least=1, most=2048)
MINHDINH_SCHOOL_QUOTA_MB = environment.number("MINHDINH_SCHOOL_QUOTA_MB", 0, most=1024 * 1024 * 16)
MINHDINH_UPLOAD_TYPES = upload_types(environment)
MINHDINH_CLAMD = scanner_address(environment)
MINHDINH_CLAMD_REQUIRED = environment.flag("MINHDINH_CLAMD_REQUIRED", default=True)
MINHDINH_CLAMD_SECONDS = environment.number("MINHDINH_CLAMD_SECONDS", 120, least=1, most=3600)

EMAIL_BACKEND = environment.text(
    "MINHDINH_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = environment.text("MINHDINH_EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("MINHDINH_EMAIL_PORT", 25, most=65535)
EMAIL_HOST_USER = environment.text("MINHDINH_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("MINHDINH_EMAIL_PASSWORD", "")
EMAIL_SECURITY = environment.choice("MINHDINH_EMAIL_SECURITY", "none", ("none", "starttls", "tls"))
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
# Networks of the operator's own that web hooks may reach, e.g. 10.20.0.0/16; all other private addresses are refused.
MINHDINH_HOOK_NETWORKS = environment.words("MINHDINH_HOOK_NETWORKS", "")
DEFAULT_FROM_EMAIL = environment.text("MINHDINH_EMAIL_FROM", "minhdinh@localhost")

Q_CLUSTER = {
    "name": "minhdinh",
    "orm": "default",
    "cache": "jobs",
    "workers": environment.number("MINHDINH_JOB_WORKERS", 1, least=1, most=64),
    "timeout": 3600,
    "retry": 3900,
    "max_attempts": 3,
    "poll": 0.5,
    "catch_up": False,
    "sync": False,
    "save_limit": 200,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("MINHDINH_LOG_LEVEL", "WARNING")},
}
