"""What has to be true before a dossier is sent, and what follows: the seal that goes with it, the fact of the year."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require, system_actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.conditions import unexplained
from minhdinh.appraisals.domain.cases.editing import mark_of
from minhdinh.appraisals.domain.cases.files import dossier_files, lock, target_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.letters import letter_mark
from minhdinh.appraisals.domain.cases.notices import school_page
from minhdinh.appraisals.domain.cases.sealed import newest_seal, read_seal
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.recorded import record_registration, remove_registration
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case, Registration
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Stale

SOURCE = "hồ sơ đăng ký trên hệ thống"


def needs_letter(case: Case) -> Iterator[Problem]:
    """Ask for the letter's number and day, and for the level that the school declares."""
    link = f"{school_page(case)}#cong-van"
    if not case.letter_number:
        yield Problem(_("Chưa ghi số công văn đăng ký."), field="number", link=link)
    if case.letter_date is None:
        yield Problem(_("Chưa ghi ngày công văn đăng ký."), field="date", link=link)
    elif case.letter_date > timezone.localdate():
        yield Problem(_("Ngày công văn chưa đến."), field="date", link=link)
    if case.declared_level is None:
        yield Problem(_("Chưa ghi mức trường tự nhận."), field="level", link=link)


def needs_reasons(case: Case) -> Iterator[Problem]:
    """Ask why a declared condition is called unmet."""
    for rule in unexplained(case, law_of(case)):
        yield Problem(
            _("Điều kiện %(key)s khai “chưa đáp ứng” mà chưa ghi vì sao và khi nào khắc phục.")
            % {"key": rule.key},
            link=f"{school_page(case)}#dieu-kien-{rule.key}",
        )


def needs_seal(case: Case) -> Iterator[Problem]:
    """Ask for a sealed report that stands, is as it was sealed, and reaches the level declared."""
    link = reverse("assessments:approval", args=[case.school.code, case.year])
    seal = newest_seal(case.assessment)
    if seal is None:
        yield Problem(
            _("Báo cáo đã được mở lại sau khi niêm phong. Hãy duyệt và niêm phong lại rồi gửi hồ sơ."),
            link=link,
        )
        return
    try:
        level = read_seal(seal).level or 0
    except Problem as problem:
        yield Problem(problem.sentence, link=link)
        return
    if case.declared_level is not None and case.declared_level > level:
        yield Problem(
            _("Mức tự nhận (Mức %(declared)s) cao hơn mức của báo cáo niêm phong mới nhất (%(reached)s).")
            % {
                "declared": case.declared_level,
                "reached": _("Mức %(level)s") % {"level": level} if level else _("chưa đạt Mức 1"),
            },
            link=f"{school_page(case)}#cong-van",
        )


def sending_mark(case: Case) -> str:
    """Return what the page that asks carries of all that would go out, so that nobody sends what he has not seen."""
    seal = newest_seal(case.assessment)
    said = [(row.key, row.state, row.note) for row in case.conditions.order_by("key")]
    files = [row.pk for row in dossier_files(case)]
    return mark_of(case.version, letter_mark(case), seal.pk if seal else "", said, files)


def send_dossier(*, actor: Actor, case: Case, version: int, mark: str) -> Case:
    """Send the dossier just as the page showed it (``sending_mark``) and return the registration as it stands then.

    Raises what ``take_step`` raises, and Stale where anything of the dossier was changed since.
    """
    require(actor, Permission.CASE_SEND, organisation_id=case.school_id)
    with school_scope(case.school_id), transaction.atomic():
        if case.version == version and sending_mark(lock(case)) != mark:
            raise Stale(_("Hồ sơ vừa được sửa. Hãy xem lại những gì sẽ gửi rồi bấm gửi lần nữa."))
        return take_step(actor=actor, case=case, act=Act.SEND, version=version)


def take_newest_seal(case: Case) -> None:
    """Let the dossier go with the newest seal that stands; recorded where it was another one before."""
    seal = newest_seal(case.assessment)
    if seal is None or seal.pk == case.seal_id:
        return
    earlier, case.seal = case.seal.revision, seal
    case.save(update_fields=["seal", "updated_at"])
    record(
        actor=system_actor(case.school_id),
        code=actions.CASE_SEAL_TAKEN,
        target=target_of(case),
        revision=seal.revision,
        earlier=earlier,
    )


def source_of(case: Case) -> str:
    """Return how the fact of the year names the registration that made it."""
    return f"{SOURCE} {case.pk}"


def count_registration(case: Case) -> None:
    """Let boards and tables count the school as registered in the year (P7); what an office recorded stays."""
    known = _fact(case)
    if known is not None and known.source != source_of(case):
        return
    record_registration(
        actor=system_actor(case.department_id),
        school=case.school,
        year=case.year,
        wish=case.wish,
        declared_level=case.declared_level,
        registered_on=known.registered_on if known else timezone.localdate(),
        source=source_of(case),
    )


def uncount_registration(case: Case) -> None:
    """Take the fact of the year back where this registration made it."""
    known = _fact(case)
    if known is not None and known.source == source_of(case):
        remove_registration(actor=system_actor(case.department_id), school=case.school, year=case.year)


def _fact(case: Case) -> Registration | None:
    with school_scope(case.school_id):
        return Registration.objects.filter(school_id=case.school_id, year=case.year).first()
