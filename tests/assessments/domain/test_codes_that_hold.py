"""Whatever people do to evidence, one act after another: every citation leads to an item, every code to one item."""

import os
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from minhdinh.assessments.domain.evidence_context import evidence_context
from minhdinh.assessments.domain.passages import restore_passage
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Passage, SelfAssessment
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.items import remove_item, restore_item
from minhdinh.evidence.domain.search import with_code
from minhdinh.evidence.domain.uses import unlink_item
from minhdinh.evidence.health.telling import health_of
from minhdinh.evidence.models import Citation, EvidenceCode, EvidenceItem, EvidenceUse, ItemMerge
from minhdinh.evidence.moves.merged import survivors
from minhdinh.evidence.moves.merging import merge_items
from minhdinh.evidence.moves.moving import move_item
from minhdinh.evidence.moves.recoding import Wish, plan_codes, recode_all
from minhdinh.evidence.moves.undoing import undo_merge
from minhdinh.lib.richtext import citations
from minhdinh.standards.catalogue import CodeConvention, packaged_set
from tests.assessments.carrying.years import Years, same_set
from tests.assessments.cases import Case, item, link, undone, write

CRITERIA = ("1.1", "1.3", "2.3")
BOXED = packaged_set("tt18-2018-trung-hoc").code_convention
LONG_RUNS = int(os.environ.get("MINHDINH_TEST_SEQUENCES", "1500"))


class Play:
    """A school with two years whose people do one thing after another; what was given before is remembered."""

    def __init__(self, years: Years) -> None:
        self.years = years
        self.case: Case = years.old
        self.given: dict[tuple[str, str], int] = {}
        self.items = [item(self.case, criterion=CRITERIA[number % 3]).pk for number in range(5)]
        self.remember()

    def item(self, number: int) -> EvidenceItem:
        return EvidenceItem.objects.get(pk=self.items[number % len(self.items)])

    def year(self, number: int) -> Case:
        return (self.years.old, self.years.new)[number % 2]

    def link(self, one: int, other: int) -> None:
        link(self.year(other), self.item(one), CRITERIA[other % 3])

    def unlink(self, one: int, other: int) -> None:
        for use in EvidenceUse.objects.filter(item=self.item(one))[: other % 2]:
            place: Any = use
            unlink_item(actor=self.case.system, item=self.item(one), place=place)

    def cite(self, one: int, other: int) -> None:
        case = self.year(one + other)
        write(case, case.slot(CRITERIA[one % 3]), f"Câu {one} {other}.", [self.item(one), self.item(other)])

    def cite_stale(self, one: int, other: int) -> None:
        """Save what a browser opened long ago still has: ids of items that were merged meanwhile."""
        case = self.year(other)
        write(case, case.slot(CRITERIA[other % 3]), "Câu cũ.", [EvidenceItem(pk=self.items[one % 5])])

    def restore_text(self, one: int, other: int) -> None:
        passages = list(Passage.objects.order_by("pk"))
        passage = passages[one % len(passages)]
        restore_passage(
            actor=self.case.system,
            assessment=SelfAssessment.objects.get(pk=passage.assessment_id),
            slot=passage.slot,
            version=passage.version,
            from_version=1 + other % passage.version,
        )

    def move(self, one: int, other: int) -> None:
        row = self.item(one)
        move_item(
            actor=self.case.system,
            item=row,
            version=row.version,
            criterion=CRITERIA[other % 3],
            convention=(self.convention, BOXED)[other % 2],
            reason="Thử",
        )

    def merge(self, one: int, other: int) -> None:
        gone, survivor = self.item(one), self.item(other)
        merge_items(
            actor=self.case.system,
            gone=gone,
            survivor=survivor,
            versions=(gone.version, survivor.version),
            reason="Thử",
        )

    def undo(self, one: int, _other: int) -> None:
        merges = list(ItemMerge.objects.filter(undone_at__isnull=True).select_related("gone", "survivor"))
        undo_merge(actor=self.case.system, merge=merges[one % len(merges)])

    def recode(self, one: int, other: int) -> None:
        wish = Wish(BOXED, 1 + one, ("", "1", "1.3")[other % 3]) if other % 2 else Wish(self.convention)
        context = evidence_context(self.case.school.pk, self.year(one).assessment.year)
        assert context is not None
        about: dict[str, Any] = {
            "actor": self.case.system,
            "school_id": self.case.school.pk,
            "context": context,
            "wish": wish,
        }
        recode_all(**about, mark=plan_codes(**about).mark, reason="Thử")

    def remove(self, one: int, _other: int) -> None:
        remove_item(actor=self.case.system, item=self.item(one))

    def bring_back(self, one: int, _other: int) -> None:
        restore_item(actor=self.case.system, item=self.item(one))

    def add(self, one: int, _other: int) -> None:
        self.items.append(item(self.case, criterion=CRITERIA[one % 3]).pk)

    def carry(self, _one: int, _other: int) -> None:
        self.years.carry()

    def wait(self, one: int, other: int) -> None:
        """Hand a report in, or take it back."""
        state = State.SUBMITTED if other % 2 else State.DRAFT
        rows = SelfAssessment.objects.filter(pk=self.year(one).assessment.pk)
        rows.update(state=state, complete=state != State.DRAFT)

    @property
    def convention(self) -> CodeConvention:
        return self.case.assessment.standard_set.catalogue.code_convention

    def remember(self) -> None:
        """Keep every code with the item that it was given to first."""
        for code in EvidenceCode.objects.all():
            self.given.setdefault((code.convention, code.text), code.item_id)

    def act(self, name: str, one: int, other: int) -> None:
        """Do one thing; what the program refuses changes nothing and is no fault."""
        act: Callable[[int, int], None] = getattr(self, name)
        before = self.everything()
        try:
            with suppress(IndexError, ZeroDivisionError):  # there is nothing yet to do it to
                act(one, other)
        except Problem:
            assert self.everything() == before, f"{name} was refused and changed something"
        self.remember()
        self.look()

    def everything(self) -> list[Any]:
        codes = EvidenceCode.objects.order_by("pk").values_list("text", "item_id", "current")
        items = EvidenceItem.objects.order_by("pk").values_list("code", "version", "removed_at")
        cited = Citation.objects.order_by("source", "item_id").values_list("source", "item_id")
        return [list(codes), list(items), list(cited), list(Passage.objects.values_list("pk", "body"))]

    def look(self) -> None:
        self.look_at_texts()
        self.look_at_codes()

    def look_at_texts(self) -> None:
        live = dict(EvidenceItem.objects.filter(removed_at__isnull=True).values_list("pk", "code"))
        for passage in Passage.objects.all():
            named = {int(one) for one in citations(passage.body)}
            assert all(live.get(pk) for pk in named), f"{passage.slot} cites what is not there"
            rows = Citation.objects.filter(source=f"passage:{passage.pk}")
            assert set(rows.values_list("item_id", flat=True)) == named

    def look_at_codes(self) -> None:
        shown = list(EvidenceItem.objects.exclude(code="").values_list("code", flat=True))
        assert len(shown) == len(set(shown))
        owners = {(one.convention, one.text): one.item_id for one in EvidenceCode.objects.all()}
        standing = survivors(self.case.school.pk, self.items)
        assert owners == {key: standing.get(first, first) for key, first in self.given.items()}
        for row in EvidenceItem.objects.filter(removed_at__isnull=True).exclude(code=""):
            own = EvidenceCode.objects.filter(item=row, text=row.code, current=True)
            assert own.count() == 1, f"{row.code} is no current code of its item"

    def look_at_the_end(self) -> None:
        found = health_of(school_id=self.case.school.pk, year="", links=False)
        assert found.is_sound
        actor, today = self.case.system, self.case.assessment.created_at.date()
        for (_convention, text), first in self.given.items():
            owner = survivors(self.case.school.pk, [first]).get(first, first)
            wanted = EvidenceItem.objects.filter(pk=owner, removed_at__isnull=True)
            assert with_code(actor, self.case.school.pk, text, today) == list(wanted)


ACTS = (
    "link", "unlink", "cite", "cite", "cite_stale", "restore_text", "move", "merge", "merge", "undo", "recode",
    "remove", "bring_back", "add", "carry", "wait",
)  # fmt: skip
SEQUENCES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=14
)
pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    return same_set()


def play(years: Years, sequence: list[tuple[str, int, int]]) -> None:
    with undone():
        game = Play(years)
        for name, one, other in sequence:
            game.act(name, one, other)
        game.look_at_the_end()


@seed(57)
@settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sequence=SEQUENCES)
def test_short_sequences_leave_every_citation_and_code_whole(
    years: Years, sequence: list[tuple[str, int, int]]
) -> None:
    play(years, sequence)


@pytest.mark.soak
@settings(
    max_examples=LONG_RUNS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sequence=st.lists(SEQUENCES, min_size=1, max_size=4).map(lambda parts: list(chain.from_iterable(parts)))
)
def test_long_sequences_leave_every_citation_and_code_whole(
    years: Years, sequence: list[tuple[str, int, int]]
) -> None:
    play(years, sequence)


@pytest.mark.parametrize(
    "sequence",
    [
        [("cite", 0, 1), ("merge", 0, 1), ("cite_stale", 0, 1), ("undo", 0, 0), ("restore_text", 0, 0)],
        [("merge", 0, 1), ("merge", 1, 2), ("recode", 3, 1), ("undo", 1, 0), ("undo", 0, 0), ("remove", 0, 0)],
        [("cite", 0, 0), ("carry", 0, 0), ("merge", 0, 3), ("wait", 0, 1), ("undo", 0, 0), ("move", 3, 1)],
        [("move", 0, 1), ("recode", 4, 1), ("merge", 0, 3), ("recode", 0, 0), ("move", 0, 2), ("bring_back", 0, 0)],
    ],
)  # fmt: skip
def test_sequences_that_once_were_thought_of(years: Years, sequence: list[tuple[str, int, int]]) -> None:
    play(years, sequence)
