"""``minhdinh organisations list``, ``add``, ``merge`` and ``split``."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from minhdinh.access.actor import system_actor
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import Problem
from minhdinh.lib.text import parse_date
from minhdinh.organisations.domain.listing import OrganisationRow, list_rows, row_of
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.domain.registration import register_organisation
from minhdinh.organisations.enums import EducationLevel, Ownership, SchoolType
from minhdinh.organisations.management.reorganising import (
    add_merge_options,
    add_split_options,
    carry_out,
    lines_of,
)

WRONG = 2


class Command(OwnCommand):
    """Lists, adds, merges and splits organisations."""

    help = "Liệt kê, thêm, sáp nhập hoặc chia tách đơn vị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        listing = actions.add_parser("list", help="các đơn vị, cấp trên đứng trước")
        listing.add_argument("--kind", default="", metavar="LOẠI", help="chỉ loại này, ví dụ school")
        listing.add_argument("--json", action="store_true", help=self.JSON_HELP)
        adding = actions.add_parser("add", help="thêm một đơn vị; làm lại lần nữa không đổi gì")
        adding.add_argument(
            "--kind",
            required=True,
            metavar="LOẠI",
            help="loại: ministry, department, district_office, commune, school…",
        )
        adding.add_argument("--code", required=True, metavar="MÃ", help="mã đơn vị, dùng trong địa chỉ trang")
        adding.add_argument("--name", required=True, metavar="TÊN", help="tên đầy đủ")
        adding.add_argument(
            "--parent", default="", metavar="MÃ", help="mã đơn vị cấp trên; bỏ trống là gốc của cây"
        )
        adding.add_argument(
            "--from",
            dest="valid_from",
            default="",
            metavar="NGÀY",
            help="có từ ngày, dạng 2025-07-01; bỏ trống là từ trước đến nay",
        )
        adding.add_argument(
            "--school-type",
            default="",
            choices=["", *SchoolType.values],
            metavar="LOẠI",
            help=f"loại trường: {', '.join(SchoolType.values)}",
        )
        adding.add_argument(
            "--levels",
            default="",
            metavar="CẤP",
            help=f"cấp học, cách nhau bằng dấu phẩy: {', '.join(EducationLevel.values)}",
        )
        adding.add_argument(
            "--ownership",
            default=Ownership.PUBLIC.value,
            choices=Ownership.values,
            help="công lập hoặc tư thục",
        )
        adding.add_argument("--json", action="store_true", help=self.JSON_HELP)
        add_merge_options(actions.add_parser("merge", help="sáp nhập nhiều đơn vị thành một"), self.JSON_HELP)
        add_split_options(
            actions.add_parser("split", help="chia, tách một đơn vị thành nhiều"), self.JSON_HELP
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["action"] in {"merge", "split"}:
                self._reorganise(options)
                return
            rows = [self._added(options)] if options["action"] == "add" else list_rows(kind=options["kind"])
        except (Problem, ValueError) as error:
            raise CommandError(str(error), returncode=WRONG) from error
        if options["json"]:
            shown: Any = [row.as_json() for row in rows]
            self.stdout.write(
                json.dumps(shown[0] if options["action"] == "add" else shown, ensure_ascii=False)
            )
        else:
            for row in rows:
                self.stdout.write(f"{row.code}\t{row.kind}\t{row.name}")

    def _reorganise(self, options: dict[str, Any]) -> None:
        plan = carry_out(options)
        shown = (
            json.dumps(plan.as_json(), ensure_ascii=False) if options["json"] else "\n".join(lines_of(plan))
        )
        self.stdout.write(shown)
        if plan.refused:
            raise Problem(" ".join(plan.refused))

    def _added(self, options: dict[str, Any]) -> OrganisationRow:
        parent = organisation_with_code(options["parent"]) if options["parent"] else None
        if options["parent"] and parent is None:
            raise Problem(f"Không có đơn vị mang mã {options['parent']}.")
        organisation, is_new = register_organisation(
            actor=system_actor(),
            kind=options["kind"],
            code=options["code"],
            name=options["name"],
            parent=parent,
            valid_from=parse_date(options["valid_from"]) if options["valid_from"] else None,
            school_type=options["school_type"],
            education_levels=[level.strip() for level in options["levels"].split(",") if level.strip()],
            ownership=options["ownership"],
        )
        if not is_new:
            self.stderr.write(f"Đơn vị {organisation.code} đã có từ trước; không có gì thay đổi.")
        return row_of(organisation)
