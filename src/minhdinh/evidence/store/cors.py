"""Whether the bucket lets people's browsers bring files: asked as a browser asks, and what to set where it does not."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import urllib3
from django.conf import settings

from minhdinh.common.storage import LinkingStore
from minhdinh.evidence.store.arriving import direct_store

SECONDS = 5.0
PROBE = "quarantine/cors"  # nothing is written there
DAY = 24 * 3600


def page_origin() -> str:
    """Return scheme, host and port of the pages that send files."""
    parts = urlsplit(settings.MINHDINH_PUBLIC_URL)
    return f"{parts.scheme}://{parts.netloc}"


def wanted_rules() -> dict[str, Any]:
    """Return the rules of the bucket in the words of the protocol (PutBucketCors).

    The program joins parts by itself; ``ETag`` is shown for tools that do it in the browser.
    """
    rule = {
        "AllowedOrigins": [page_origin()],
        "AllowedMethods": ["PUT"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag"],
        "MaxAgeSeconds": DAY,
    }
    return {"CORSRules": [rule]}


def cors_fault(store: LinkingStore | None = None) -> str:
    """Ask the store what a browser asks before it brings a part; return what is wrong, nothing where it may.

    Raises Problem where files are not brought straight to the store.
    """
    (address,) = (store or direct_store()).addresses(PROBE, "", [1])
    origin = page_origin()
    asked = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
    try:
        with urllib3.PoolManager(timeout=SECONDS, retries=False) as pool:
            answer = pool.request("OPTIONS", address, headers=asked, redirect=False)
    except urllib3.exceptions.HTTPError:
        return "kho không trả lời ở địa chỉ dành cho trình duyệt (MINHDINH_S3_PUBLIC_ENDPOINT)"
    if answer.status // 100 != 2 or answer.headers.get("Access-Control-Allow-Origin") not in {"*", origin}:
        return f"kho không nhận yêu cầu từ trang {origin} (CORS, mã {answer.status})"
    methods = answer.headers.get("Access-Control-Allow-Methods", "").upper()
    if "PUT" not in (word.strip() for word in methods.split(",")):
        return f"kho không cho trang {origin} dùng PUT (CORS)"
    return ""
