"""What the school and the examiners are told of questions and answers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.crosscheck_notices import leaders_of
from minhdinh.appraisals.enums import LEADING
from minhdinh.appraisals.models import BodyMember, Case, Question
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.text import vn_date
from minhdinh.notifications.domain.notify import notify
from minhdinh.notifications.enums import NoticeKind

SHOWN = 160


@in_vietnamese
def tell_asked(case: Case, question: Question) -> int:
    """Tell who leads the school that a question came; returns how many notices."""
    text = _("Đoàn, hội đồng hỏi trường%(about)s: %(text)s") % {
        "about": _about(question),
        "text": question.text[:SHOWN],
    }
    if question.due_on:
        text = f"{text} ({_('trả lời trước')} {vn_date(question.due_on)})"
    return _tell_school(case, question, text, f"question:{question.pk}")


@in_vietnamese
def tell_closed(case: Case, question: Question) -> int:
    """Tell who leads the school that a question was closed."""
    text = _("Đã khép lại câu hỏi%(about)s: %(text)s") % {
        "about": _about(question),
        "text": question.text[:SHOWN],
    }
    return _tell_school(case, question, text, f"question-closed:{question.pk}")


@in_vietnamese
def tell_answered(case: Case, question: Question) -> int:
    """Tell the member who asked, the leader and the secretary that the school answered or added to its answer."""
    asked_by = BodyMember.objects.filter(pk=question.member_id, ended_at__isnull=True)
    leading = BodyMember.objects.filter(
        body__case=case, body__dissolved_at__isnull=True, ended_at__isnull=True, role__in=LEADING
    )
    people = {*asked_by.values_list("user_id", flat=True), *leading.values_list("user_id", flat=True)}
    text = _("%(school)s đã trả lời câu hỏi%(about)s: %(text)s") % {
        "school": case.school.name,
        "about": _about(question),
        "text": question.text[:SHOWN],
    }
    return notify(
        sorted(people),
        text=text,
        url=_page("appraisals:question-desk", case, question),
        kind=NoticeKind.CASE,
        key=f"question-answered:{question.pk}:{len(question.answer)}",
        organisation_id=case.school_id,
    )


def _tell_school(case: Case, question: Question, text: str, key: str) -> int:
    return notify(
        leaders_of([case.school_id]).get(case.school_id, []),
        text=text,
        url=_page("appraisals:question-school", case, question),
        kind=NoticeKind.CASE,
        key=key,
        organisation_id=case.school_id,
    )


def _about(question: Question) -> str:
    return _(" về tiêu chí %(code)s") % {"code": question.criterion} if question.criterion else ""


def _page(name: str, case: Case, question: Question) -> str:
    return f"{reverse(name, args=[case.school.code, case.pk])}#cau-{question.pk}"
