"""Merges made and undone in any order: what stands is always exactly what the standing merges say."""

import io
import os
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from minhdinh.assessments.models import Passage
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.revisions import replace_file, withdraw_revision
from minhdinh.evidence.models import (
    Citation,
    EvidenceCode,
    EvidenceFile,
    EvidenceItem,
    EvidenceUse,
    ItemMerge,
)
from minhdinh.evidence.moves.merging import merge_items
from minhdinh.evidence.moves.undoing import undo_merge
from minhdinh.lib.richtext import citations
from tests.assessments.cases import PDF, SMALL, Case, item, link, make_case, small_set, undone, write

LONG_RUNS = int(os.environ.get("MINHDINH_TEST_SEQUENCES", "1500"))
COUNT = 5
OWN = 10
pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@dataclass
class Told:
    """What an item should hold by a model that knows nothing of the program."""

    codes: set[str]
    uses: set[str] = field(default_factory=set)
    files: set[int] = field(default_factory=set)
    link: str = ""
    gone: bool = False

    def take(self, other: "Told") -> None:
        self.codes, other.codes = self.codes | other.codes, set()
        self.uses, other.uses = self.uses | other.uses, set()
        self.files, other.files = self.files | other.files, self.files & other.files
        self.link = self.link or other.link
        other.gone = True


STARTS = st.fixed_dictionaries(
    {
        "uses": st.lists(st.sets(st.sampled_from(SMALL)), min_size=COUNT, max_size=COUNT),
        "files": st.lists(st.sets(st.integers(0, 2)), min_size=COUNT, max_size=COUNT),
        "links": st.lists(st.sampled_from(["", "mot", "hai"]), min_size=COUNT, max_size=COUNT),
        "texts": st.lists(st.lists(st.integers(0, COUNT - 1), unique=True), min_size=3, max_size=3),
    }
)
ACTS = st.lists(
    st.tuples(st.sampled_from(["merge", "merge", "undo", "revise"]), st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)),
    min_size=2,
    max_size=12,
)  # fmt: skip


class Play:
    """A school whose people merge and undo; ``start`` says what its items hold at first."""

    def __init__(self, case: Case, start: dict[str, Any]) -> None:
        self.case, self.start = case, start
        self.own = [OWN + number for number in range(COUNT)]
        self.items = [self._item(number).pk for number in range(COUNT)]
        for number, cited in enumerate(start["texts"]):
            rows = [EvidenceItem.objects.get(pk=self.items[one]) for one in cited]
            write(case, case.slot(SMALL[number]), "Câu.", rows)
        self.codes = dict(EvidenceCode.objects.filter(current=True).values_list("item_id", "text"))
        self.standing: list[tuple[ItemMerge, int, int]] = []
        self.undone_early = 0

    def _item(self, number: int) -> EvidenceItem:
        row = item(self.case, storage="file", place="", link=self._link(number), verified=False)
        for content in (*sorted(self.start["files"][number]), self.own[number]):
            given = PDF + str(content).encode()
            name = f"{content}.pdf"  # tells what is in the file
            attach_file(
                actor=self.case.system, item=row, stream=io.BytesIO(given), name=name, size=len(given)
            )
        for criterion in sorted(self.start["uses"][number]):
            link(self.case, row, criterion)
        return row

    def _link(self, number: int) -> str:
        name = self.start["links"][number]
        return f"https://truong.edu.vn/{name}" if name else ""

    def act(self, name: str, one: int, other: int) -> None:
        before = self.seen()
        try:
            getattr(self, name)(one, other)
        except Problem:
            assert self.seen() == before, f"{name} was refused and changed something"
        assert self.seen() == self.told()

    def merge(self, one: int, other: int) -> None:
        gone, survivor = (EvidenceItem.objects.get(pk=self.items[number]) for number in (one, other))
        row = merge_items(
            actor=self.case.system,
            gone=gone,
            survivor=survivor,
            versions=(gone.version, survivor.version),
            reason="Thử",
        )
        self.standing.append((row, one, other))

    def undo(self, one: int, _other: int) -> None:
        if not self.standing:
            return
        at = one % len(self.standing)
        row = ItemMerge.objects.select_related("gone", "survivor").get(pk=self.standing[at][0].pk)
        assert undo_merge(actor=self.case.system, merge=row) == []
        self.undone_early += at < len(self.standing) - 1
        del self.standing[at]

    def revise(self, one: int, other: int) -> None:
        """Let a newer file take the place of an item's own, wherever that stands; every second time the earlier goes."""
        earlier = EvidenceFile.objects.get(name=f"{self.own[one]}.pdf", removed_at__isnull=True)
        self.own[one] += 100
        given = PDF + str(self.own[one]).encode()
        replace_file(
            actor=self.case.system,
            file=earlier,
            stream=io.BytesIO(given),
            name=f"{self.own[one]}.pdf",
            size=len(given),
        )
        if other % 2:
            withdraw_revision(actor=self.case.system, file=earlier)

    def undo_all(self) -> None:
        """The newest standing merge can always be undone."""
        while self.standing:
            count = len(self.standing)
            self.act("undo", count - 1, 0)
            assert len(self.standing) == count - 1

    def told(self) -> dict[str, Any]:
        """Return what the standing merges, one after another, make of the start."""
        items = [
            Told(
                {self.codes[self.items[number]]},
                set(self.start["uses"][number]),
                {*self.start["files"][number], self.own[number]},
                self._link(number),
            )
            for number in range(COUNT)
        ]
        texts = [list(one) for one in self.start["texts"]]
        for _row, gone, survivor in self.standing:
            items[survivor].take(items[gone])
            texts = [list(dict.fromkeys(survivor if one == gone else one for one in text)) for text in texts]
        return {"items": items, "texts": texts}

    def seen(self) -> dict[str, Any]:
        """Return the same from the database."""
        items = [self._seen(EvidenceItem.objects.get(pk=pk)) for pk in self.items]
        texts = []
        for number in range(len(SMALL)):
            passage = Passage.objects.get(slot=self.case.slot(SMALL[number]))
            named = [self.items.index(int(one)) for one in citations(passage.body)]
            rows = Citation.objects.filter(source=f"passage:{passage.pk}").values_list("item_id", flat=True)
            assert {self.items[one] for one in named} == set(rows)
            texts.append(named)
        return {"items": items, "texts": texts}

    def _seen(self, row: EvidenceItem) -> Told:
        files = EvidenceFile.objects.filter(item=row, removed_at__isnull=True)
        return Told(
            set(EvidenceCode.objects.filter(item=row).values_list("text", flat=True)),
            set(EvidenceUse.objects.filter(item=row).values_list("criterion", flat=True)),
            {int(name.removesuffix(".pdf")) for name in files.values_list("name", flat=True)},
            row.link,
            row.removed_at is not None,
        )


@pytest.fixture
def small_case() -> Case:
    return make_case(standard_set=small_set())


def play(case: Case, start: dict[str, Any], acts: list[tuple[str, int, int]]) -> Play:
    with undone():
        game = Play(case, start)
        assert game.seen() == game.told()
        for name, one, other in acts:
            game.act(name, one, other)
        game.undo_all()
        assert game.seen() == game.told()
    return game


@seed(6)
@settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(start=STARTS, acts=ACTS)
def test_short_sequences_leave_what_the_standing_merges_say(
    small_case: Case, start: dict[str, Any], acts: list[tuple[str, int, int]]
) -> None:
    play(small_case, start, acts)


@pytest.mark.soak
@settings(
    max_examples=LONG_RUNS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(start=STARTS, acts=st.lists(ACTS, min_size=1, max_size=4).map(lambda parts: [*chain(*parts)]))
def test_long_sequences_leave_what_the_standing_merges_say(
    small_case: Case, start: dict[str, Any], acts: list[tuple[str, int, int]]
) -> None:
    play(small_case, start, acts)


APART: dict[str, Any] = {
    "uses": [{"1.1"}, {"1.3"}, set(), {"1.1"}, set()],
    "files": [{0}, {1}, {2}, {0}, set()],
    "links": ["", "", "hai", "mot", ""],
    "texts": [[0, 2], [1], [3, 4]],
}


def test_what_shares_nothing_is_undone_early_and_what_shares_is_not(small_case: Case) -> None:
    merges = [("merge", 0, 2), ("merge", 1, 2), ("merge", 3, 2)]
    game = play(small_case, APART, [*merges, ("undo", 1, 0)])
    assert game.undone_early == 1
    game = play(small_case, APART, [*merges, ("undo", 0, 0)])
    assert game.undone_early == 0


def test_two_merges_in_one_text_are_undone_from_the_end(small_case: Case) -> None:
    start = {**APART, "texts": [[0, 1], [], []]}
    game = play(small_case, start, [("merge", 0, 2), ("merge", 1, 4), ("undo", 0, 0)])
    assert game.undone_early == 0


def test_a_newer_file_goes_back_though_the_earlier_one_was_withdrawn(small_case: Case) -> None:
    game = play(small_case, APART, [("merge", 0, 2), ("revise", 0, 1), ("undo", 0, 0)])
    assert game.own[0] == OWN + 100
    play(small_case, APART, [("merge", 0, 2), ("revise", 0, 1), ("merge", 2, 4), ("revise", 0, 1)])
