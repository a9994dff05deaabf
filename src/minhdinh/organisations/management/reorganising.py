"""``merge`` and ``split`` of ``minhdinh organisations``: options, from options to a proposal, and what is printed."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from typing import Any

from minhdinh.access.actor import system_actor
from minhdinh.common.dates import DayError, read_day
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.merger_plan import plan_of
from minhdinh.organisations.domain.mergers import reorganise
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.domain.reorganisation import Plan, Proposal, Target
from minhdinh.organisations.domain.tree import parent_of
from minhdinh.organisations.enums import HandOver, MergerForm, SchoolType, SuccessionForm
from minhdinh.organisations.models import Organisation


def add_merge_options(parser: ArgumentParser, json_help: str) -> None:
    """Add what ``merge`` takes."""
    parser.add_argument(
        "--unit", action="append", required=True, metavar="MÃ", help="đơn vị sáp nhập; ghi nhiều lần"
    )
    parser.add_argument(
        "--into", required=True, metavar="MÃ", help="đơn vị kế tục: mã đã có, hoặc mã của đơn vị lập mới"
    )
    parser.add_argument("--name", default="", metavar="TÊN", help="tên của đơn vị lập mới")
    parser.add_argument(
        "--merger-form",
        default="",
        choices=["", *MergerForm.values],
        metavar="TRƯỜNG_HỢP",
        help=f"với trường: {', '.join(MergerForm.values)}",
    )
    parser.add_argument(
        "--cohort-completed",
        action=BooleanOptionalAction,
        default=None,
        help="trường mới đã có một khóa hoàn thành chương trình",
    )
    _add_common(parser, json_help)


def add_split_options(parser: ArgumentParser, json_help: str) -> None:
    """Add what ``split`` takes."""
    parser.add_argument("--unit", action="append", required=True, metavar="MÃ", help="đơn vị được chia, tách")
    parser.add_argument(
        "--part",
        action="append",
        required=True,
        metavar="MÃ[=TÊN]",
        help="đơn vị sau khi tách: mã đã có, hoặc mã=tên lập mới; ghi nhiều lần, phần đầu nhận người",
    )
    parser.add_argument(
        "--assign",
        action="append",
        default=[],
        metavar="MÃ=MÃ",
        help="giao đơn vị trực thuộc cho một phần; ghi nhiều lần; không ghi thì về phần đầu",
    )
    parser.add_argument("--keep", action="store_true", help="đơn vị cũ tiếp tục hoạt động, chỉ tách một phần")
    _add_common(parser, json_help)


def _add_common(parser: ArgumentParser, json_help: str) -> None:
    parser.add_argument(
        "--kind", default="", metavar="LOẠI", help="loại của đơn vị lập mới; bỏ trống: như đơn vị cũ"
    )
    parser.add_argument(
        "--parent", default="", metavar="MÃ", help="cấp trên của đơn vị lập mới; bỏ trống: như đơn vị cũ"
    )
    parser.add_argument("--day", required=True, metavar="NGÀY", help="có hiệu lực từ ngày, dạng 2025-07-01")
    parser.add_argument("--basis", required=True, metavar="CĂN_CỨ", help="căn cứ pháp lý: số, ngày văn bản")
    parser.add_argument("--note", default="", metavar="GHI_CHÚ", help="ghi chú")
    parser.add_argument(
        "--people",
        default=HandOver.PASS.value,
        choices=HandOver.values,
        help="vai trò của người ở đơn vị cũ: chuyển sang (pass) hoặc kết thúc (end)",
    )
    parser.add_argument(
        "--school-type", default="", choices=["", *SchoolType.values], metavar="LOẠI",
        help="loại của trường lập mới; bỏ trống: theo các trường cũ",
    )  # fmt: skip
    parser.add_argument(
        "--levels", default="", metavar="CẤP", help="cấp học của trường lập mới, cách nhau bằng dấu phẩy"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
    parser.add_argument("--json", action="store_true", help=json_help)


def carry_out(options: dict[str, Any]) -> Plan:
    """Return the plan; carried out unless it is refused or only a preview was asked for."""
    proposal = proposal_of(options)
    actor = system_actor()
    plan = plan_of(actor=actor, proposal=proposal)
    if not plan.refused and not options["dry_run"]:
        return reorganise(actor=actor, proposal=proposal, fingerprint=plan.fingerprint)
    return plan


def proposal_of(options: dict[str, Any]) -> Proposal:
    """Return the proposal that the options describe; raises Problem for codes and days that are none."""
    predecessors = tuple(_organisation(code) for code in options["unit"])
    try:
        day = read_day(options["day"])
    except DayError as error:
        raise Problem(str(error)) from error
    common: dict[str, Any] = {
        "predecessors": predecessors,
        "day": day,
        "basis": options["basis"],
        "note": options["note"],
        "people": options["people"],
    }
    if options["action"] == "merge":
        return Proposal(
            form=SuccessionForm.MERGE,
            targets=(_target(options, options["into"], options["name"], predecessors[0]),),
            merger_form=options["merger_form"],
            cohort_completed=options["cohort_completed"],
            **common,
        )
    parts = [_pair(text) for text in options["part"]]
    return Proposal(
        form=SuccessionForm.SPLIT,
        targets=tuple(_target(options, code, name, predecessors[0]) for code, name in parts),
        assignment=dict(_pair(text) for text in options["assign"]),
        keep=options["keep"],
        **common,
    )


def lines_of(plan: Plan) -> Iterator[str]:
    """Yield the plan as lines of text, one thing a line."""
    for one in plan.successors:
        yield f"{'lập mới' if one.is_new else 'kế tục'}\t{one.code}\t{one.name}"
    for code, name in plan.closing:
        yield f"kết thúc\t{code}\t{name}"
    for move in plan.moves:
        yield f"chuyển\t{move.child}\t{move.former} → {move.successor}"
    for role in plan.roles:
        yield f"vai trò\t{role.username}\t{role.role_label} → {role.new_label or 'kết thúc'}"
    for _pk, words in plan.delegations:
        yield f"thôi làm thay\t\t{words}"
    for words in plan.stays:
        yield f"giữ nguyên\t\t{words}"


def _target(options: dict[str, Any], code: str, name: str, first: Organisation) -> Target:
    there = organisation_with_code(code)
    if there is not None:
        return Target(code=code, organisation=there)
    return Target(
        code=code,
        name=name,
        kind=options["kind"] or first.kind_id,
        parent=_organisation(options["parent"]) if options["parent"] else parent_of(first),
        school_type=options["school_type"],
        education_levels=tuple(level.strip() for level in options["levels"].split(",") if level.strip()),
    )


def _organisation(code: str) -> Organisation:
    found = organisation_with_code(code)
    if found is None:
        raise Problem(f"Không có đơn vị mang mã {code}.")
    return found


def _pair(text: str) -> tuple[str, str]:
    first, _mark, second = text.partition("=")
    return first.strip(), second.strip()
