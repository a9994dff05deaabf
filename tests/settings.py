"""Settings of the tests: a data folder of their own per process, fast hashing, jobs at once, mail in memory.

SQLite in a file (threads and the live server need real connections) unless ``MINHDINH_DATABASE_URL`` is set.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests import made_once  # noqa: F401 (takes the fingerprint of the program before it is read)

# Compiled tests are kept, also where the shell forbids it: rewriting all assertions takes longer than many tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

KEPT = {"MINHDINH_DATABASE_URL"}


def _own_environment() -> Path:
    """Forget the developer's settings and point the data folder at a new one, removed at exit."""
    for name in [name for name in os.environ if name.startswith("MINHDINH_") and name not in KEPT]:
        if not name.startswith("MINHDINH_TEST_"):
            del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="minhdinh-tests-"))
    owner = os.getpid()
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(folder, ignore_errors=True))
    os.environ["MINHDINH_DATA"] = str(folder)
    return folder


DATA = _own_environment()

from minhdinh.config.settings import *  # noqa: E402, F403 (the folder has to be known first)
from minhdinh.config.settings import CACHES, DATABASES, Q_CLUSTER, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Counters in memory: emptying them before a test must not need the database. "shared" is the real one.
CACHES = {
    "default": CACHES["jobs"],
    "jobs": CACHES["jobs"],
    "shared": CACHES["default"],
    "visitors": CACHES["visitors"],
}
# Public pages are made anew at each visit; the tests of keeping turn it on.
CACHES["public"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
Q_CLUSTER = {**Q_CLUSTER, "sync": True}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
for _name in ("static", "incoming"):
    (DATA / _name).mkdir()

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
else:
    # An idle connection of a server thread would keep the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
