"""Codes of a whole school anew: into the convention of a year, or into another box. One look before, one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem, Stale
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.codes import reserve_number
from minhdinh.evidence.models import Citation, CodeCounter, EvidenceCode, EvidenceItem, EvidenceUse, ItemMerge
from minhdinh.evidence.moves import actions
from minhdinh.evidence.moves.moving import foreign_codes, reason_of, refuse_locked
from minhdinh.lib.hashing import sha256
from minhdinh.standards.catalogue import CodeConvention, packaged_conventions
from minhdinh.standards.catalogue import EvidenceCode as CodeParts

MOST_BOX = 99
BATCH = 500
NOT_IN_YEAR = "không phục vụ tiêu chí nào của năm học này"
NOBODY = 0  # in place of an item's id: a code of the paper that went into the item, and not the item's own
TAKEN = "mã mới đã thuộc minh chứng khác"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the year's convention (``box`` None), or another box for a standard or one criterion."""

    convention: CodeConvention
    box: int | None = None
    place: str = ""  # "1" for a standard, "1.2" for a criterion, "" for all


@dataclass(frozen=True, slots=True)
class NewCode:
    """One item's code before and after; ``number`` is new where the counter gives it, None for a code it has or had."""

    item_id: int
    name: str
    criterion: str
    old: str
    new: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Every code that changes, and what stays with the reason. ``mark`` is equal for equal plans."""

    changes: list[NewCode]
    stays: list[tuple[str, str, str]]

    @property
    def mark(self) -> str:
        """Return what a page carries, so that exactly what was shown is done."""
        return sha256("\n".join(f"{one.item_id} {one.old} {one.new}" for one in self.changes).encode())[:32]


def boxed_conventions(school_id: int) -> list[CodeConvention]:
    """Return the conventions with boxes in which the school has codes."""
    used = set(
        EvidenceCode.objects.filter(school_id=school_id, current=True)
        .order_by()
        .values_list("convention", flat=True)
        .distinct()
    )
    return [one for one in packaged_conventions() if one.id in used and "{box" in one.pattern]


def plan_codes(*, actor: Actor, school_id: int, context: YearContext, wish: Wish) -> Plan:
    """Return what a wish would change today; nothing is written. Raises Problem for a box that cannot be."""
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    if wish.box is not None:
        if not 1 <= wish.box <= MOST_BOX:
            raise Problem(f"Số hộp từ 1 đến {MOST_BOX}.", field="box")
        if "{box" not in wish.convention.pattern:
            raise Problem("Quy ước mã này không có hộp.", field="convention")
    plan = _boxes(school_id, wish) if wish.box is not None else _convention(school_id, context, wish)
    return _without_taken(school_id, plan)


@in_vietnamese
def recode_all(
    *, actor: Actor, school_id: int, context: YearContext, wish: Wish, mark: str, reason: str
) -> int:
    """Give every item of the plan its new code in one transaction; old codes stay and find it. Return how many.

    ``mark`` is that of the plan which the person saw: Stale where it would be another one now. Raises Problem while any
    report of the school waits for its approval, and where nothing would change.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=school_id)
    written = reason_of(reason)
    with transaction.atomic():
        refuse_locked(school_id, None)
        _hold_all(school_id)
        plan = plan_codes(actor=actor, school_id=school_id, context=context, wish=wish)
        if not plan.changes:
            raise Problem("Không có mã nào phải đổi.")
        if plan.mark != mark:
            raise Stale("Kho minh chứng vừa thay đổi. Hãy xem lại bảng mã rồi đồng ý một lần nữa.")
        _write_codes(school_id, wish.convention, plan.changes)
        _write_items(plan.changes)
        _write_counters(school_id, wish.convention, plan.changes)
        what = f"hộp {wish.box}" if wish.box is not None else f"quy ước {wish.convention.id}"
        record(
            actor=actor, code=actions.RECODED, count=len(plan.changes), what=what, reason=written,
            target=f"organisations.Organisation:{school_id}",
        )  # fmt: skip
        for one in plan.changes:
            target = f"evidence.EvidenceItem:{one.item_id}"
            record(actor=actor, code=actions.ONE_RECODED, target=target, old=one.old, item=one.new)
    return len(plan.changes)


def _hold_all(school_id: int) -> None:
    """Hold the items, then the counters of a school: whoever gives an item its code takes them in this order."""
    items = EvidenceItem.objects.filter(school_id=school_id).order_by("pk")
    list(items.select_for_update().values_list("pk"))
    list(CodeCounter.objects.filter(school_id=school_id).order_by("pk").select_for_update())


def _convention(school_id: int, context: YearContext, wish: Wish) -> Plan:
    """Every item that serves the year gets the code of the year's convention: its own, or the next of the criterion."""
    items = _items(school_id)
    standing = _current(school_id, wish.convention.id)
    roots = _roots(context, items)
    last = Counter(dict(_last_numbers(school_id, wish.convention.id)))
    changes, stays = [], []
    for item in items:
        known = standing.get(item.pk)
        if known is not None:
            if known.text != item.code:
                changes.append(NewCode(item.pk, item.name, known.criterion, item.code, known.text))
            continue
        criterion = roots.get(item.pk)
        if criterion is None:
            stays.append((item.code, item.name, NOT_IN_YEAR))
            continue
        last[criterion] += 1
        text = wish.convention.format(_parts(criterion, last[criterion]))
        changes.append(NewCode(item.pk, item.name, criterion, item.code, text, last[criterion]))
    return Plan(changes, stays)


def _boxes(school_id: int, wish: Wish) -> Plan:
    """Every current code of the place says the other box; its number stays."""
    standing = _current(school_id, wish.convention.id)
    changes = []
    for item in _items(school_id):
        code = standing.get(item.pk)
        parsed = wish.convention.parse(code.text) if code else None
        if code is None or parsed is None or not _inside(parsed, wish.place):
            continue
        text = wish.convention.format(replace(parsed, box=wish.box))
        if text != code.text:
            changes.append(NewCode(item.pk, item.name, code.criterion, code.text, text))
    return Plan(changes, [])


def _without_taken(school_id: int, plan: Plan) -> Plan:
    """Leave alone what would get a code that another item has or had, also one that came with a merge."""
    wanted = [one.new for one in plan.changes]
    foreign = foreign_codes(ItemMerge.objects.filter(school_id=school_id))
    owners: dict[str, set[int]] = defaultdict(set)
    for start in range(0, len(wanted), BATCH):
        texts = wanted[start : start + BATCH]
        rows = EvidenceCode.objects.filter(school_id=school_id, text__in=texts)
        codes = [
            (text, NOBODY if pk in foreign else item_id)
            for pk, text, item_id in rows.values_list("pk", "text", "item_id")
        ]
        shown = EvidenceItem.objects.filter(school_id=school_id, code__in=texts).values_list("code", "pk")
        for text, item_id in (*codes, *shown):
            owners[text].add(item_id)
    free = [one for one in plan.changes if owners[one.new] <= {one.item_id}]
    taken = [(one.old, one.name, TAKEN) for one in plan.changes if not owners[one.new] <= {one.item_id}]
    return Plan(free, [*plan.stays, *taken])


def _items(school_id: int) -> list[EvidenceItem]:
    rows = EvidenceItem.objects.filter(school_id=school_id, removed_at__isnull=True).exclude(code="")
    return list(rows.order_by("code_sort", "id"))


def _current(school_id: int, convention: str) -> dict[int, EvidenceCode]:
    rows = EvidenceCode.objects.filter(school_id=school_id, convention=convention, current=True)
    return {row.item_id: row for row in rows}


def _roots(context: YearContext, items: Sequence[EvidenceItem]) -> dict[int, str]:
    """Return the criterion that each item takes its code from: its own where it serves that one, else the first."""
    order = {criterion.code: number for number, criterion in enumerate(context.criteria)}
    served: dict[int, set[str]] = defaultdict(set)
    for model in (EvidenceUse, Citation):
        rows = model.objects.filter(assessment_id=context.assessment_id, criterion__in=list(order))
        for item_id, criterion in rows.values_list("item_id", "criterion").distinct():
            served[item_id].add(criterion)
    return {
        item.pk: item.root_criterion
        if item.root_criterion in served[item.pk]
        else min(served[item.pk], key=lambda code: order[code])
        for item in items
        if served[item.pk]
    }


def _last_numbers(school_id: int, convention: str) -> Iterable[tuple[str, int]]:
    rows = CodeCounter.objects.filter(school_id=school_id, convention=convention)
    return rows.values_list("criterion", "last")


def _parts(criterion: str, number: int) -> CodeParts:
    standard, own = (int(part) for part in criterion.split("."))
    return CodeParts(standard, own, number)


def _inside(parts: CodeParts, place: str) -> bool:
    return place in {"", str(parts.standard), parts.criterion_code}


def _write_codes(school_id: int, convention: CodeConvention, changes: Sequence[NewCode]) -> None:
    """Make the new texts the current codes of their items; texts that an item had before are taken up again."""
    for start in range(0, len(changes), BATCH):
        part = {one.item_id: one for one in changes[start : start + BATCH]}
        mine = EvidenceCode.objects.filter(school_id=school_id, convention=convention.id, item_id__in=part)
        mine.filter(current=True).update(current=False)
        known = [row for row in mine if row.text == part[row.item_id].new]
        for row in known:
            row.current = True
        EvidenceCode.objects.bulk_update(known, ["current"])
        had = {row.item_id for row in known}
        EvidenceCode.objects.bulk_create(
            EvidenceCode(
                school_id=school_id,
                item_id=one.item_id,
                convention=convention.id,
                text=one.new,
                criterion=one.criterion,
            )
            for one in part.values()
            if one.item_id not in had
        )


def _write_items(changes: Sequence[NewCode]) -> None:
    """Let items show their new code; one that shows the code of another convention keeps showing that."""
    for start in range(0, len(changes), BATCH):
        part = {one.item_id: one for one in changes[start : start + BATCH]}
        items = [item for item in EvidenceItem.objects.filter(pk__in=part) if item.code == part[item.pk].old]
        for item in items:
            item.code, item.root_criterion = part[item.pk].new, part[item.pk].criterion
            item.version += 1
            item.derive_keys()
        EvidenceItem.objects.bulk_update(
            items, ["code", "code_sort", "search_text", "root_criterion", "version"]
        )


def _write_counters(school_id: int, convention: CodeConvention, changes: Sequence[NewCode]) -> None:
    """Lift the counters to the numbers that were given."""
    given: dict[str, int] = {}
    for one in changes:
        if one.number is not None:
            given[one.criterion] = max(given.get(one.criterion, 0), one.number)
    for criterion, number in given.items():
        reserve_number(school_id=school_id, convention=convention.id, criterion=criterion, number=number)
