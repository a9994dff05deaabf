"""``minhdinh statistics`` prints the live tables of an office."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from minhdinh.common.commands import OwnCommand
from minhdinh.common.dates import DayError, read_day
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics.registry import TABLES, make_table, table_named
from minhdinh.oversight.statistics.shown import as_csv, as_json, as_text
from minhdinh.oversight.statistics.table import StatTable
from minhdinh.oversight.statistics.workbook import as_workbook

WRONG = 2
WRITERS = {"text": as_text, "csv": as_csv, "json": as_json}


class Command(OwnCommand):
    """Prints one table, or the names of all. Exit code 2: no such table, organisation, year or day."""

    help = "In bảng thống kê của một cơ quan từ dữ liệu đang có."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", nargs="?", default="", metavar="BẢNG", help="tên bảng, xem --list")
        parser.add_argument("--list", action="store_true", help="liệt kê tên các bảng")
        parser.add_argument("--organisation", default="", metavar="MÃ", help="mã cơ quan")
        parser.add_argument("--year", default="", metavar="NĂM", help="năm học, dạng 2013-2014")
        parser.add_argument(
            "--date", default="", metavar="NGÀY", help="ngày tính các trường trực thuộc, dạng 2014-01-11; "
            "bỏ trống là hôm nay, hoặc 31/5 cuối năm học đã qua",
        )  # fmt: skip
        parser.add_argument(
            "--format",
            default="text",
            choices=[*WRITERS, "xlsx"],
            help="text (mặc định), csv, json hoặc xlsx",
        )
        parser.add_argument("--json", action="store_true", help=self.JSON_HELP)
        parser.add_argument(
            "--output", default="", metavar="TỆP", help="ghi vào tệp thay vì in ra; hợp với --format xlsx"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was asked for."""
        form = "json" if options["json"] else options["format"]
        try:
            if options["list"]:
                self._list(form)
                return
            table = make_table(
                table_named(options["table"]).id,
                _office(options["organisation"]),
                _year(options["year"]),
                _day(options["date"]),
            )
        except Problem as problem:
            raise CommandError(problem.message, returncode=WRONG) from problem
        self._give(table, form, options["output"])

    def _list(self, form: str) -> None:
        if form == "json":
            names = [
                {"table": one.id, "title": str(one.title), "purpose": str(one.purpose)} for one in TABLES
            ]
            self.stdout.write(json.dumps(names, ensure_ascii=False))
            return
        for one in TABLES:
            self.stdout.write(f"{one.id}\t{one.title}")

    def _give(self, table: StatTable, form: str, output: str) -> None:
        content = as_workbook(table) if form == "xlsx" else WRITERS[form](table)
        if output:
            data = content if isinstance(content, bytes) else content.encode()
            try:
                Path(output).write_bytes(data)
            except OSError as error:
                raise CommandError(f"Không ghi được tệp {output}: {error}.", returncode=WRONG) from error
        elif isinstance(content, bytes):
            self._write_bytes(content)
        else:
            self.stdout.write(content)

    def _write_bytes(self, content: bytes) -> None:
        """Write a workbook to standard output, for ``> bang.xlsx``; a terminal would only show rubbish."""
        if self.stdout.isatty():
            raise CommandError("Tệp Excel không in ra màn hình được: thêm --output TỆP.", returncode=WRONG)
        self.stdout.flush()
        stream: Any = self.stdout
        stream.buffer.write(content)


def _office(code: str) -> Organisation:
    office = organisation_with_code(code) if code else None
    if office is None:
        raise NotHere(f"Không có cơ quan nào mang mã “{code}”." if code else "Cần --organisation MÃ.")
    if office.is_school:
        raise NotHere(f"{office.name} là một trường; bảng thống kê là của cơ quan quản lý.")
    return office


def _year(text: str) -> str:
    try:
        first_year(text)
    except SchoolYearError as error:
        raise NotHere(str(error)) from error
    return text


def _day(text: str) -> dt.date | None:
    try:
        return read_day(text) if text else None
    except DayError as error:
        raise NotHere(str(error)) from error
