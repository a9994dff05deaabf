"""One proposition on the panel: its inputs, the proof to tick, its lock, and its sentences as they would stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from minhdinh.access.actor import Actor
from minhdinh.assessments.models import Sheet, SuggestionChoice
from minhdinh.assessments.presenters.passages import Codes
from minhdinh.assessments.suggestions.blocks import Body, paragraph_of, unedited
from minhdinh.assessments.suggestions.choosing import Given
from minhdinh.assessments.suggestions.evidence import SHOWN, Pick, picks_for
from minhdinh.assessments.suggestions.locking import Lock, lock_of
from minhdinh.assessments.suggestions.queries import items_of
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.catalogue import evidence_kinds
from minhdinh.standards.suggestions import (
    NotReadyError,
    Proposition,
    Severity,
    Slot,
    SlotInput,
    check_values,
    open_wordings,
    sentence,
    tidy_values,
    wording_for,
)

GAP = Markup('<span class="suggest-gap">……</span>')
FIELD = "o."
YEARS_BACK, YEARS_AHEAD = 6, 1


@dataclass(frozen=True, slots=True)
class Typed:
    """What a card shows in its fields: from the kept choice, or as a person just sent it."""

    given: Given
    search: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SlotField:
    """One input of a card; ``options`` are the school years of a select."""

    name: str
    id: str
    label: str
    kind: SlotInput
    value: str
    options: list[str]

    @property
    def field(self) -> str:
        """The name it is sent under."""
        return FIELD + self.name


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One wording as it would stand in the statement; gaps are shown where own data are missing."""

    index: int
    html: Markup
    chosen: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a card says at its end: the sentences to leaf through and what is still missing."""

    sentences: list[SentenceView]
    lock: Lock
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Card:
    """One proposition with everything to choose it; ``edited`` where its sentence was put in and then changed by hand."""

    proposition: Proposition
    anchor: str
    choice: SuggestionChoice | None
    placed: bool
    edited: bool
    slots: list[SlotField]
    picks: list[Pick]
    preview: Preview
    asks_direction: bool
    direction_confirmed: bool
    needs: list[str]
    search: str
    problem: str


@dataclass(frozen=True)
class Desk:
    """What all cards of a panel share; ``body`` is the statement as it stands."""

    actor: Actor
    sheet: Sheet
    items: Mapping[int, EvidenceItem]
    covered: Collection[str]
    remembered: Mapping[str, int]
    codes: Codes
    body: Body

    def card(self, one: Proposition, choice: SuggestionChoice | None, typed: Typed | None = None) -> Card:
        """Return a proposition as the panel shows it."""
        shown = typed or Typed(self._kept(one, choice))
        put = getattr(choice, "text", None) if choice else None
        standing = put is not None and bool(unedited(self.body, put.blocks))
        given = shown.given
        return Card(
            proposition=one,
            anchor=anchor_of(one.id),
            choice=choice,
            placed=standing,
            edited=put is not None and not standing,
            slots=[
                _field(self.sheet, one, slot, given.values) for slot in one.slots if slot.quotient is None
            ],
            picks=self.picks(one, shown),
            preview=self.preview(one, given),
            asks_direction=any(wording.directed for wording in one.wordings),
            direction_confirmed=given.direction_confirmed,
            needs=_needs(one),
            search=shown.search,
            problem=shown.problem,
        )

    def picks(self, one: Proposition, shown: Typed) -> list[Pick]:
        """Return the items to tick; more of them where a person searched."""
        most = SHOWN * 3 if shown.search else SHOWN
        return picks_for(self.actor, one.proof.kinds, self.items.values(), shown.given.evidence, most=most)

    def preview(self, one: Proposition, given: Given) -> Preview:
        """Return the sentences and the lock of a proposition as it is filled in."""
        picked = [self.items[pk] for pk in given.evidence if pk in self.items]
        lock = lock_of(
            self.sheet,
            one,
            values=given.values,
            items=picked,
            direction_confirmed=given.direction_confirmed,
            covered=self.covered,
        )
        found = check_values(one, given.values)
        warnings = [one.message for one in found if one.severity == Severity.WARNING]
        return Preview(self._sentences(one, given, [item.pk for item in picked]), lock, warnings)

    def _kept(self, one: Proposition, choice: SuggestionChoice | None) -> Given:
        if choice is not None:
            return Given(choice.values, choice.wording, items_of(choice), choice.direction_confirmed)
        years = {slot.name: self.sheet.assessment.year for slot in one.slots if slot.name == "nam_hoc"}
        return Given(years, self.remembered.get(one.id, wording_for(one, self.sheet.school.code)))

    def _sentences(self, one: Proposition, given: Given, picked: list[int]) -> list[SentenceView]:
        usable = open_wordings(one, direction_confirmed=given.direction_confirmed)
        chosen = given.wording % len(usable) if usable else 0
        return [
            SentenceView(at, self._words(one, given, (at, wording), picked), at == chosen)
            for at, wording in enumerate(usable)
        ]

    def _words(self, one: Proposition, given: Given, which: tuple[int, int], picked: list[int]) -> Markup:
        try:
            words = sentence(one, given.values, which[0], direction_confirmed=given.direction_confirmed)
        except NotReadyError:
            known = tidy_values(one, given.values)
            shown = {slot.name: known.get(slot.name) or GAP for slot in one.slots}
            pattern = Markup(escape(one.wordings[which[1]].text))  # noqa: S704 (escaped just here)
            return Markup("<p>{}</p>").format(pattern.format(**shown))
        return self.codes.html({"type": "doc", "content": [paragraph_of(words, picked)]})


def anchor_of(requirement_or_proposition: str) -> str:
    """Return an id that a page and its scripts can name."""
    return requirement_or_proposition.replace(".", "-")


def codes_for(actor: Actor, sheet: Sheet, items: Collection[int]) -> Codes:
    """Return the codes of items, fetched once for a whole panel."""
    return Codes(actor, sheet.assessment, [{"type": "doc", "content": [paragraph_of("", items)]}])


def _field(sheet: Sheet, one: Proposition, slot: Slot, values: Mapping[str, str]) -> SlotField:
    value = values.get(slot.name, "")
    options = _school_years(sheet.assessment.year, value) if slot.input == SlotInput.SCHOOL_YEAR else []
    return SlotField(slot.name, f"o-{anchor_of(one.id)}-{slot.name}", slot.label, slot.input, value, options)


def _school_years(year: str, value: str) -> list[str]:
    """Return the years to choose from, newest first, and the one that is kept where it is none of them."""
    first = int(year[:4])
    years = [f"{at}-{at + 1}" for at in range(first + YEARS_AHEAD, first - YEARS_BACK - 1, -1)]
    return years if not value or value in years else [value, *years]


def _needs(one: Proposition) -> list[str]:
    """Return in words what proof the proposition asks for."""
    known = evidence_kinds()
    said = [known[kind].name for kind in one.proof.all if kind in known]
    if one.proof.any:
        names = ", ".join(known[kind].name for kind in one.proof.any if kind in known)
        said.append(_("một trong các loại: %(kinds)s") % {"kinds": names})
    if one.proof.dates:
        said.append(_("ít nhất %(count)s lần có ghi ngày") % {"count": one.proof.dates})
    return said
