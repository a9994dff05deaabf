"""A store of files for tests: a folder, or a bucket of a real S3 server that checks signatures."""

import importlib.util
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_django import Settings

from minhdinh.common.storage_s3 import BucketStorage
from tests.house_rules.tree import ROOT

BUCKET = "minhdinh.common.storage_s3.BucketStorage"
KINDS = ["folder", pytest.param("s3", marks=pytest.mark.s3)]


@dataclass(frozen=True, slots=True)
class Bucket:
    """An empty bucket of this test: what the program's storage is made with, and the protocol's own client."""

    options: dict[str, Any]
    client: Any

    @property
    def name(self) -> str:
        return str(self.options["bucket_name"])

    def storage(self, **changes: Any) -> BucketStorage:
        return BucketStorage(**{**self.options, **changes})

    def keys(self) -> list[str]:
        return [found["Key"] for found in self.client.list_objects_v2(Bucket=self.name).get("Contents", [])]

    def put(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=content)


def script() -> ModuleType:
    """Return the script that starts the server, the same module for every test of the process."""
    if "temporary_swift" not in sys.modules:
        path = ROOT / "scripts" / "temporary_swift.py"
        spec = importlib.util.spec_from_file_location("temporary_swift", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module  # dataclasses look it up
        spec.loader.exec_module(module)
    return sys.modules["temporary_swift"]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[Any]:
    """Start the server once a process; where it is not installed the tests fail with the package's name."""
    with script().temporary_swift() as server:
        yield server


@pytest.fixture
def bucket(s3_server: Any) -> Bucket:
    """Return an empty bucket."""
    name = f"kho-{secrets.token_hex(6)}"
    client = s3_server.client()
    client.create_bucket(Bucket=name)
    options = {
        "endpoint_url": s3_server.endpoint,
        "public_endpoint": s3_server.endpoint,
        "bucket_name": name,
        "access_key": s3_server.key,
        "secret_key": s3_server.secret,
        "region_name": "us-east-1",
        "direct": True,
    }
    return Bucket(options, client)


@pytest.fixture
def in_bucket(bucket: Bucket, media_root: Path, settings: Settings) -> Bucket:
    """Let the program keep its files in the bucket during this test."""
    settings.MINHDINH_STORAGE, settings.MINHDINH_S3 = "s3", bucket.options
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": BUCKET, "OPTIONS": bucket.options}}
    return bucket


@pytest.fixture(params=KINDS)
def any_store(request: pytest.FixtureRequest, media_root: Path) -> str:
    """Run a test on a folder, and once more on a bucket."""
    if request.param == "s3":
        request.getfixturevalue("in_bucket")
    return str(request.param)
