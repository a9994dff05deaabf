"""``minhdinh school export CODE FILE`` and ``minhdinh school import FILE``: a school leaves, a school arrives."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from minhdinh.access.actor import system_actor
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import Problem
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.domain.importing import import_school
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.models import Organisation


class Command(OwnCommand):
    """Export or import a school's dossier: self-assessments, evidence and improvement plans."""

    help = (
        "Xuất hồ sơ của một trường ra tệp ZIP, hoặc nhập từ máy chủ khác: hồ sơ tự đánh giá, minh chứng và "
        "kế hoạch cải tiến."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        out = verbs.add_parser("export", help="xuất hồ sơ của một trường ra tệp")
        out.add_argument("code", metavar="MÃ", help="mã trường")
        out.add_argument("file", type=Path, metavar="TỆP", help="tệp sẽ ghi; chưa được có sẵn")
        into = verbs.add_parser("import", help="nhập một trường từ tệp")
        into.add_argument("file", type=Path, metavar="TỆP", help="tệp do `minhdinh school export` ghi")
        into.add_argument("--parent", metavar="MÃ", help="mã đơn vị cấp trên, khi trường chưa có ở đây")
        for verb in (out, into):
            verb.add_argument("--json", action="store_true", help=self.JSON_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "export":
            self._export(options)
        else:
            self._import(options)

    def _export(self, options: dict[str, Any]) -> None:
        school = named(options["code"])
        exported = export_school(actor=system_actor(school.pk), school=school, path=options["file"])
        if options["json"]:
            self.stdout.write(
                json.dumps({"file": str(options["file"]), **asdict(exported)}, ensure_ascii=False)
            )
            return
        self.stdout.write(
            f"Đã xuất hồ sơ của {school.name}: {exported.assessments} hồ sơ tự đánh giá, {exported.items} minh chứng, "
            f"{exported.files} tệp, {exported.plans} kế hoạch cải tiến. Dấu của gói: {exported.digest}"
        )

    def _import(self, options: dict[str, Any]) -> None:
        parent = named(options["parent"]) if options["parent"] else None
        imported = import_school(actor=system_actor(), path=options["file"], parent=parent)
        if options["json"]:
            outcome = {"school": imported.school.code, "digest": imported.digest, "new": imported.is_new}
            self.stdout.write(json.dumps(outcome, ensure_ascii=False))
        elif imported.is_new:
            self.stdout.write(
                f"Đã nhập hồ sơ của {imported.school.name}. Tài khoản chưa có mật khẩu: hãy cấp mật khẩu đầu tiên."
            )
        else:
            self.stdout.write(f"Gói này đã nhập trước đây; hồ sơ của {imported.school.name} không đổi.")


def named(code: str) -> Organisation:
    """Return an organisation by its code; raises Problem."""
    found = organisation_with_code(code)
    if found is None:
        raise Problem(f"Không có đơn vị mã {code}.")
    return found
