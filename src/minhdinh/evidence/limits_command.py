"""``minhdinh evidence quota`` tells and sets how much a school may keep, ``scan`` sends stored files past the scanner."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.common.templatetags.minhdinh import file_size
from minhdinh.evidence.domain.quota import limit_words, set_quota
from minhdinh.evidence.domain.quotas import Store, schools_by_store, store_of, stores_of
from minhdinh.evidence.domain.rescanning import Unread, names_of, scan_blob
from minhdinh.evidence.domain.scanning import scanner
from minhdinh.evidence.models import Blob
from minhdinh.lib.clamd import ScannerError

QUOTA_HELP = "Cho biết kho của trường đã dùng bao nhiêu, đặt hạn mức riêng."
SCAN_HELP = "Quét virus mọi tệp đang lưu, kể cả tệp nhận khi bộ quét chưa có hoặc không trả lời."


def add_quota_arguments(parser: ArgumentParser, json_help: str) -> None:
    """Describe the words of ``quota``."""
    parser.add_argument("--school", metavar="MÃ", help="mã trường; bỏ trống là mọi trường")
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument("--mb", type=int, metavar="SỐ", help="đặt hạn mức riêng, MB; 0 là không giới hạn")
    limit.add_argument("--default", action="store_true", help="bỏ hạn mức riêng, theo mức chung")
    parser.add_argument("--json", action="store_true", dest="as_json", help=json_help)


def add_scan_arguments(parser: ArgumentParser, json_help: str) -> None:
    """Describe the words of ``scan``."""
    parser.add_argument("--school", metavar="MÃ", help="mã trường; bỏ trống là mọi trường")
    parser.add_argument("--json", action="store_true", dest="as_json", help=json_help)


def run_quota(options: Mapping[str, Any], write: Callable[[str], object]) -> None:
    """Set the limit where one is given, then tell how full the stores are; raises Problem for what cannot be done."""
    actor = system_actor()
    if options["mb"] is not None or options["default"]:
        if not options["school"]:
            raise Problem("Đặt hạn mức thì cần --school MÃ.")
        store = store_of(actor, options["school"])
        with school_scope(store.school.pk):
            set_quota(actor=actor, school_id=store.school.pk, limit_mb=options["mb"], version=store.version)
    if options["school"]:
        stores = [store_of(actor, options["school"])]
    else:
        stores = stores_of(actor, list(schools_by_store(actor)))
    if options["as_json"]:
        write(json.dumps({"schools": [_as_json(one) for one in stores]}, ensure_ascii=False))
        return
    for one in stores:
        limit = file_size(one.usage.limit) if one.usage.limit else limit_words(0)
        write(f"{one.school.code} {one.school.name}: {file_size(one.usage.used)} / {limit}")


def run_scan(school_id: int | None, options: Mapping[str, Any], write: Callable[[str], object]) -> bool:
    """Scan stored files and name what is found, deleting nothing; tell whether all is clean.

    Raises Problem where there is no scanner, or it stops answering.
    """
    if scanner() is None:
        raise Problem("Chưa có bộ quét virus: đặt MINHDINH_CLAMD rồi chạy lại.")
    scanned, unread, findings = 0, 0, []
    with scopes_disabled():
        for blob in _blobs(school_id):
            try:
                finding = scan_blob(blob)
            except Unread:
                unread += 1
                continue
            except ScannerError as error:
                raise Problem(f"Bộ quét virus không trả lời ({error}); đã quét {scanned} tệp.") from error
            scanned += 1
            if finding:
                findings.append({"finding": finding, "path": blob.path, "files": names_of(blob)})
    if options["as_json"]:
        write(json.dumps({"scanned": scanned, "unread": unread, "findings": findings}, ensure_ascii=False))
        return not findings
    for one in findings:
        write(f"{one['finding']}: {one['path']} ({', '.join(one['files']) or 'không thuộc minh chứng nào'})")
    write(f"Đã quét {scanned} tệp, {len(findings)} tệp có mã độc, {unread} tệp không quét được.")
    return not findings


def _blobs(school_id: int | None) -> Iterator[Blob]:
    rows = Blob.objects.order_by("pk")
    yield from (rows if school_id is None else rows.filter(school_id=school_id)).iterator(200)


def _as_json(store: Store) -> dict[str, Any]:
    return {
        "school": store.school.code,
        "used": store.usage.used,
        "limit": store.usage.limit or None,
        "own_limit_mb": store.own_mb,
        "percent": store.usage.percent,
    }
