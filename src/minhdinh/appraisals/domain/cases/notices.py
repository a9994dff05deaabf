"""What people are told of a registration: its steps, its end, new offices, a school that has ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.crosscheck_notices import leaders_of
from minhdinh.appraisals.enums import LEADING, Act, Holder
from minhdinh.appraisals.models import BodyMember, Case, CaseStep
from minhdinh.appraisals.rules.regimes import Stage, regime
from minhdinh.appraisals.rules.stages import INNER_NOTES
from minhdinh.common.language import in_vietnamese
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind
from minhdinh.organisations.domain.inheritance import heirs_of
from minhdinh.organisations.models import Membership, Organisation

OFFICERS = (Role.DEPARTMENT_ADMIN, Role.DEPARTMENT_SPECIALIST, Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
TOLD_TO_MEMBERS = frozenset({Act.WITHDRAW, Act.STOP})  # whose reason members read; other notes are not theirs
Place = tuple[int | None, str, list[int]]  # organisation, page, people (by id)


@in_vietnamese
def tell_step(case: Case, step: CaseStep, target: Stage) -> int:
    """Tell the school and whoever's turn it is now where a registration stands; returns how many notices.

    Of its end every office that has it and every member of its body is told too, each once, if it was ever sent.
    """
    text = _("%(school)s: hồ sơ đăng ký chuyển sang bước “%(stage)s”.") % {
        "school": case.school.name,
        "stage": target.title,
    }
    key = f"case:{case.pk}:{step.sequence}"
    return deliver(_messages(case, target, step, text, key))


@in_vietnamese
def tell_taken_over(case: Case) -> int:
    """Tell the offices that have a registration now, once it was sent, and its school."""
    if not case.version:
        return 0
    office = case.department if case.intake is None else case.intake
    text = _("Hồ sơ đăng ký của %(school)s nay do %(intake)s nhận và %(department)s đánh giá.") % {
        "school": case.school.name,
        "intake": office.name,
        "department": case.department.name,
    }
    key = f"case-offices:{case.pk}:{case.department_id}:{case.intake_id or 0}"
    return deliver(_each([*_school_places(case), *_office_places(case)], text, key))


@in_vietnamese
def tell_ended(case: Case) -> int:
    """Tell the heirs of a school that has ended, and the department, that its registration has to be ended; once."""
    text = _(
        "%(school)s đã kết thúc hoạt động mà hồ sơ đăng ký chưa kết thúc. "
        "Trường kế tục rút hồ sơ, hoặc Sở dừng việc đánh giá, có ghi lý do."
    ) % {"school": case.school.name}
    places: list[Place] = list(_school_places(case))
    if case.version:
        places.append(_office_place(case, case.department))
    return deliver(_each(places, text, f"case-school-ended:{case.pk}"))


def _messages(case: Case, target: Stage, step: CaseStep, text: str, key: str) -> Iterator[Message]:
    noted = f"{text} {step.note[:200]}" if step.note else text
    to_school = text if step.act in INNER_NOTES else noted
    told: set[int] = set() if step.by_id is None else {step.by_id}
    groups: list[tuple[Iterable[Place], str]] = [
        (_school_places(case), to_school),
        (holders(case, target), noted),
    ]
    if target.is_last and step.from_stage != regime(case.regime).first_stage.id:
        groups.append((_office_places(case), noted))
        groups.append((member_places(case), noted if step.act in TOLD_TO_MEMBERS else text))
    for places, words in groups:
        for message in _each(places, words, key):
            if message.person_id not in told:
                told.add(message.person_id)
                yield message


def _each(places: Iterable[Place], text: str, key: str) -> Iterator[Message]:
    for organisation, page, people in places:
        for person in people:
            yield Message(person, text, page, NoticeKind.CASE, key, organisation)


def holders(case: Case, target: Stage) -> Iterator[tuple[int, str, list[int]]]:
    """Return who has a stage, where that is not the school: organisation, page, people (by id)."""
    office = {Holder.INTAKE: case.intake, Holder.DEPARTMENT: case.department}.get(target.holder)
    if office is not None:
        yield _office_place(case, office)
    body = body_of(case) if target.holder is Holder.LEAD else None
    if body is not None:
        rows = body.members.filter(ended_at__isnull=True, role__in=LEADING)
        yield case.school_id, desk_page(case), list(rows.values_list("user_id", flat=True))


def member_places(case: Case) -> Iterator[Place]:
    """Return who still is, or is going to be, a member of the body, by the own workplace.

    Nobody who left, of a dissolved body or of one whose days are over: they have no way in any more.
    """
    rows = BodyMember.objects.filter(
        body__case=case,
        body__dissolved_at__isnull=True,
        body__ends_on__gte=timezone.localdate(),
        ended_at__isnull=True,
        user__is_active=True,
    )
    page = reverse("appraisals:body-mine")
    for workplace, user in rows.order_by("pk").values_list("workplace_id", "user_id"):
        yield workplace, page, [user]


def _school_places(case: Case) -> Iterator[Place]:
    """Return who leads the school, or the schools that took its place."""
    if case.school.active:
        yield case.school_id, school_page(case), leaders_of([case.school_id]).get(case.school_id, [])
        return
    for heir in heirs_of(case.school):
        if heir.kind.is_school:
            page = reverse("appraisals:case-school-list", args=[heir.code])
            yield heir.pk, page, leaders_of([heir.pk]).get(heir.pk, [])


def _office_places(case: Case) -> Iterator[Place]:
    for office in filter(None, (case.department, case.intake)):
        yield _office_place(case, office)


def _office_place(case: Case, office: Organisation) -> tuple[int, str, list[int]]:
    return office.pk, office_page(case, office.code), _officers(office.pk)


def _officers(office_id: int) -> list[int]:
    """Return who deals with registrations at an office today."""
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(organisation_id=office_id, role__in=OFFICERS, ended=False)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    )
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def school_page(case: Case) -> str:
    """Return where a school sees its registration."""
    return reverse("appraisals:case-school", args=[case.school.code, case.pk])


def office_page(case: Case, office_code: str) -> str:
    """Return where an office sees it."""
    return reverse("appraisals:case-office", args=[office_code, case.pk])


def desk_page(case: Case) -> str:
    """Return where those who examine it work."""
    return reverse("appraisals:desk", args=[case.school.code, case.pk])
