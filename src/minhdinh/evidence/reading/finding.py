"""Search over names, numbers, issuers, notes, codes and the words of files; the same on every database.

Words are compared in their searched form (``folding``): without diacritics, with letters that a recogniser takes for
one another made one. Of three words or more one may be missing, of six or more two, because a recogniser may have lost
it; what has all of them stands first. A number of queries that does not grow with what is found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from minhdinh.access.actor import Actor
from minhdinh.accounts.models import User
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter, coded, visible_to, with_status
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import EvidenceFile, EvidenceItem
from minhdinh.evidence.reading.folding import tokens
from minhdinh.evidence.reading.highlights import Piece, excerpt, marked
from minhdinh.lib.text import fold

PAGE_SIZE = 30
MOST_WORDS = 12
MOST_FOUND = 2000
MOST_EXCERPTS = 500  # of a list that is taken along: marking words in texts costs time in the request
EXPORTED_AT_ONCE = 100
TEXTS_AT_ONCE = 5  # a text may be 200,000 letters long
ONE_MISSING_FROM, TWO_MISSING_FROM = 3, 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched: ``narrowed`` holds the words and the filters of a list, ``year`` the first year of the items.

    ``in_files`` is off for people of other organisations: each file that they open is recorded, so its words are not
    shown to them in passing.
    """

    narrowed: ItemFilter
    year: str = ""
    in_files: bool = True

    @property
    def words(self) -> list[str]:
        """The words asked for, as they were typed, at most ``MOST_WORDS``."""
        return [word for word in self.narrowed.text.split() if tokens(word)][:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found: its name with what matched marked, and where in which of its files the words stand."""

    item: EvidenceItem
    name: list[Piece]
    file: EvidenceFile | None
    excerpt: list[Piece]


def find_ids(actor: Actor, school_id: int, wanted: Wanted, day: dt.date) -> list[int]:
    """Return the ids of the items that match, best first, at most ``MOST_FOUND``. Two queries."""
    rows = items_for(actor, school_id, replace(wanted.narrowed, text=""), day)
    if wanted.year:
        rows = rows.filter(first_year=wanted.year)
    words = wanted.words
    if not words:
        return list(rows.values_list("pk", flat=True)[:MOST_FOUND])
    return _ranked(school_id, rows, wanted)[:MOST_FOUND]


def _ranked(school_id: int, rows: QuerySet[EvidenceItem], wanted: Wanted) -> list[int]:
    """Return the ids of the rows that have enough of the words, best first.

    Filtered and sorted here: asked for in a condition and an order, each look through the texts would be made twice.
    """
    words = wanted.words
    has = [_has(school_id, word, in_files=wanted.in_files) for word in words]
    whole = _score(Q(search_text__contains=fold(" ".join(words))), 2)
    told = rows.annotate(matching=sum(has[1:], start=has[0]), whole=whole).order_by("code_sort", "id")
    found = [one for one in told.values_list("pk", "matching", "whole") if one[1] >= _least(len(words))]
    full = [pk for pk, matching, _whole in found if matching == len(words)]
    together = _together(school_id, full, words) if wanted.in_files else set()
    found.sort(key=lambda one: -(one[1] * 4 + one[2] + (one[0] in together)))
    return [pk for pk, _matching, _whole in found]


def _together(school_id: int, ids: Sequence[int], words: Sequence[str]) -> set[int]:
    """Return which of the items have a file with the words beside each other."""
    if not ids or len(words) == 1:
        return set()
    rows = EvidenceItem.objects.filter(_in_file(" ".join(words)), school_id=school_id, pk__in=ids)
    return set(rows.order_by().values_list("pk", flat=True))


def hits_of(school_id: int, ids: Sequence[int], wanted: Wanted, day: dt.date) -> list[Hit]:
    """Return the items of these ids in their order, with what matched marked. Two queries."""
    rows = with_status(EvidenceItem.objects.filter(school_id=school_id, pk__in=ids), day)
    items = {item.pk: item for item in rows}
    asked = " ".join(wanted.words)
    where = _excerpts(list(items.values()), asked) if asked and wanted.in_files else {}
    return [
        Hit(items[pk], marked(items[pk].name, asked), *where.get(pk, (None, []))) for pk in ids if pk in items
    ]


def all_hits(school_id: int, ids: Sequence[int], wanted: Wanted, day: dt.date) -> Iterator[Hit]:
    """Yield every item of these ids in their order, a part of them in memory at a time.

    Only the first ``MOST_EXCERPTS`` have their place in a file; two queries for each ``EXPORTED_AT_ONCE``.
    """
    names_only = replace(wanted, in_files=False)
    for start in range(0, len(ids), EXPORTED_AT_ONCE):
        some = ids[start : start + EXPORTED_AT_ONCE]
        yield from hits_of(school_id, some, wanted if start < MOST_EXCERPTS else names_only, day)


def years_of(school_id: int) -> list[str]:
    """Return the first years of a school's items, latest first."""
    rows = EvidenceItem.objects.filter(school_id=school_id).order_by("-first_year")
    return list(rows.values_list("first_year", flat=True).distinct())


def senders_of(actor: Actor, school_id: int) -> list[tuple[int, str]]:
    """Return id and name of the people who sent items that the actor may see, by name."""
    rows = EvidenceItem.objects.filter(visible_to(actor), school_id=school_id, contributed_by__isnull=False)
    people = User.objects.filter(pk__in=rows.order_by().values("contributed_by_id"))
    return sorted(((person.pk, str(person)) for person in people), key=lambda pair: fold(pair[1]))


def _least(count: int) -> int:
    return count - (count >= ONE_MISSING_FROM) - (count >= TWO_MISSING_FROM)


def _has(school_id: int, word: str, *, in_files: bool) -> Combinable:
    """Return 1 where an item or one of its files has the word; the files are only looked at where the item has not."""
    in_item = Q(search_text__contains=fold(word)) | coded(school_id, fold(word))
    file_too = [When(_in_file(word), then=Value(1))] if in_files else []
    return Case(
        When(in_item, then=Value(1)),
        *file_too,
        default=Value(0),
        output_field=IntegerField(),
    )


def _score(condition: Q | Combinable, points: int) -> Combinable:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _run(found: Sequence[str]) -> Value:
    """Return searched words as they stand beside each other in a text; a number is meant whole: 12 is not 120."""
    end = " " if any(letter.isdigit() for letter in found[-1]) else ""
    return Value(f" {' '.join(found)}{end}")


def _with_any(asked: str) -> Q:
    """Return the condition that a file has one of the asked words at least, so that no other text is fetched."""
    has = [
        Q(GreaterThan(StrIndex("blob__texts__words", _run([word])), 0))
        for word in dict.fromkeys(tokens(asked))
    ]
    return reduce(or_, has, Q(pk__in=()))


def _in_file(words: str) -> Q:
    """Return the condition that a present file of an item has these words beside each other.

    SQLite looks twice as fast for words that do not begin with a space, of which a text is full: so without it first.
    """
    wanted = _run(tokens(words))
    files = EvidenceFile.objects.filter(
        item_id=OuterRef("pk"), removed_at__isnull=True, blob__texts__state=ReadingState.READ
    )
    near = files.annotate(near=StrIndex("blob__texts__words", Value(wanted.value.strip()))).filter(near__gt=0)
    located = near.annotate(at=StrIndex("blob__texts__words", wanted)).filter(at__gt=0)
    return Q(Exists(located), sensitive=False)


def _excerpts(
    items: Sequence[EvidenceItem], asked: str
) -> dict[int, tuple[EvidenceFile | None, list[Piece]]]:
    """Return by item its first file with the asked words and where they stand in it."""
    open_ids = [item.pk for item in items if not item.sensitive]
    files: QuerySet[EvidenceFile] = (
        EvidenceFile.objects.filter(
            _with_any(asked),
            item_id__in=open_ids,
            removed_at__isnull=True,
            blob__texts__state=ReadingState.READ,
        )
        .annotate(whole=F("blob__texts__text"))
        .order_by("item_id", "position", "id")
    )
    found: dict[int, tuple[EvidenceFile | None, list[Piece]]] = {}
    most: dict[int, int] = {}
    for file in files.iterator(chunk_size=TEXTS_AT_ONCE):
        pieces = excerpt(file.whole, asked)  # type: ignore[attr-defined]  # annotated
        del file.whole  # type: ignore[attr-defined]  # what is kept of the file is not its text
        hits = sum(piece.hit for piece in pieces)
        if hits > most.get(file.item_id, 0):
            most[file.item_id] = hits
            found[file.item_id] = (file, pieces)
    return found
