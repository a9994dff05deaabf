"""What rooms below offer at a decision of the register, such as its papers; what leads from a registration to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.links import CaseLink
from minhdinh.appraisals.domain.cases.steps import acts_open
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.queries import decisions_of_case
from minhdinh.recognition.models import Decision


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper of a decision with where to get it: (format, address)."""

    title: str
    files: tuple[tuple[str, str], ...]


Provider = Callable[[Decision, Organisation], Sequence[PaperLink]]
_providers: list[Provider] = []


def register_papers(provider: Provider) -> None:
    """Let a room offer papers at a decision; twice is once."""
    if provider not in _providers:
        _providers.append(provider)


def papers_at(decision: Decision, office: Organisation) -> list[PaperLink]:
    """Return the papers of a decision for an office that records recognitions."""
    return [link for provider in _providers for link in provider(decision, office)]


def decision_link(case: Case, actor: Actor, office: Organisation) -> Iterable[CaseLink]:
    """Lead from an office's page of a registration to its decision, or to the page where it is recorded."""
    if office.pk != case.department_id or not actor.can(Permission.RECOGNITION_RECORD):
        return
    acts = acts_open(actor, case)
    args = [office.code, case.pk]
    if Act.DECIDE in acts:
        url = reverse("recognition:case-decide", args=args)
        yield CaseLink(_("Ghi quyết định công nhận"), url, "certificate", pressing=True)
    if Act.REFUSE in acts:
        yield CaseLink(
            _("Ghi kết quả không công nhận"), reverse("recognition:case-refuse", args=args), "gavel"
        )
    for row in decisions_of_case(case):
        page = reverse("recognition:decision", args=[office.code, row.pk])
        yield CaseLink(_("Quyết định %(number)s") % {"number": row.number}, page, "certificate")


def school_link(case: Case, _actor: Actor) -> Iterable[CaseLink]:
    """Lead from a school's page of a registration to what it is recognised for."""
    for row in decisions_of_case(case):
        label = _("Quyết định %(number)s") % {"number": row.number}
        yield CaseLink(label, reverse("recognition:school", args=[case.school.code]), "certificate")
