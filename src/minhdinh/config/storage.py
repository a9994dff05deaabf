"""Where files are kept: a folder, or a bucket of an S3-compatible server."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from minhdinh.config.env import Environment, SettingError

FOLDER, BUCKET = "minhdinh.common.storage.WholeFileStorage", "minhdinh.common.storage_s3.BucketStorage"
KINDS = ("folder", "s3")
BUCKET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,62}")
Options = dict[str, str | bool]


def bucket_options(environment: Environment, kind: str) -> Options:
    """Return what the bucket's storage is made with; empty where no bucket is named and the kind is a folder."""
    bucket = environment.text("MINHDINH_S3_BUCKET", None if kind == "s3" else "")
    if not bucket:
        return {}
    if not BUCKET_NAME.fullmatch(bucket):
        raise SettingError(f"MINHDINH_S3_BUCKET is {bucket!r}, which is no name of a bucket.")
    endpoint = _address("MINHDINH_S3_ENDPOINT", environment.text("MINHDINH_S3_ENDPOINT"))
    public = environment.text("MINHDINH_S3_PUBLIC_ENDPOINT", endpoint)
    return {
        "endpoint_url": endpoint,
        "public_endpoint": _address("MINHDINH_S3_PUBLIC_ENDPOINT", public),
        "bucket_name": bucket,
        "access_key": environment.text("MINHDINH_S3_KEY"),
        "secret_key": environment.text("MINHDINH_S3_SECRET"),
        "region_name": environment.text("MINHDINH_S3_REGION", "us-east-1"),
        "direct": environment.flag("MINHDINH_S3_DIRECT", default=True),
    }


def default_store(kind: str, folder: Path, bucket: Options) -> dict[str, object]:
    """Return Django's entry for the store that the program works with."""
    if kind == "s3":
        return {"BACKEND": BUCKET, "OPTIONS": bucket}
    return {"BACKEND": FOLDER, "OPTIONS": {"location": folder}}


def _address(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.username:
        raise SettingError(f"{name} is {value!r}; use an address like https://s3.example.vn.")
    return value.rstrip("/")
