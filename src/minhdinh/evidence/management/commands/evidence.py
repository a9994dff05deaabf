"""``minhdinh evidence``: ``check`` every stored file, ``import`` lists, ``read`` words of files, ``store`` moves files."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import NotHere
from minhdinh.evidence import limits_command as limits
from minhdinh.evidence.health.checks import CHECKS
from minhdinh.evidence.health.findings import FEW, LOST, UNCITED
from minhdinh.evidence.health.telling import Health, health_of
from minhdinh.evidence.importing import command as list_import
from minhdinh.evidence.reading import command as reading
from minhdinh.evidence.store import command as store
from minhdinh.organisations.domain.queries import organisation_with_code

WORDS = {
    "missing": "mất tệp",
    "altered": "tệp đã bị đổi khác bản gốc",
    "orphan": "tệp không thuộc minh chứng nào",
}
LISTED = {UNCITED: "Mô tả chưa có minh chứng", FEW: "Yêu cầu chưa đủ số lần", LOST: "Thất lạc"}


class Command(OwnCommand):
    """Checks of the evidence store. Exit code 0: sound, 1: something is wrong, 2: it could not be checked."""

    help = (
        "Kiểm tra kho minh chứng: tệp mất, bị sửa, không có chủ; minh chứng hỏng, trùng, hết hạn, chưa dùng."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        check = actions.add_parser("check", help=self.help)
        check.add_argument("--school", metavar="MÃ", help="mã trường; bỏ trống là mọi trường")
        check.add_argument(
            "--year", metavar="NĂM", default="", help="năm học; bỏ trống là năm mới nhất đã mở"
        )
        check.add_argument(
            "--links", action="store_true", help="hỏi cả các đường dẫn điện tử rồi giữ kết quả (có thể lâu)"
        )
        check.add_argument("--json", action="store_true", dest="as_json", help=self.JSON_HELP)

        lists = actions.add_parser("import", help=list_import.HELP)
        list_import.add_arguments(lists, self.JSON_HELP)
        reading.add_arguments(actions.add_parser("read", help=reading.HELP), self.JSON_HELP)
        limits.add_quota_arguments(actions.add_parser("quota", help=limits.QUOTA_HELP), self.JSON_HELP)
        limits.add_scan_arguments(actions.add_parser("scan", help=limits.SCAN_HELP), self.JSON_HELP)
        store.add_arguments(actions.add_parser("store", help=store.HELP), self.JSON_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out the action."""
        if options["action"] == "import":
            list_import.run_import(options, self.stdout.write)
        elif options["action"] == "store":
            store.run(options, self.stdout.write)
        elif options["action"] == "quota":
            limits.run_quota(options, self.stdout.write)
        elif options["action"] == "scan":
            self._scan(options)
        elif options["action"] == "read":
            with scopes_disabled():
                school_id = _school_id(options["school"])
            reading.run_read(school_id, options, self.stdout.write)
        else:
            self._check(options)

    def _scan(self, options: dict[str, Any]) -> None:
        with scopes_disabled():
            school_id = _school_id(options["school"])
        if not limits.run_scan(school_id, options, self.stdout.write):
            sys.exit(1)

    def _check(self, options: dict[str, Any]) -> None:
        """Check and say what was found."""
        with scopes_disabled():
            school_id = _school_id(options["school"])
            found = health_of(school_id=school_id, year=options["year"], links=options["links"])
        if options["as_json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
        else:
            self._tell(found)
        if not found.is_sound:
            sys.exit(1)

    def _tell(self, found: Health) -> None:
        report = found.store
        for kind, words in WORDS.items():
            for path in getattr(report, kind):
                self.stdout.write(f"{words}: {path}")
        wrong = len(report.missing) + len(report.altered) + len(report.orphan)
        self.stdout.write(
            f"Đã kiểm tra {report.checked} tệp: "
            + (f"{wrong} chỗ có vấn đề." if wrong else "tất cả nguyên vẹn.")
        )
        labels = {check.key: check.label for check in CHECKS} | LISTED
        for key, count in found.findings.items():
            if count:
                self.stdout.write(f"{labels[key]}: {count}")


def _school_id(code: str | None) -> int | None:
    if not code:
        return None
    school = organisation_with_code(code)
    if school is None or not school.is_school:
        raise NotHere(f"Không có trường nào mang mã {code}.")
    return school.pk
