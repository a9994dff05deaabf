"""What becomes of each row of a list, before anything is written and again while it is written (pure).

A code that the school knows is never given to something else and what stands behind it is never changed: such a row
links the item to a further criterion, or is a duplicate. A row without code is known by its criterion, name, number and day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from minhdinh.evidence.importing.codes import MOST_NUMBER, Code, range_of_cell
from minhdinh.evidence.importing.rows import ListRow
from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import clean, fold, sort_key

MOST_NAME = 400


class Fate(StrEnum):
    """What a row of the list comes to."""

    NEW = "new"
    LINKED = "linked"
    DUPLICATE = "duplicate"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Known:
    """An item of the store; ``ref`` is its id, below zero where an earlier row of the same file makes it."""

    ref: int
    label: str
    name: str
    root: str
    filed: bool
    removed: bool = False
    number: str = ""
    issued_on: dt.date | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The year that a list is for: its criteria, its convention, whether links to criteria may still change."""

    criteria: frozenset[str]
    convention: str
    open: bool


@dataclass(slots=True)
class Store:
    """What the school has, as far as the rows at hand ask for it."""

    codes: dict[tuple[str, str], Known] = field(default_factory=dict)
    keys: dict[str, Known] = field(default_factory=dict)
    names: dict[tuple[str, str], list[Known]] = field(default_factory=dict)
    uses: set[tuple[int, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Made:
    """An item to be made: ``code`` where the list's own code stays, ``criterion`` empty for the inbox."""

    ref: int
    criterion: str
    code: Code | None
    others: tuple[Code, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row's fate, why, and what has to be written for it."""

    row: ListRow
    fate: Fate
    reason: str = ""
    made: Made | None = None
    links: tuple[tuple[int, str], ...] = ()
    codes: tuple[tuple[int, Code], ...] = ()

    @property
    def writes(self) -> bool:
        """Whether the row changes the store."""
        return self.fate in {Fate.NEW, Fate.LINKED} or bool(self.links)


def row_key(row: ListRow) -> str:
    """Return what a row without code is known by: criterion, name, number, day and period."""
    values = row.values
    parts = _old_parts(row)
    if values.issued_on or values.period:  # minutes of a year have one name and no number
        parts = (*parts, values.issued_on.isoformat() if values.issued_on else "", fold(values.period))
    return sha256("\n".join(parts).encode())


def old_row_key(row: ListRow) -> str:
    """Return what such a row was known by before its day and period counted; the same for a row without them."""
    return sha256("\n".join(_old_parts(row)).encode())


def _old_parts(row: ListRow) -> tuple[str, ...]:
    place = row.criteria[0] if row.criteria else ""
    return place, fold(row.values.name), fold(row.values.number)


def name_key(name: str) -> str:
    """Return a name as the store compares it."""
    return sort_key(clean(name))[:500]


def all_codes(row: ListRow) -> tuple[Code, ...]:
    """Return every code of a row, each once."""
    return tuple({code.key: code for code in (*row.codes, *row.old)}.values())


class Judge:
    """Judges rows one after the other; an earlier row counts as written for a later one."""

    def __init__(self, ground: Ground, store: Store) -> None:
        self.ground = ground
        self.store = store
        self.lines: dict[object, int] = {}
        self.made = 0

    def judge(self, row: ListRow) -> Verdict:
        """Return what becomes of a row."""
        fault = self._fault(row)
        if fault:
            return Verdict(row, Fate.ERROR, fault)
        codes = all_codes(row)
        owners = {owner.ref: owner for code in codes if (owner := self.store.codes.get(code.key))}
        verdict = self._met(row, codes, list(owners.values())) if owners else self._unmet(row, codes)
        for code in codes:
            self.lines.setdefault(code.key, row.number)
        return (
            replace(verdict, reason=f"{verdict.reason} {_left_apart(row)}".strip()) if row.apart else verdict
        )

    def _fault(self, row: ListRow) -> str:
        if span := range_of_cell(row.fault):
            return _("“%(codes)s” là một dãy mã; hãy ghi mỗi mã một dòng.") % {"codes": span}
        if row.fault:
            return _("Không nhận ra mã “%(code)s”.") % {"code": row.fault}
        for code in all_codes(row):
            standard, criterion = (int(part) for part in code.criterion.split("."))
            if not (standard and criterion and 0 < code.number <= MOST_NUMBER):
                return _("Mã %(code)s có số thứ tự không dùng được.") % {"code": code.text}
        return ""

    def _met(self, row: ListRow, codes: Sequence[Code], owners: list[Known]) -> Verdict:
        """Judge a row with a code that is known."""
        present = [owner for owner in owners if not owner.removed]
        if not present:
            told = _(
                "%(code)s thuộc minh chứng đã bỏ khỏi kho; muốn dùng lại thì khôi phục ở danh sách “Đã bỏ”."
            )
            return Verdict(row, Fate.DUPLICATE, told % {"code": owners[0].label})
        links = [(owner, one) for owner in present for one in self._further(row, owner)]
        fresh = self._fresh_codes(codes, owners)
        if links and not self.ground.open:
            return Verdict(row, Fate.ERROR, _closed())
        uses = self._uses_at_root(row, present)
        if not links and not fresh:
            reason = " ".join((self._why_duplicate(row, codes, present[0]), *_why_used(uses)))
            return Verdict(row, Fate.DUPLICATE, reason, links=_refs(uses))
        for owner, criterion in links:
            self.store.uses.add((owner.ref, criterion))
        for code in fresh:
            self.store.codes[code.key] = present[0]
        return Verdict(
            row,
            Fate.LINKED,
            self._why_linked(row, [*links, *uses], fresh, present[0]),
            links=_refs([*links, *uses]),
            codes=tuple((present[0].ref, code) for code in fresh),
        )

    def _further(self, row: ListRow, owner: Known) -> Iterable[str]:
        """Yield the criteria of a row that its item does not serve yet.

        A criterion that only a row above implies counts for a code that this file has named before: a list that leaves
        the column empty would else link every new code to the criterion of the row above.
        """
        if not owner.filed or (row.implied and not any(code.key in self.lines for code in row.codes)):
            return
        for criterion in row.criteria:
            served = criterion == owner.root or (owner.ref, criterion) in self.store.uses
            if criterion in self.ground.criteria and not served:
                yield criterion

    def _fresh_codes(self, codes: Sequence[Code], owners: Sequence[Known]) -> list[Code]:
        """Return codes that nobody has, where the row's known ones all mean one item."""
        return [code for code in codes if code.key not in self.store.codes] if len(owners) == 1 else []

    def _unmet(self, row: ListRow, codes: Sequence[Code]) -> Verdict:
        """Judge a row whose codes nobody has, or that has none."""
        name = row.values.name
        if not name:
            return Verdict(row, Fate.ERROR, _("Chưa ghi tên minh chứng."))
        if len(name) > MOST_NAME:
            return Verdict(row, Fate.ERROR, _("Tên minh chứng dài quá %(n)d ký tự.") % {"n": MOST_NAME})
        root = self._root(row, codes)
        key = "" if codes else row_key(row)
        namesakes = self.store.names.get((root, name_key(name)), [])
        twin = None if codes else self._twin(row, key, namesakes)
        if twin:
            uses = self._uses_at_root(row, [twin])
            reason = " ".join((self._why_same_name(key, twin), *_why_used(uses)))
            return Verdict(row, Fate.DUPLICATE, reason, links=_refs(uses))
        return self._new(row, codes, root, key, namesakes[0] if namesakes else None)

    def _twin(self, row: ListRow, key: str, namesakes: Iterable[Known]) -> Known | None:
        """Return the item that a row without code became before, else one that says the same of itself."""
        known = self.store.keys.get(key)
        if known is None:
            older = self.store.keys.get(old_row_key(row))
            known = older if older and _same_time(row, older) else None
        number = fold(row.values.number)
        return known or next(
            (one for one in namesakes if fold(one.number) == number and _same_time(row, one)), None
        )

    def _uses_at_root(self, row: ListRow, owners: Iterable[Known]) -> list[tuple[Known, str]]:
        """Return the uses at their own root that known items lack in this year, and count them as written.

        So a list brought for a new year uses the items of earlier years again, each where the list names its root or
        no criterion at all.
        """
        if not self.ground.open:
            return []
        implied = row.implied and bool(row.codes)
        missing = [
            (owner, owner.root)
            for owner in owners
            if owner.filed
            and not owner.removed
            and owner.root in self.ground.criteria
            and (implied or not row.criteria or owner.root in row.criteria)
            and (owner.ref, owner.root) not in self.store.uses
        ]
        self.store.uses |= {(owner.ref, criterion) for owner, criterion in missing}
        return missing

    def _root(self, row: ListRow, codes: Sequence[Code]) -> str:
        """Return the criterion whose code a new item gets; empty for the inbox."""
        if row.codes:
            wanted = self._first(row.codes).criterion
        elif row.criteria:
            wanted = row.criteria[0]
        else:
            wanted = codes[0].criterion if codes else ""
        return wanted if wanted in self.ground.criteria else ""

    def _first(self, codes: Sequence[Code]) -> Code:
        """Return the code that counts: one of the year's convention, else the first."""
        return next((code for code in codes if code.convention == self.ground.convention), codes[0])

    def _new(
        self, row: ListRow, codes: Sequence[Code], root: str, key: str, same_name: Known | None
    ) -> Verdict:
        first = self._first(row.codes) if row.codes else None
        own = first if first and root and first.convention == self.ground.convention else None
        others = tuple(code for code in codes if code != own)
        self.made += 1
        made = Made(-self.made, root, own, others, key)
        links = self._links_of_new(row, root, own)
        label = codes[0].text if codes else _("dòng %(n)d") % {"n": row.number}
        known = Known(
            made.ref,
            label,
            row.values.name,
            root,
            filed=bool(root),
            number=row.values.number,
            issued_on=row.values.issued_on,
            period=row.values.period,
        )
        self._remember(row, known, codes, key, links)
        return Verdict(
            row,
            Fate.NEW,
            self._why_new(row, made, same_name),
            made=made,
            links=tuple((made.ref, criterion) for criterion in links),
        )

    def _links_of_new(self, row: ListRow, root: str, own: Code | None) -> list[str]:
        if not root or not self.ground.open:
            return []
        explicit = () if row.implied and (own or row.codes) else row.criteria
        wanted = (root, *(one for one in explicit if one in self.ground.criteria))
        return list(dict.fromkeys(wanted))

    def _remember(
        self, row: ListRow, known: Known, codes: Iterable[Code], key: str, links: Iterable[str]
    ) -> None:
        for code in codes:
            self.store.codes[code.key] = known
        if key:
            self.store.keys[key] = known
            self.lines[key] = row.number
        self.store.names.setdefault((known.root, name_key(known.name)), []).append(known)
        self.store.uses |= {(known.ref, criterion) for criterion in links}

    def _why_new(self, row: ListRow, made: Made, same_name: Known | None) -> str:
        told = []
        old = ", ".join(code.text for code in made.others)
        if not made.criterion:
            told.append(self._why_inbox(row))
            if old:
                told.append(_("Giữ mã cũ %(codes)s.") % {"codes": old})
        elif old:
            told.append(
                _("Giữ mã cũ %(codes)s.") % {"codes": old}
                if made.code
                else _("Cấp mã mới ở tiêu chí %(criterion)s, giữ mã cũ %(codes)s.")
                % {"criterion": made.criterion, "codes": old}
            )
        if made.criterion and not self.ground.open:
            told.append(_("Báo cáo không còn ở bước soạn nên chưa gắn vào tiêu chí."))
        if same_name is not None:
            told.append(_("Kho đã có minh chứng cùng tên: %(code)s.") % {"code": same_name.label})
        return " ".join(told)

    def _why_inbox(self, row: ListRow) -> str:
        wanted = self._first(row.codes).criterion if row.codes else row.criteria[0] if row.criteria else ""
        if not wanted:
            return _("Không ghi tiêu chí nên đưa vào ngăn chờ xếp.")
        return _("Bộ tiêu chuẩn của năm học không có tiêu chí %(criterion)s nên đưa vào ngăn chờ xếp.") % {
            "criterion": wanted
        }

    def _why_duplicate(self, row: ListRow, codes: Sequence[Code], owner: Known) -> str:
        line = next((self.lines[code.key] for code in codes if code.key in self.lines), None)
        told = (
            _("Mã đã ghi ở dòng %(n)d của tệp.") % {"n": line}
            if line
            else _("Đã có trong kho: %(code)s.") % {"code": owner.label if owner.filed else codes[0].text}
        )
        if row.values.name and fold(row.values.name) != fold(owner.name):
            told += " " + _("Tên khác với “%(name)s”; giữ nguyên tên đang có.") % {"name": owner.name}
        if not owner.filed:
            told += " " + _("Minh chứng còn ở ngăn chờ xếp.")
        return told

    def _why_linked(
        self, row: ListRow, links: Sequence[tuple[Known, str]], fresh: Sequence[Code], owner: Known
    ) -> str:
        told = [
            _("%(code)s dùng thêm cho tiêu chí %(criterion)s.")
            % {"code": known.label, "criterion": criterion}
            for known, criterion in links
        ]
        if fresh:
            told.append(
                _("Ghi thêm mã cũ %(codes)s cho %(code)s.")
                % {"codes": ", ".join(code.text for code in fresh), "code": owner.label}
            )
        if row.values.name and fold(row.values.name) != fold(owner.name):
            told.append(_("Tên khác với “%(name)s”; giữ nguyên tên đang có.") % {"name": owner.name})
        return " ".join(told)

    def _why_same_name(self, key: str, owner: Known) -> str:
        if key in self.lines:
            return _("Giống dòng %(n)d của tệp.") % {"n": self.lines[key]}
        return _("Kho đã có minh chứng cùng tên: %(code)s.") % {"code": owner.label}


def _same_time(row: ListRow, known: Known) -> bool:
    values = row.values
    return values.issued_on == known.issued_on and fold(values.period) == fold(known.period)


def _refs(uses: Iterable[tuple[Known, str]]) -> tuple[tuple[int, str], ...]:
    return tuple((owner.ref, criterion) for owner, criterion in uses)


def _why_used(uses: Iterable[tuple[Known, str]]) -> list[str]:
    return [_("Gắn vào tiêu chí %(criterion)s của năm học này.") % {"criterion": one} for _owner, one in uses]


def _left_apart(row: ListRow) -> str:
    return _("%(codes)s có dòng riêng bên dưới nên không ghi vào dòng này.") % {"codes": ", ".join(row.apart)}


def _closed() -> str:
    return _("Báo cáo tự đánh giá không còn ở bước soạn nên không gắn thêm được tiêu chí.")
