"""``minhdinh standards load|list|check|crosswalks|suggestions|import-text``: exit code 2 and every problem by name where a file is refused."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from minhdinh.access.actor import system_actor
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue import (
    SetFileError,
    crosswalk_files,
    load_crosswalk,
    load_file,
    load_guided_file,
    packaged_sets,
    read_official,
)
from minhdinh.standards.domain.listing import SetRow, list_sets
from minhdinh.standards.domain.loading import load_sets
from minhdinh.standards.domain.wording import WordingPlan, import_wording
from minhdinh.standards.enums import Confidence, WordingState
from minhdinh.standards.suggestions.checks import load_library
from minhdinh.standards.suggestions.counts import markdown
from minhdinh.standards.suggestions.reading import library_ids, library_path

WRONG = 2


class Command(OwnCommand):
    """Loads, lists and checks standard sets, and brings their official wording."""

    help = "Bộ tiêu chuẩn: nạp, liệt kê, kiểm tra, ghi nguyên văn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        loading = actions.add_parser("load", help="nạp bộ tiêu chuẩn; bộ đã có giữ nguyên")
        loading.add_argument(
            "files", nargs="*", type=Path, metavar="TỆP", help="bỏ trống là các bộ đi kèm phần mềm"
        )
        loading.add_argument("--packaged", action="store_true", help="nạp cả các bộ đi kèm phần mềm")
        listing = actions.add_parser("list", help="mọi bộ, đã nạp hoặc đi kèm, mới nhất trước")
        checking = actions.add_parser(
            "check", help="xem một tệp có đúng là bộ tiêu chuẩn không; không ghi gì"
        )
        checking.add_argument("file", type=Path, metavar="TỆP", help="tệp bộ tiêu chuẩn (YAML)")
        crossing = actions.add_parser(
            "crosswalks", help="kiểm tra các bảng đối chiếu giữa hai bộ; bỏ trống là các bảng đi kèm phần mềm"
        )
        crossing.add_argument(
            "files", nargs="*", type=Path, metavar="TỆP", help="bỏ trống là các bảng đi kèm phần mềm"
        )
        suggesting = actions.add_parser(
            "suggestions", help="kiểm tra các tệp gợi ý và đếm mệnh đề; bỏ trống là các tệp đi kèm phần mềm"
        )
        suggesting.add_argument(
            "files", nargs="*", type=Path, metavar="TỆP", help="bỏ trống là các thư viện đi kèm phần mềm"
        )
        suggesting.add_argument("--table", action="store_true", help="in bảng đếm theo tiêu chí (Markdown)")
        importing = actions.add_parser("import-text", help="ghi nguyên văn của văn bản bên cạnh các yêu cầu")
        importing.add_argument("file", type=Path, metavar="TỆP", help="tệp nguyên văn (YAML)")
        for one in (loading, listing, checking, crossing, suggesting, importing):
            one.add_argument("--json", action="store_true", help=self.JSON_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        action = {
            "load": self._load,
            "list": self._list,
            "check": self._check,
            "crosswalks": self._crosswalks,
            "suggestions": self._suggestions,
            "import-text": self._import,
        }
        try:
            action[options["action"]](options)
        except SetFileError as error:
            if options["json"] and options["action"] == "check":
                self._say(options, {"valid": False, "problems": error.problems}, [])
            problems = [f"{error.path}: {problem}" for problem in error.problems]
            raise CommandError("\n".join(problems), returncode=WRONG) from error
        except Problem as problem:
            raise CommandError(problem.message, returncode=WRONG) from problem

    def _load(self, options: dict[str, Any]) -> None:
        sets = [load_guided_file(path) for path in options["files"]]
        if options["packaged"] or not sets:
            sets += packaged_sets()
        done = load_sets(sets)
        results = [
            {
                "id": one.row.set_id,
                "version": one.row.version,
                "checksum": one.row.checksum,
                "new": one.is_new,
            }
            for one in done
        ]
        lines = [f"{one.row}: {'đã nạp' if one.is_new else 'đã có, không thay đổi'}" for one in done]
        self._say(options, results, lines)

    def _list(self, options: dict[str, Any]) -> None:
        rows = list_sets()
        self._say(options, [row.as_json() for row in rows], [_line(row) for row in rows])

    def _check(self, options: dict[str, Any]) -> None:
        found = load_file(options["file"])
        criteria, requirements = list(found.iter_criteria()), list(found.iter_requirements())
        result = {
            "id": found.id,
            "version": found.version,
            "valid": True,
            "checksum": found.checksum,
            "criteria": len(criteria),
            "requirements": len(requirements),
        }
        line = (
            f"{options['file']}: bộ {found.id} phiên bản {found.version} hợp lệ, "
            f"{len(criteria)} tiêu chí, {len(requirements)} yêu cầu."
        )
        self._say(options, result, [line])

    def _crosswalks(self, options: dict[str, Any]) -> None:
        found = [load_crosswalk(path) for path in options["files"] or crosswalk_files()]
        results = [
            {
                "from": one.from_set,
                "to": one.to_set,
                "version": one.version,
                "requirements": len(one.entries),
                "without_place": sum(not entry.targets for entry in one.entries),
            }
            for one in found
        ]
        lines = [
            f"{one.from_set} → {one.to_set} phiên bản {one.version} hợp lệ ({one.origin.lower()}): "
            f"{len(one.entries)} yêu cầu cũ, {sum(not entry.targets for entry in one.entries)} yêu cầu không còn chỗ."
            for one in found
        ]
        self._say(options, results, lines)

    def _suggestions(self, options: dict[str, Any]) -> None:
        paths = options["files"] or [library_path(set_id) for set_id in library_ids()]
        found = [load_library(path) for path in paths]
        results = [
            {
                "set": one.set_id,
                "version": one.version,
                "requirements": len(one.requirements),
                "propositions": sum(len(entry.propositions) for entry in one),
            }
            for one in found
        ]
        lines = [
            f"{one['set']} phiên bản {one['version']} hợp lệ: "
            f"{one['requirements']} yêu cầu, {one['propositions']} mệnh đề."
            for one in results
        ]
        if options["table"]:
            lines = [f"{one.set_id}\n\n{markdown(one)}" for one in found]
        self._say(options, results, lines)

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise SetFileError(path, [f"không đọc được tệp ({error.strerror})"]) from error
        official = read_official(content, str(path))
        plan = import_wording(actor=system_actor(), official=official, file_name=path.name)
        for code, ours, title in plan.renamed:
            self.stderr.write(f"Lưu ý: tiêu chí {code} trong tệp tên là “{title}”, trong bộ là “{ours}”.")
        self._say(options, _outcome(plan), [_summary(plan)])

    def _say(self, options: dict[str, Any], result: object, lines: list[str]) -> None:
        if options["json"]:
            lines = [json.dumps(result, ensure_ascii=False)]
        for line in lines:
            self.stdout.write(line)


def _line(row: SetRow) -> str:
    until = f" đến trước {vn_date(row.effective_to)}" if row.effective_to else ""
    state = "đã nạp" if row.loaded else "trong gói, chưa nạp"
    parts = [
        f"{row.id} {row.version}",
        row.title,
        f"hiệu lực từ {vn_date(row.effective_from)}{until}",
        ", ".join(row.institution_types),
        Confidence(row.confidence).label,
        f"{state}; khác bản trong gói" if row.differs else state,
    ]
    return "\t".join(parts)


def _outcome(plan: WordingPlan) -> dict[str, object]:
    counts = {state.value: plan.count(state) for state in WordingState}
    missing = [{"criterion": code, "level": level} for code, level in plan.missing]
    return {"id": plan.version.set_id, "version": plan.version.version, **counts, "missing": missing}


def _summary(plan: WordingPlan) -> str:
    counts = ", ".join(f"{state.label.lower()}: {plan.count(state)}" for state in WordingState)
    missing = ", ".join(f"{code} Mức {level}" for code, level in plan.missing)
    left = f" Chưa có nguyên văn: {missing}." if missing else ""
    return f"{plan.version}: {counts}.{left}"
