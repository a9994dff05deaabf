"""What a school's head puts on the public page and takes back: sealed reports, nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.seal_contents import sealed_bytes
from minhdinh.assessments.domain.seal_queries import seal_of_school
from minhdinh.assessments.models import Seal
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.documents.pdf import available
from minhdinh.organisations.domain.inheritance import heirs_of, predecessors_of
from minhdinh.organisations.models import Organisation
from minhdinh.portal import actions
from minhdinh.portal.domain.offices import departments_of
from minhdinh.portal.domain.report_paper import kept_paper, request_paper
from minhdinh.portal.models import PublishedReport
from minhdinh.recognition.domain.trace import at_school


@dataclass(frozen=True, slots=True)
class Publishable:
    """A sealed report of a school, with its standing publication, if any."""

    seal: Seal
    published: PublishedReport | None


def publishable(school: Organisation) -> list[Publishable]:
    """Return a school's seals, newest first, reopened ones only while they are published (needs its scope)."""
    standing = {row.seal_id: row for row in _standing(school)}
    seals = Seal.objects.filter(school=school).select_related("assessment__standard_set")
    found = [Publishable(seal, standing.get(seal.pk)) for seal in seals.order_by("-sealed_at", "-id")]
    return [one for one in found if one.published or one.seal.reopened_at is None]


def published_reports(school: Organisation) -> list[PublishedReport]:
    """Return what a school shows to everybody, the newest year first; opens its rows itself.

    A report that was reopened is no longer shown: what it says is being changed.
    """
    with school_scope(school.pk):
        return [row for row in _standing(school) if row.seal.reopened_at is None]


def reopened_years(school: Organisation) -> list[str]:
    """Return the years whose report was public until it was reopened, and has no newer one there."""
    with school_scope(school.pk):
        rows = _standing(school)
    shown = {row.seal.assessment_id for row in rows if row.seal.reopened_at is None}
    gone = [row.seal.assessment for row in rows if row.seal.reopened_at is not None]
    return list(dict.fromkeys(one.year for one in gone if one.pk not in shown))


def inherited_reports(heir: Organisation) -> list[PublishedReport]:
    """Return what still stands published by schools that ended and whose place this one has taken."""
    ended = [
        one for one in predecessors_of(heir) if one.is_school and not one.active and heir in heirs_of(one)
    ]
    found: list[PublishedReport] = []
    for school in ended:
        with school_scope(school.pk):
            found += _standing(school)
    return found


def published_report(school: Organisation, report_id: int) -> PublishedReport:
    """Return one published report; raises NotHere where it was taken back or never was."""
    found = next((one for one in published_reports(school) if one.pk == report_id), None)
    if found is None:
        raise NotHere("Không có báo cáo đã công bố này.")
    return found


def publish_report(*, actor: Actor, school: Organisation, seal_id: int, read: bool) -> PublishedReport:
    """Show a sealed report to everybody; ``read`` says that the head has read it for personal data.

    Raises NotAllowed for anybody but the head, NotHere for a seal of another school, Problem for a reopened or
    damaged one, one that is shown already, and without ``read``.
    """
    require(actor, Permission.ASSESSMENT_CONFIRM, organisation_id=school.pk)
    if not read:
        raise Problem("Hãy xác nhận đã đọc và báo cáo không chứa thông tin cá nhân.", field="read")
    with school_scope(school.pk):
        seal = seal_of_school(school.pk, seal_id)
        if seal is None:
            raise NotHere("Không có bản niêm phong này.")
        if seal.reopened_at is not None:
            raise Problem("Báo cáo này đã mở lại để sửa nên không công bố bản cũ.")
        sealed_bytes(seal)
        return _create(actor, school, seal)


def withdraw_report(*, actor: Actor, school: Organisation, report_id: int) -> None:
    """Take a published report back; a second time changes nothing. Raises NotAllowed and NotHere as above.

    At a school that has ended the head of one that took its place does it, or who records decisions at its department.
    """
    _require_answering(actor, school)
    with school_scope(school.pk), transaction.atomic():
        rows = PublishedReport.objects.filter(school=school, pk=report_id)
        row = rows.select_for_update(of=("self",)).select_related("seal__assessment").first()
        if row is None:
            raise NotHere("Không có báo cáo đã công bố này.")
        if row.withdrawn_at is not None:
            return
        row.withdrawn_at, row.withdrawn_by_name = timezone.now(), actor.name
        row.save()
        here = actor.organisation_id == school.pk
        _record(actor if here else at_school(actor, school), actions.REPORT_WITHDRAWN, row)


def _require_answering(actor: Actor, school: Organisation) -> None:
    """Refuse whoever does not answer for a school's publications; see ``withdraw_report``."""
    if school.active:
        require(actor, Permission.ASSESSMENT_CONFIRM, organisation_id=school.pk)
    elif actor.organisation_id in {one.pk for one in departments_of(school)}:
        require(actor, Permission.RECOGNITION_RECORD, organisation_id=actor.organisation_id)
    else:
        heirs = [one.pk for one in heirs_of(school) if one.is_school and one.pk == actor.organisation_id]
        require(actor, Permission.ASSESSMENT_CONFIRM, organisation_id=heirs[0] if heirs else school.pk)


def _create(actor: Actor, school: Organisation, seal: Seal) -> PublishedReport:
    try:
        with transaction.atomic():
            row = PublishedReport.objects.create(
                school=school,
                seal=seal,
                paper=kept_paper(seal),
                published_at=timezone.now(),
                published_by_name=actor.name,
            )
            _record(actor, actions.REPORT_PUBLISHED, row)
            if row.paper is None and available():
                request_paper(actor=actor, report=row)
    except IntegrityError:
        raise Problem("Báo cáo này đang được công bố rồi.") from None
    return row


def _standing(school: Organisation) -> list[PublishedReport]:
    rows = PublishedReport.objects.filter(school=school, withdrawn_at__isnull=True)
    rows = rows.select_related("seal__assessment__standard_set", "seal__blob", "school", "paper")
    return list(rows.order_by("-seal__assessment__year", "-published_at", "-id"))


def _record(actor: Actor, code: str, row: PublishedReport) -> None:
    seal = row.seal
    target = f"portal.PublishedReport:{row.pk}"
    record(actor=actor, code=code, target=target, year=seal.assessment.year, revision=seal.revision)
