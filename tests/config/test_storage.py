"""Where files are kept, from variables."""

from pathlib import Path

import pytest

from minhdinh.config.env import Environment, SettingError
from minhdinh.config.storage import bucket_options, default_store

FULL = {
    "MINHDINH_S3_BUCKET": "kho-minh-chung",
    "MINHDINH_S3_ENDPOINT": "https://s3.example.vn/",
    "MINHDINH_S3_KEY": "key",
    "MINHDINH_S3_SECRET": "secret",
}


def options(kind: str = "s3", **changes: str) -> dict[str, str | bool]:
    return bucket_options(Environment({**FULL, **changes}), kind)


def test_nothing_set_is_a_folder(tmp_path: Path) -> None:
    assert bucket_options(Environment({}), "folder") == {}
    found = default_store("folder", tmp_path, {})
    assert found == {
        "BACKEND": "minhdinh.common.storage.WholeFileStorage",
        "OPTIONS": {"location": tmp_path},
    }


def test_a_bucket_with_its_keys(tmp_path: Path) -> None:
    found = options()
    assert found == {
        "endpoint_url": "https://s3.example.vn",
        "public_endpoint": "https://s3.example.vn",
        "bucket_name": "kho-minh-chung",
        "access_key": "key",
        "secret_key": "secret",
        "region_name": "us-east-1",
        "direct": True,
    }
    store = default_store("s3", tmp_path, found)
    assert store == {"BACKEND": "minhdinh.common.storage_s3.BucketStorage", "OPTIONS": found}


def test_a_bucket_may_be_named_before_it_is_used() -> None:
    assert options("folder")["bucket_name"] == "kho-minh-chung"


def test_secrets_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("in a file\n", encoding="utf-8")
    values = {name: value for name, value in FULL.items() if name != "MINHDINH_S3_SECRET"}
    found = bucket_options(Environment({**values, "MINHDINH_S3_SECRET_FILE": str(secret)}), "s3")
    assert found["secret_key"] == "in a file"


def test_browsers_may_have_another_address_or_none() -> None:
    found = options(MINHDINH_S3_PUBLIC_ENDPOINT="https://tep.example.vn", MINHDINH_S3_DIRECT="no")
    assert found["public_endpoint"] == "https://tep.example.vn"
    assert found["direct"] is False


@pytest.mark.parametrize("name", sorted(FULL))
def test_what_is_missing_is_named(name: str) -> None:
    values = {key: value for key, value in FULL.items() if key != name}
    with pytest.raises(SettingError, match=name):
        bucket_options(Environment(values), "s3")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MINHDINH_S3_ENDPOINT", "s3.example.vn"),
        ("MINHDINH_S3_ENDPOINT", "ftp://s3.example.vn"),
        ("MINHDINH_S3_ENDPOINT", "https://user:pass@s3.example.vn"),
        ("MINHDINH_S3_PUBLIC_ENDPOINT", "javascript:alert(1)"),
        ("MINHDINH_S3_BUCKET", "../other"),
        ("MINHDINH_S3_BUCKET", "a"),
        ("MINHDINH_S3_DIRECT", "maybe"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        options(**{name: value})
