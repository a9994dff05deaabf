"""The panel “Gợi ý” of one requirement: the question, the frequent mistake, its propositions, “chưa có”, own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.guards import may_write
from minhdinh.assessments.models import Sheet, SuggestionChoice
from minhdinh.assessments.suggestions.cards import Card, Desk, Typed, anchor_of, codes_for
from minhdinh.assessments.suggestions.evidence import Pick, items_named, offered_items, picks_for
from minhdinh.assessments.suggestions.library import library_for, requirement_in
from minhdinh.assessments.suggestions.locking import covered_by, written_on
from minhdinh.assessments.suggestions.placing import slot_of
from minhdinh.assessments.suggestions.queries import choices_of_sheet, last_wordings, passage_at
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.catalogue import Requirement
from minhdinh.standards.suggestions import Library, Negative, Proposition, RequirementSuggestions

HURRY = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class SuggestionPanel:
    """Everything on the panel of one requirement; ``version`` is the one of its statement."""

    requirement: Requirement
    anchor: str
    ask: str
    pitfall: str
    cards: list[Card]
    negative: Negative | None
    nothing: SuggestionChoice | None
    own_picks: list[Pick]
    version: int
    writable: bool
    hurried: bool

    @property
    def chosen(self) -> int:
        """How many propositions are chosen here."""
        return sum(card.choice is not None for card in self.cards)


def build_panel(
    actor: Actor, sheet: Sheet, requirement_id: str, typed: Mapping[str, Typed] | None = None
) -> SuggestionPanel:
    """Return the panel of a requirement; ``typed`` has, by proposition, what was sent and not kept. Constant queries."""
    requirement = requirement_in(sheet, requirement_id)
    library = library_for(sheet.assessment)
    offer = library.of(requirement_id)
    choices = choices_of_sheet(sheet)
    own = {row.proposition: row for row in choices if row.requirement == requirement_id}
    sent = typed or {}
    shown = [*offer.propositions, *_retired(library, offer, own.values())]
    desk, version = _desk(actor, sheet, requirement, shown, choices, sent.values())
    return SuggestionPanel(
        requirement=requirement,
        anchor=anchor_of(requirement_id),
        ask=offer.ask or requirement.ask,
        pitfall=offer.pitfall or requirement.pitfall,
        cards=[desk.card(one, own.get(one.id), sent.get(one.id)) for one in shown],
        negative=offer.negative,
        nothing=next((row for row in own.values() if row.negative), None),
        own_picks=picks_for(actor, (), desk.items.values()),
        version=version,
        writable=sheet.assessment.is_open and may_write(actor, sheet),
        hurried=is_hurried(sheet, choices),
    )


def build_card(actor: Actor, sheet: Sheet, proposition: Proposition, typed: Typed) -> Card:
    """Return one card alone, as its fields are being filled in."""
    choices = choices_of_sheet(sheet)
    requirement = requirement_in(sheet, proposition.requirement)
    own = next((row for row in choices if row.proposition == proposition.id), None)
    desk, _version = _desk(actor, sheet, requirement, [proposition], choices, [typed])
    return desk.card(proposition, own, typed)


def is_hurried(sheet: Sheet, choices: Iterable[SuggestionChoice]) -> bool:
    """Tell whether a whole criterion was ticked in under two minutes: worth a second look, never a block."""
    criterion = sheet.assessment.standard_set.catalogue.criterion(sheet.criterion)
    asked = {one.id for one in criterion.iter_requirements() if not one.derived}
    rows = list(choices)
    if not asked or asked - {row.requirement for row in rows}:
        return False
    moments = [row.chosen_at for row in rows]
    return max(moments) - min(moments) < HURRY


def _desk(
    actor: Actor,
    sheet: Sheet,
    requirement: Requirement,
    propositions: Iterable[Proposition],
    choices: list[SuggestionChoice],
    typed: Iterable[Typed],
) -> tuple[Desk, int]:
    offered = list(propositions)
    kinds = {kind for one in offered for kind in one.proof.kinds}
    sent = list(typed)
    search = next((one.search for one in sent if one.search), "")
    named = items_named(actor, sheet.school_id, [pk for one in sent for pk in one.given.evidence])
    offer = offered_items(actor, sheet, kinds, search)
    items = {item.pk: item for item in [*_proving(choices, requirement.id), *named.values(), *offer]}
    passage = passage_at(sheet.assessment, slot_of(sheet, requirement.level, requirement.id))
    desk = Desk(
        actor=actor,
        sheet=sheet,
        items=items,
        covered=covered_by(choices, written_on(sheet)),
        remembered=last_wordings(sheet.school_id, [one.id for one in offered]),
        codes=codes_for(actor, sheet, list(items)),
        body=passage.body if passage else {},
    )
    return desk, passage.version if passage else 0


def _retired(
    library: Library, offer: RequirementSuggestions, choices: Iterable[SuggestionChoice]
) -> list[Proposition]:
    """Return what was chosen here and is no longer offered, so that it can still be seen and taken back."""
    offered = {one.id for one in offer.propositions}
    names = [row.proposition for row in choices if not row.negative and row.proposition not in offered]
    return [library.proposition(name) for name in names if library.has(name)]


def _proving(choices: Iterable[SuggestionChoice], requirement: str) -> list[EvidenceItem]:
    return [proof.item for row in choices if row.requirement == requirement for proof in row.evidence.all()]
