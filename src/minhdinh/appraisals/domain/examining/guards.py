"""What has to be done before a body leaves the study of the dossier."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.cases.guards import register_guard
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.examining.queries import places_without_slip
from minhdinh.appraisals.domain.examining.sealed import sealed_report
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.reading import places_of
from minhdinh.common.problems import Problem

STUDY = "study"
NAMED = 8  # more criteria than these are counted, not named


def every_criterion_has_a_slip(case: Case) -> Iterator[Problem]:
    """Yield a problem for the criteria on which nobody has sent a slip, with who examines them; only at the study."""
    if case.stage != STUDY:
        return
    body = body_of(case)
    if body is None:
        yield Problem(_("Chưa có đoàn hoặc hội đồng."))
        return
    report = sealed_report(case)
    missing = places_without_slip(body, places_of(report.dossier))
    for place, people in missing[:NAMED]:
        yield Problem(
            _("Tiêu chí %(criterion)s: chưa ai gửi phiếu (%(people)s).")
            % {"criterion": report.place_label(place), "people": ", ".join(people) or _("chưa giao ai")}
        )
    if len(missing) > NAMED:
        yield Problem(_("Và %(count)s tiêu chí khác chưa có phiếu.") % {"count": len(missing) - NAMED})


def register() -> None:
    """Let the guards of the examiner's room be asked."""
    for act in (Act.ADVANCE, Act.SURVEY):
        register_guard(act, every_criterion_has_a_slip)
