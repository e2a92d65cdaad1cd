"""The one settings file. Everything that differs between machines comes from the environment (table in README.md)."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from django.contrib.messages import constants as tingkat

from sakip.lingkungan import (
    berkas_opsional,
    bilangan,
    boolean,
    daftar,
    folder,
    kunci_opsional,
    kunci_rahasia,
    penyedia_tanda_tangan,
    peran,
    teks,
)

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = boolean("SAKIP_DEBUG", False)
HTTPS = boolean("SAKIP_HTTPS", not DEBUG)
SECRET_KEY = kunci_rahasia(debug=DEBUG)
ALLOWED_HOSTS = daftar("SAKIP_ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = daftar("SAKIP_CSRF_ORIGINS")

# Everything the running product writes lies below VAR: database, uploads, documents, broker, collected static files.
VAR = folder("SAKIP_VAR", BASE_DIR / "var")
MEDIA_ROOT = VAR / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a DIPA is saved as one grid with a field per node; large ones have thousands
STATIC_ROOT = folder("SAKIP_STATIC_ROOT", VAR / "static")
BROKER_DIR = VAR / "broker"
for _folder in (MEDIA_ROOT, STATIC_ROOT, BROKER_DIR / "pesan", BROKER_DIR / "kendali"):
    _folder.mkdir(parents=True, exist_ok=True)

# --- Application ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # before staticfiles: runserver serves static files the way production does
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "sakip",
    "jejak",
    "organisasi",
    "akun",
    "dokumen",
    "renstra",
    "anggaran",
    "perjanjian",
    "capaian",
    "pelaporan",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sakip.middleware.KompresHalaman",
    "csp.middleware.CSPMiddleware",
    "sakip.middleware.kepala_aman",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "akun.middleware.sesi_berakhir",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "organisasi.middleware.atas_nama",
    "jejak.middleware.pelaku",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sakip.middleware.halaman_405",
    "sakip.middleware.basis_data_sibuk",
    "django_htmx.middleware.HtmxMiddleware",
    "akun.middleware.FaktorWajib",
    "axes.middleware.AxesMiddleware",  # last: its lock-out page replaces whatever was answered
]

ROOT_URLCONF = "sakip.urls"
WSGI_APPLICATION = "sakip.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "organisasi.context_processors.bingkai",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
MESSAGE_TAGS = {tingkat.ERROR: "danger", tingkat.DEBUG: "secondary"}  # Bootstrap's names

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# --- People --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organisasi.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: a locked account costs no password hash
    "organisasi.backends.PeranBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "akun.validasi.TidakMirip"},
    {"NAME": "akun.validasi.PanjangTerkecil", "OPTIONS": {"min_length": 10}},
    {"NAME": "akun.validasi.TidakUmum"},
    {"NAME": "akun.validasi.BukanAngkaSaja"},
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "masuk"
SESSION_ENGINE = "akun.sesi"  # sessions in the database that know whose they are
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds from the login: one working day
SESI_DIAM = bilangan("SAKIP_SESI_DIAM", 60) * 60  # seconds without a request; 0: no limit
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

PASSWORD_RESET_TIMEOUT = bilangan("SAKIP_TAUTAN_SANDI", 60) * 60  # seconds; of the link in a reset mail
OTP_WAJIB = peran("SAKIP_OTP_WAJIB")  # who must have a second factor
OTP_TOTP_ISSUER = "SAKIP"

AXES_HANDLER = "akun.kunci.Penghitung"  # has the limits for an account and for an address too
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "sakip.klien.alamat_klien"
AXES_LOCKOUT_CALLABLE = "akun.kunci.halaman_terkunci"
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has logins and failures
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# --- Transport -----------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# __Host-: a browser takes such a cookie over TLS only, for this host alone; a neighbouring site cannot plant one.
AWALAN_KUE = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{AWALAN_KUE}sessionid", f"{AWALAN_KUE}csrftoken"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]  # health probes come from inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Only our own files run and style: no inline script, style or handler; tests/browser/test_csp.py walks the pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Databases and cache -------------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        teks("DATABASE_URL", f"sqlite:///{VAR / 'sakip.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN and waits for it; Django's default fails with "database is locked"
    # as soon as two readers want to write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;",  # without it REPLACE deletes a row and its triggers do not hear of it
    }

REDIS_URL = teks("REDIS_URL")
REDIS_AWALAN = teks("SAKIP_REDIS_AWALAN", "sakip:")  # lets several installations share one server
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_AWALAN,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- Files ---------------------------------------------------------------------------------------------------------

# Uploads and documents are served by views that check access; there is no MEDIA_URL.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "sakip.berkas.AdminFinder",
    "sakip.berkas.BerkasTerpilihFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "jpg", "jpeg", "png", "webp", "zip", "gz", "br", "woff", "woff2"]

BUKTI_MAKS_MB = bilangan("SAKIP_BUKTI_MAKS_MB", 20)  # of one file of evidence
BUKTI_SEKALI_MB = 5 * BUKTI_MAKS_MB  # of one request: several files sent by a form without JavaScript
BUKTI_BANYAK = bilangan("SAKIP_BUKTI_BANYAK", 50)  # evidence of one realisasi

# --- Mail ----------------------------------------------------------------------------------------------------------

EMAIL_HOST = teks("SAKIP_EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = bilangan("SAKIP_EMAIL_PORT", 587)
EMAIL_HOST_USER = teks("SAKIP_EMAIL_USER")
EMAIL_HOST_PASSWORD = teks("SAKIP_EMAIL_PASSWORD")
EMAIL_USE_TLS = boolean("SAKIP_EMAIL_TLS", True)
EMAIL_TIMEOUT = 10  # seconds
SUREL_AKTIF = bool(EMAIL_HOST) or DEBUG  # otherwise links to reset a password would only land in the log
DEFAULT_FROM_EMAIL = SERVER_EMAIL = teks("SAKIP_EMAIL_FROM", "sakip@localhost")

# --- Signatures ----------------------------------------------------------------------------------------------------

TTD = penyedia_tanda_tangan("SAKIP_TTD", "SAKIP_BSRE_URL")  # who signs new papers: internal or bsre
KUNCI_CA = kunci_opsional("SAKIP_KUNCI_CA")  # empty: the file kunci-ca in VAR, made at first use
ALAMAT = teks("SAKIP_ALAMAT").rstrip("/")  # of this site in printed QR codes; empty: that of the request
AKAR_TAMBAHAN = berkas_opsional("SAKIP_AKAR_TAMBAHAN")  # PEM file with issuers that are trusted beside our own
BSRE_URL = teks("SAKIP_BSRE_URL")
BSRE_PENGGUNA, BSRE_SANDI = teks("SAKIP_BSRE_PENGGUNA"), teks("SAKIP_BSRE_SANDI")
BSRE_BATAS_WAKTU = bilangan("SAKIP_BSRE_BATAS_WAKTU", 20)  # seconds

# --- Long work -----------------------------------------------------------------------------------------------------

CELERY_TIMEZONE = TIME_ZONE
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True  # the job table holds the result
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 10 * 60  # seconds; a 300-page report takes about one minute
CELERY_TASK_TIME_LIMIT = 11 * 60
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
# A dead broker must not hang a submit: the job is stored already and the sweeper rings again.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "jadwal-beat")
CELERY_BEAT_SCHEDULE = {
    "sapu-tugas-dokumen": {"task": "dokumen.tasks.sapu", "schedule": 60.0},
    "sapu-berkas-tanda-tangan": {"task": "dokumen.tasks.sapu_bertanda", "schedule": 60.0 * 60},
    "sapu-impor-organisasi": {"task": "organisasi.tasks.sapu_impor", "schedule": 60.0 * 60},
    "bersihkan-sesi": {"task": "akun.tasks.bersihkan", "schedule": 60.0 * 60},
    # Once a day; what was missed while the server was off is done when it is on again.
    "ingatkan-tenggat": {"task": "capaian.tasks.ingatkan", "schedule": crontab(hour=6, minute=30)},
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "global_keyprefix": REDIS_AWALAN,
        "visibility_timeout": 15 * 60,  # longer than the hard time limit, or a running task is delivered twice
        "socket_timeout": 3,
        "socket_connect_timeout": 2,
    }
else:
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "pesan"),
        "data_folder_out": str(BROKER_DIR / "pesan"),
        "control_folder": str(BROKER_DIR / "kendali"),
        "polling_interval": 0.3,  # seconds
    }

# --- Log -----------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {"handlers": ["stderr"], "level": teks("SAKIP_LOG", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Both tell of every step they take.
        "axes": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pyhanko": {"level": "CRITICAL"},  # tells at length what is wrong with a stranger's file
        "pikepdf": {"level": "WARNING"},
    },
}
