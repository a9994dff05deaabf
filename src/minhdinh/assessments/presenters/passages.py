"""Passages as pages show them: HTML with codes, version, who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import Passage, SelfAssessment
from minhdinh.evidence.models import EvidenceCode, EvidenceItem
from minhdinh.lib.richtext import Citation, CitationStyle, citations, empty, to_html
from minhdinh.standards.catalogue import CodeConvention
from minhdinh.standards.enums import Grouping

HIDDEN = "Minh chứng nhạy cảm, chỉ lưu chỉ mục"


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage for ``common/components/passage.html``."""

    slot: str
    version: int
    body: dict[str, Any]
    html: str
    label: str
    readonly: bool
    is_empty: bool
    saved_label: str
    uncited: bool
    inherited: bool = False


class Codes:
    """The codes of the evidence that some texts cite, fetched once for a page.

    Who may not see a sensitive item sees its code, neither its name nor a way to it.
    """

    def __init__(self, actor: Actor, assessment: SelfAssessment, bodies: Iterable[Mapping[str, Any]]) -> None:
        ids = {int(one) for body in bodies for one in citations(body) if one.isascii() and one.isdigit()}
        rows = list(EvidenceItem.objects.filter(school_id=assessment.school_id, pk__in=ids))
        base = {"code": assessment.school.code, "year": assessment.year}
        convention = assessment.standard_set.catalogue.code_convention
        own = own_codes(rows, convention)
        self.known = {str(row.pk): _citation(actor, row, own.get(row.pk, row.code), base) for row in rows}
        self.style = CitationStyle(
            convention.open, convention.close, convention.separator, each=convention.grouping is Grouping.EACH
        )

    def html(self, body: Mapping[str, Any]) -> Markup:
        """Return a body as safe HTML with its codes."""
        return to_html(body, self.known.get, self.style)

    def as_json(self) -> dict[str, dict[str, str]]:
        """Return the map that the editor reads (``evidence-codes``)."""
        return {key: {"code": one.code, "name": one.name, "url": one.url} for key, one in self.known.items()}


def may_see(actor: Actor, item: EvidenceItem) -> bool:
    """Tell whether the actor may see an item's name: sensitive ones only with the permission, or the own."""
    own = actor.user_id is not None and item.contributed_by_id == actor.user_id
    return not item.sensitive or own or actor.can(Permission.EVIDENCE_SENSITIVE)


def own_codes(items: Iterable[EvidenceItem], convention: CodeConvention) -> dict[int, str]:
    """Return by item its code in a set's own convention, where another one's is shown; a query only where there is any."""
    other = [item.pk for item in items if item.code and convention.parse(item.code) is None]
    if not other:
        return {}
    rows = EvidenceCode.objects.filter(item_id__in=other, convention=convention.id, current=True)
    return dict(rows.values_list("item_id", "text"))


def _citation(actor: Actor, item: EvidenceItem, code: str, base: dict[str, str]) -> Citation:
    if not may_see(actor, item):
        return Citation(code, HIDDEN, "")
    return Citation(code, item.name, reverse("evidence:item", kwargs={**base, "item_id": item.pk}))


def passage_view(
    slot: str, passage: Passage | None, codes: Codes, *, label: str, readonly: bool
) -> PassageView:
    """Return a slot as the page shows it; a missing passage is version 0 and empty."""
    body = dict(passage.body) if passage else dict(empty())
    is_empty = passage is None or not passage.text
    return PassageView(
        slot=slot,
        version=passage.version if passage else 0,
        body=body,
        html="" if is_empty else codes.html(body),
        label=label,
        readonly=readonly,
        is_empty=is_empty,
        saved_label=_saved_label(passage),
        uncited=not is_empty and not citations(body),
        inherited=passage is not None and passage.inherited,
    )


def _saved_label(passage: Passage | None) -> str:
    if passage is None:
        return ""
    return f"{passage.author_name}, {timezone.localtime(passage.saved_at):%H:%M %d/%m/%Y}"
