"""What stands in the way of sending a draft, answering it and finishing the report; and what follows these steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhdinh.access.actor import system_actor
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.guards import register_effect, register_guard
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.concluding.content import DRAFT, FINAL, build_content, digest, is_intact
from minhdinh.appraisals.domain.concluding.examined import examined
from minhdinh.appraisals.domain.concluding.opinions import reopen_opinions, tally_of, to_renew
from minhdinh.appraisals.domain.concluding.queries import (
    conclusions_of,
    final_report,
    newest_draft,
    objections_sent,
    part_of,
    parts_written,
)
from minhdinh.appraisals.domain.concluding.results import results_of, worth_of
from minhdinh.appraisals.domain.concluding.sides import held_of
from minhdinh.appraisals.domain.recorded import EVALUATION, record_evaluation, remove_evaluation
from minhdinh.appraisals.enums import Act, Holder, ResponseKind
from minhdinh.appraisals.models import Case, Draft, ReportPart
from minhdinh.appraisals.rules.concluding import Place, gaps_of, is_final_shown
from minhdinh.appraisals.rules.report_parts import RESPONSE_DAY, RESULT, parts_of
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.facts import only
from minhdinh.standards.rules.reasons import listing
from minhdinh.standards.rules.tracks import TRACK_NAMES


def register_gates() -> None:
    """Hang these guards and effects on the steps of registrations; a second time changes nothing."""
    register_guard(Act.SEND_DRAFT, is_written)
    register_guard(Act.SEND_DRAFT, has_day)
    register_guard(Act.SEND_DRAFT, is_answered)
    register_guard(Act.FINALISE, is_written)
    register_guard(Act.FINALISE, is_answered)
    register_guard(Act.FINALISE, is_concluded)
    register_guard(Act.RESPOND, has_response)
    register_guard(Act.LAPSE, is_over)
    for act in (Act.SUBMIT, Act.NOTIFY, Act.DECIDE):
        register_guard(act, stands)
    register_effect(Act.SEND_DRAFT, keep_draft)
    register_effect(Act.LAPSE, note_lapse)
    register_effect(Act.FINALISE, keep_final)
    register_effect(Act.SEND_BACK, take_back_final)
    for act in (Act.SUBMIT, Act.NOTIFY, Act.REFUSE, Act.SEND_BACK, Act.STOP):
        register_effect(act, tell_year)


def is_written(case: Case) -> Iterator[Problem]:
    """Yield what the report still lacks: levels, words, reasons of differences, needed general parts."""
    report = examined(case)
    gaps = gaps_of(held_of(report, conclusions_of(case)))
    if gaps.level:
        yield Problem(_("Chưa có mức kết luận: %(names)s.") % {"names": _named(gaps.level)})
    if gaps.texts:
        yield Problem(_("Chưa ghi điểm mạnh hoặc điểm yếu: %(names)s.") % {"names": _named(gaps.texts)})
    if gaps.reason:
        yield Problem(_("Khác với tự đánh giá mà chưa có lý do: %(names)s.") % {"names": _named(gaps.reason)})
    written = parts_written(case)
    for one in parts_of(law_of(case)):
        if one.needed and (one.key not in written or not written[one.key].text):
            yield Problem(_("Chưa viết phần “%(part)s”.") % {"part": one.label})


def has_day(case: Case) -> Iterator[Problem]:
    """Yield that nobody said until when the school may answer, where the regulation names no days either."""
    if law_of(case).stage("response").days.value is None and _day_said(case) is None:
        yield Problem(_("Chưa ghi hạn phản hồi của trường (quy định áp dụng không nêu số ngày)."))


def is_answered(case: Case) -> Iterator[Problem]:
    """Yield what of the school's objections the body has not answered yet."""
    waiting = [one for one in objections_sent(case) if not one.reply]
    if waiting:
        count = len(waiting)
        yield Problem(
            ngettext(
                "Còn %(count)s ý kiến của trường chưa trả lời tiếp thu hay bảo lưu.",
                "Còn %(count)s ý kiến của trường chưa trả lời tiếp thu hay bảo lưu.",
                count,
            )
            % {"count": count}
        )


def is_concluded(case: Case) -> Iterator[Problem]:
    """Yield what of the result is open: nobody confirmed it, levels moved since, opinion slips not in."""
    confirmed = results_of(case, examined(case), conclusions_of(case)).confirmed
    if confirmed is None:
        yield Problem(_("Kết quả chưa được trưởng đoàn hoặc thư ký xác nhận."))
    elif not confirmed.is_fresh:
        yield Problem(_("Mức của tiêu chí đã thay đổi sau khi xác nhận kết quả; hãy xác nhận lại."))
    if law_of(case).votes:
        again = to_renew(case)
        if again:
            yield Problem(
                _("Đề nghị của hội đồng đã thay đổi sau khi gửi phiếu ý kiến; cần gửi lại: %(names)s.")
                % {"names": listing(again)}
            )
        missing = [name for name in tally_of(case).missing if name not in again]
        if missing:
            yield Problem(
                _("Chưa gửi phiếu ý kiến và chưa ghi vắng: %(names)s.") % {"names": listing(missing)}
            )


def stands(case: Case) -> Iterator[Problem]:
    """Yield that there is no final report, or that it is not what was kept and concluded."""
    final = final_report(case)
    if final is None:
        yield Problem(_("Chưa có báo cáo hoàn thiện."))
    elif not is_intact(final) or _concluded(final.content) != _columns(case):
        yield Problem(_("Bản báo cáo đã lưu không còn khớp với mã của nó. Hãy báo quản trị hệ thống."))


def has_response(case: Case) -> Iterator[Problem]:
    """Yield that the response is written on the draft's page, where nobody has done so."""
    draft = newest_draft(case)
    if draft is not None and not draft.response:
        yield Problem(_("Hãy trả lời ở trang “Dự thảo báo cáo”: nhất trí hay có ý kiến."))


def is_over(case: Case) -> Iterator[Problem]:
    """Yield that the school still has time, or that no day was set."""
    if case.due_on is None:
        yield Problem(_("Chưa có hạn phản hồi nào nên chưa ghi quá hạn được."))
    elif timezone.localdate() <= case.due_on:
        yield Problem(_("Trường còn đến hết ngày %(day)s để phản hồi.") % {"day": vn_date(case.due_on)})


def keep_draft(case: Case) -> None:
    """Keep what is sent to the school, with the day until which it may answer."""
    if case.due_on is None:
        case.due_on = _day_said(case)
        case.save(update_fields=["due_on", "updated_at"])
    _keep(case, DRAFT, due_on=case.due_on)


def note_lapse(case: Case) -> None:
    """Write into the draft that the school did not answer in time."""
    draft = newest_draft(case)
    if draft is not None and not draft.response:
        draft.response, draft.responded_at = ResponseKind.LAPSED, timezone.now()
        draft.save(update_fields=["response", "responded_at", "updated_at"])


def keep_final(case: Case) -> None:
    """Keep the final report and write the result into the registration."""
    take_down_final(case)
    confirmed = results_of(case, examined(case), conclusions_of(case)).confirmed
    if confirmed is None:
        raise Problem(_("Kết quả chưa được trưởng đoàn hoặc thư ký xác nhận."))
    case.concluded_level = confirmed.level
    case.concluded_grade, case.concluded_degree = worth_of(case, confirmed.level)
    case.save(update_fields=["concluded_level", "concluded_grade", "concluded_degree", "updated_at"])
    _keep(case, FINAL, due_on=None)


def tell_year(case: Case) -> None:
    """Keep the year's fact that tables count while the school may see the result, and not before or after.

    What an office recorded by hand stays as it is; the record says so.
    """
    source = f"Hồ sơ {case.number or case.pk}"
    known = only(EVALUATION.existing([case.school_id]), case.school_id, case.year)
    actor = system_actor(case.department_id, case.department.name)
    final = final_report(case) if is_final_shown(law_of(case), case.stage) else None
    if final is None:
        if known is not None and known.source == source:
            remove_evaluation(actor=actor, school=case.school, year=case.year)
    elif known is not None and known.source != source:
        record(
            actor=actor,
            code=actions.CASE_EVALUATION_KNOWN,
            target=f"appraisals.Case:{case.pk}",
            school=case.school.name,
            year=case.year,
        )
    else:
        record_evaluation(
            actor=actor,
            school=case.school,
            year=case.year,
            held_on=timezone.localdate(final.made_at),
            level=case.concluded_level,
            source=source,
        )


def take_back_final(case: Case) -> None:
    """Let a final report that comes back to the body stand no longer; result and opinion slips are open again."""
    if law_of(case).stage(case.stage).holder is not Holder.LEAD:
        return
    take_down_final(case)
    case.concluded_level = case.concluded_grade = case.concluded_degree = None
    case.save(update_fields=["concluded_level", "concluded_grade", "concluded_degree", "updated_at"])

    ReportPart.objects.filter(case=case, key=RESULT).update(
        text="", version=F("version") + 1, updated_at=timezone.now()
    )
    reopen_opinions(case)


def take_down_final(case: Case) -> None:
    """Unmark the final report; its content stays as it was kept."""
    standing = final_report(case)
    if standing is not None:
        standing.final = False
        standing.save(update_fields=["final", "updated_at"])


def _concluded(content: dict[str, Any]) -> tuple[int | None, ...]:
    said = content["result"]["concluded"] or {}
    return said.get("level"), said.get("grade"), said.get("degree")


def _columns(case: Case) -> tuple[int | None, ...]:
    return case.concluded_level, case.concluded_grade, case.concluded_degree


def _keep(case: Case, kind: str, *, due_on: dt.date | None) -> Draft:
    step = case.steps.order_by("-sequence").first()
    content = build_content(case, kind)
    last = Draft.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    draft = Draft.objects.create(
        school_id=case.school_id,
        case=case,
        number=last + 1,
        final=kind == FINAL,
        content=content,
        sha256=digest(content),
        made_at=timezone.now(),
        made_by_name=step.by_name if step else "",
        due_on=due_on,
    )
    record(
        actor=system_actor(case.school_id, draft.made_by_name or "Hệ thống"),
        code=actions.CASE_REPORT_KEPT,
        target=f"appraisals.Case:{case.pk}",
        report="báo cáo hoàn thiện" if kind == FINAL else "dự thảo báo cáo",
        school=case.school.name,
        sha256=draft.sha256,
    )
    return draft


def _day_said(case: Case) -> dt.date | None:
    row = part_of(case, RESPONSE_DAY)
    day = dt.date.fromisoformat(row.text) if row and row.text else None
    return day if day and day > timezone.localdate() else None


def _named(places: tuple[Place, ...]) -> str:
    several = len({one.track for one in places}) > 1
    return listing(
        [f"{one.code} ({TRACK_NAMES.get(one.track, one.track)})" if several else one.code for one in places]
    )
