"""``minhdinh evidence check`` reads every stored file and says whether it is still what was uploaded."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.integrity import StoreReport, check_store
from minhdinh.organisations.domain.queries import organisation_with_code

WORDS = {
    "missing": "mất tệp",
    "altered": "tệp đã bị đổi khác bản gốc",
    "orphan": "tệp không thuộc minh chứng nào",
}


class Command(OwnCommand):
    """Checks of the evidence store. Exit code 0: sound, 1: something is wrong, 2: it could not be checked."""

    help = "Kiểm tra kho minh chứng: tệp mất, tệp bị sửa, tệp không có chủ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        check = actions.add_parser("check", help=self.help)
        check.add_argument("--school", metavar="MÃ", help="mã trường; bỏ trống là mọi trường")
        check.add_argument("--json", action="store_true", dest="as_json", help=self.JSON_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and say what was found."""
        with scopes_disabled():
            report = check_store(school_id=_school_id(options["school"]))
        if options["as_json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._tell(report)
        if not report.is_sound:
            sys.exit(1)

    def _tell(self, report: StoreReport) -> None:
        for kind, words in WORDS.items():
            for path in getattr(report, kind):
                self.stdout.write(f"{words}: {path}")
        wrong = len(report.missing) + len(report.altered) + len(report.orphan)
        self.stdout.write(
            f"Đã kiểm tra {report.checked} tệp: "
            + (f"{wrong} chỗ có vấn đề." if wrong else "tất cả nguyên vẹn.")
        )


def _school_id(code: str | None) -> int | None:
    if not code:
        return None
    school = organisation_with_code(code)
    if school is None or not school.is_school:
        raise NotHere(f"Không có trường nào mang mã {code}.")
    return school.pk
