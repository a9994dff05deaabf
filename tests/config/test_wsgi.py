"""What a web process holds before anybody asks: every page, and nothing that few requests need."""

import json
from pathlib import Path

from tests.config.commands import python

SELDOM = ("boto3", "botocore", "cryptography", "fido2", "ninja", "pydantic", "pydantic_core", "schemathesis")
LOADED = """
import json, sys
import minhdinh.config.wsgi
names = {name.partition(".")[0] for name in sys.modules}
pages = "minhdinh.evidence.views.listing" in sys.modules
from django.urls import Resolver404, resolve, reverse
listed = reverse("api:openapi-json")
try:
    resolve("/api/v1/khong-co")
except Resolver404:
    missing = True
found = resolve("/api/v1/openapi.json").view_name
print(json.dumps({"names": sorted(names), "pages": pages, "listed": listed, "found": found, "missing": missing}))
"""


def test_the_pages_are_there_and_what_few_requests_need_is_not(tmp_path: Path) -> None:
    done = python(tmp_path, LOADED, PYTHONWARNINGS="ignore")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["pages"]
    assert [name for name in SELDOM if name in told["names"]] == []
    # The API is found all the same, by its names and by its addresses.
    assert told["listed"] == "/api/v1/openapi.json"
    assert told["found"] == "api:openapi-json"
    assert told["missing"]
