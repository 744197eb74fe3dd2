"""Settings, from the environment alone (`.env.example` lists every variable). Bad values stop the start."""

import logging
import os
from pathlib import Path
from wsgiref.headers import Headers

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config.environment import env_bool, env_int, env_list, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")  # what the process writes: database, key

DEBUG = env_bool("DEBUG", False)
SECRET_KEY = secret_key(VAR_DIR)
if not DEBUG and (
    len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure")
):
    raise ImproperlyConfigured("SECRET_KEY is weak: give at least 50 random characters, or none at all.")

HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = env_int("PORT", 8000, 0, 65535)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0, 0, 9)  # how many of our own stand before us
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
if any("://" not in origin for origin in CSRF_TRUSTED_ORIGINS):
    raise ImproperlyConfigured("CSRF_TRUSTED_ORIGINS wants whole origins, such as https://events.example.")
# Whoever names an https origin serves people over https; without one this is a plain local installation.
HTTPS = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks",
    "django_tasks_db",
    "checkin",
    "consumers",
]

MIDDLEWARE = [
    "config.middleware.security_headers",
    "config.middleware.whole_bodies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
APPEND_SLASH = False
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
SOCKETS_PER_CALLER = env_int("SOCKETS_PER_CALLER", 2500, 1, 1_000_000)  # of one user or device, per process
ASGI_THREADS = env_int("ASGI_THREADS", 8, 1, 64)

FRONTEND_DIST = Path(os.environ.get("FRONTEND_DIST") or BASE_DIR / "frontend" / "dist")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# -- database -------------------------------------------------------------------------------------------------------

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'headcount.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)}
STATEMENT_TIMEOUT = env_int("STATEMENT_TIMEOUT", 5000, 0, 3_600_000)  # ms; 0, for migrations: none
SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if SQLITE:
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at BEGIN: a read that turns into a write would fail at once
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON;"
        ),
    }
elif DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL wants a database of Postgres (postgres://…) or SQLite (sqlite:///…)."
    )
else:
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 3,  # seconds
        # statements that repeat are prepared, so that Postgres parses and plans them once a connection
        "server_side_binding": True,
        "prepare_threshold": 5,
        # without the last two a statement that was prepared while a table was empty reads all of it ever after, until
        # the next ANALYZE; where there is no index to use, Postgres still reads the table
        "options": f"-c statement_timeout={STATEMENT_TIMEOUT} -c lock_timeout=3000"
        " -c idle_in_transaction_session_timeout=10000"
        " -c enable_seqscan=off -c jit=off",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- live -----------------------------------------------------------------------------------------------------------

REDIS_URLS = env_list("REDIS_URL")
if any(not url.startswith(("redis://", "rediss://", "unix://")) for url in REDIS_URLS):
    raise ImproperlyConfigured(
        "REDIS_URL wants addresses such as redis://127.0.0.1:6379/0, separated by commas."
    )
if REDIS_URLS:
    # without time limits a frozen Redis holds its users for ever (redis-py 7 has none of its own)
    _limits = {"socket_timeout": 2, "socket_connect_timeout": 1, "health_check_interval": 10}
    CHANNEL_LAYERS: dict[str, dict[str, object]] = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": url, **_limits} for url in REDIS_URLS]},
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- people ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "checkin.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ADMIN_EMAIL = os.environ.get("ADMIN_EMAIL", "")
ADMIN_PASSWORD = os.environ.get("ADMIN_PASSWORD", "")

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# __Host-: over https only, for this host alone, and nobody else can set it
DEVICE_COOKIE = "__Host-headcount-device" if HTTPS else "headcount-device"
SESSION_COOKIE_NAME = "__Host-headcount-session" if HTTPS else "sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# -- pages and API --------------------------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json", ".wasm": "application/wasm"}


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802 - a setting's name
    """Vite puts a hash of the content into every name under /assets/."""
    return url.startswith("/assets/")


def WHITENOISE_ADD_HEADERS_FUNCTION(headers: Headers, path: str, url: str) -> None:  # noqa: N802 - a setting's name
    """What keeps its name, such as the service worker, is asked for anew: a new build must not wait for a cache."""
    if not url.startswith(("/assets/", STATIC_URL)):
        headers["Cache-Control"] = "no-cache"


DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
IMPORT_MAX_BYTES = 5 * 1024 * 1024
TICKET_FONT = os.environ.get("TICKET_FONT", "")  # a TrueType file
if TICKET_FONT and not Path(TICKET_FONT).is_file():
    raise ImproperlyConfigured(f"TICKET_FONT must be a TrueType file (.ttf), not {TICKET_FONT!r}.")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "checkin.api.authentication.BearerAuthentication",
        "checkin.api.authentication.SessionAuthentication",
        "checkin.api.authentication.DeviceAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["checkin.api.permissions.AccessTable"],
    "DEFAULT_RENDERER_CLASSES": ["checkin.api.renderers.Renderer"],
    "DEFAULT_PARSER_CLASSES": ["checkin.api.parsers.Parser"],
    "DEFAULT_SCHEMA_CLASS": "checkin.api.schema.Schema",
    "EXCEPTION_HANDLER": "checkin.api.errors.to_problem",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is the export's own
    "DATETIME_FORMAT": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Headcount",
    "DESCRIPTION": (
        "Real-time check-in for live events. Times are ISO 8601 with an offset. Below an event, whoever has no role "
        "there finds nothing (404). Errors are problem documents (RFC 9457): branch on their `code`."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": [],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        "Status": "checkin.choices.Status",
        "ImportStatus": "checkin.choices.ImportStatus",
        "Outcome": "checkin.choices.Outcome",
        "RefusalReason": "checkin.choices.RefusalReason",
        "Role": "checkin.choices.Role",
        "Direction": "checkin.choices.Direction",
        "ConflictOutcome": "checkin.choices.ConflictOutcome",
        "InitialStatus": ["registered", "confirmed"],
    },
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "TAGS": [
        {"name": "auth", "description": "Logging in, and tokens for scripts"},
        {"name": "events", "description": "Events at which you have a role"},
        {"name": "registrants", "description": "The list of an event, and what happened to each on it"},
        {"name": "scans", "description": "Reads of codes at gates"},
        {"name": "walk-ins", "description": "Who is registered at the door"},
        {"name": "conflicts", "description": "Whom a scanner let through by itself, and the server refused"},
        {"name": "counts", "description": "The numbers of an event"},
    ],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "checkin.api.schema.add_problems",
    ],
}

LOG_LEVEL = os.environ.get("LOG_LEVEL") or "INFO"
if LOG_LEVEL not in (levels := logging.getLevelNamesMapping()):
    raise ImproperlyConfigured(f"LOG_LEVEL must be one of {', '.join(levels)}, not {LOG_LEVEL!r}.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.redaction.Formatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # every 4xx is logged at WARNING by Django; a refused request is not news
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},  # it tells every request that `simulate` makes
        # a wrong Host header and forms of too many parts are answered 400; anybody may send one
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
        "django.security.TooManyFilesSent": {"level": "CRITICAL"},
    },
}
