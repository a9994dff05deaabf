"""Writing a list: batch by batch, each whole or not at all; brought again it writes only what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.events import publish
from minhdinh.common.language import in_vietnamese
from minhdinh.evidence import actions
from minhdinh.evidence.context import YearContext, assessment_is_open
from minhdinh.evidence.domain.codes import reserve_number
from minhdinh.evidence.events import EvidenceChanged
from minhdinh.evidence.importing.judging import Fate, Ground, Judge, Made, Store, Verdict, all_codes
from minhdinh.evidence.importing.known import store_for
from minhdinh.evidence.importing.rows import ListRow, set_apart
from minhdinh.evidence.models import CodeCounter, EvidenceCode, EvidenceItem, EvidenceUse, ImportedRow
from minhdinh.jobs.registry import Progress
from minhdinh.standards.catalogue import CodeConvention, evidence_kinds
from minhdinh.standards.catalogue import EvidenceCode as CodeParts

BATCH = 250
TRIES = 3
Fresh = dict[str, Iterator[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes: the school, its year, and the cấp học that links are for (all of the year's by default)."""

    school_id: int
    year: str
    context: YearContext
    track: str = ""

    @property
    def tracks(self) -> tuple[str, ...]:
        """The cấp học that a row's criteria are served in: a list of a whole school says no cấp học."""
        return (self.track,) if self.track else tuple(track for track, _label in self.context.tracks)

    @property
    def ground(self) -> Ground:
        """What the judge has to know of the year."""
        criteria = frozenset(one.code for one in self.context.criteria)
        return Ground(criteria, self.context.convention.id, self.context.open)


class Quiet:
    """Progress that nobody looks at."""

    def total(self, count: int) -> None:
        """Say nothing."""

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Say nothing."""


def judge_list(place: Place, rows: Sequence[ListRow]) -> list[Verdict]:
    """Return what would become of each row; writes nothing. A constant number of queries."""
    rows = set_apart(rows)
    judge = Judge(place.ground, store_for(place.school_id, place.context.assessment_id, rows))
    return [judge.judge(row) for row in rows]


def counted(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Return how many rows have each fate."""
    found = Counter(verdict.fate.value for verdict in verdicts)
    return {fate.value: found[fate.value] for fate in Fate}


@in_vietnamese
def write_list(
    *, actor: Actor, place: Place, rows: Sequence[ListRow], file_name: str, progress: Progress | None = None
) -> list[Verdict]:
    """Write the rows of a list and return what became of each; nothing that is there is changed or taken away.

    A batch is one transaction. Raises NotAllowed without the permission to manage evidence, JobCancelledError where
    somebody asked to stop: batches before that stay, and the list brought again goes on with the rest.
    """
    require(actor, Permission.EVIDENCE_MANAGE, organisation_id=place.school_id)
    told = progress or Quiet()
    told.total(len(rows))
    judge = Judge(place.ground, Store())
    rows = set_apart(rows)
    _reserve(place, rows)
    done: list[Verdict] = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        done += _written(actor, place, judge, batch, file_name)
        told.advance(f"Đã xong {len(done)} trên {len(rows)} dòng.", len(batch))
    return done


def _reserve(place: Place, rows: Sequence[ListRow]) -> None:
    """Lift the counters over every number of the list, so that no fresh code takes one that comes further down."""
    most: defaultdict[str, int] = defaultdict(int)
    ground = place.ground
    for row in rows:
        for code in () if row.fault else all_codes(row):
            if code.convention == ground.convention and code.criterion in ground.criteria:
                most[code.criterion] = max(most[code.criterion], code.number)
    with transaction.atomic():
        for criterion, number in sorted(
            most.items()
        ):  # the same order for all, or two lists wait for each other
            reserve_number(
                school_id=place.school_id, convention=ground.convention, criterion=criterion, number=number
            )


def _written(
    actor: Actor, place: Place, judge: Judge, batch: Sequence[ListRow], file_name: str
) -> list[Verdict]:
    """Judge and write a batch in one transaction; again where somebody took a code of it meanwhile.

    Where that happens every time its rows are told as errors: what was written before stays told, what comes goes on.
    """
    lines = dict(judge.lines)
    for _attempt in range(TRIES):
        judge.lines = dict(lines)
        try:
            with transaction.atomic():
                judge.ground = replace(place.ground, open=_held_open(place))
                judge.store = store_for(place.school_id, place.context.assessment_id, batch)
                verdicts = [judge.judge(row) for row in batch]
                _write(actor, place, verdicts, file_name)
        except IntegrityError:
            continue
        return verdicts
    judge.lines = lines
    return [Verdict(row, Fate.ERROR, _taken_meanwhile()) for row in batch]


def _held_open(place: Place) -> bool:
    """Tell whether links may still change, and keep it so until the caller's transaction ends."""
    return assessment_is_open(place.context.assessment_id, held=True)


def _taken_meanwhile() -> str:
    return _("Có người đang ghi cùng các mã này nên dòng chưa được ghi; hãy nhập lại tệp để ghi tiếp.")


def _write(actor: Actor, place: Place, verdicts: Sequence[Verdict], file_name: str) -> None:
    made = [(verdict.row, verdict.made) for verdict in verdicts if verdict.made]
    items = _create_items(actor, place, made)
    _create_codes(place, made, items, verdicts)
    _create_uses(place, verdicts, items)
    linked = sum(verdict.writes and not verdict.made for verdict in verdicts)
    if made or linked:
        record(
            actor=actor,
            code=actions.LIST_IMPORTED,
            target=f"organisations.Organisation:{place.school_id}",
            count=len(made),
            linked=linked,
            file=file_name,
        )
    touched = {ref for verdict in verdicts for ref, _criterion in verdict.links if ref > 0}
    if touched:
        publish(EvidenceChanged(place.school_id, tuple(sorted(touched)), actor.user_id, actor.name))


def _create_items(
    actor: Actor, place: Place, made: Sequence[tuple[ListRow, Made]]
) -> dict[int, EvidenceItem]:
    fresh = _fresh_codes(place, made)
    kinds = evidence_kinds()
    items = []
    for row, one in made:
        kind = kinds.get(row.values.kind)
        code = one.code.text if one.code else next(fresh[one.criterion]) if one.criterion else ""
        item = EvidenceItem(
            school_id=place.school_id,
            code=code,
            root_criterion=one.criterion,
            first_year=place.year,
            sensitive=bool(kind and kind.sensitive),
            contributed_by_id=actor.user_id,
            **asdict(row.values),
        )
        item.derive_keys()
        items.append(item)
    EvidenceItem.objects.bulk_create(items)
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(school_id=place.school_id, item=item, key=one.key)
            for (_row, one), item in zip(made, items, strict=True)
            if one.key
        ]
    )
    return {one.ref: item for (_row, one), item in zip(made, items, strict=True)}


def _create_codes(
    place: Place,
    made: Sequence[tuple[ListRow, Made]],
    items: dict[int, EvidenceItem],
    verdicts: Sequence[Verdict],
) -> None:
    """Write the codes: the item's own, and each older one; the first of another convention is that one's current."""
    own = place.context.convention.id
    codes = []
    for _row, one in made:
        item = items[one.ref]
        if item.code:
            codes.append(_code(item.pk, place, own, item.code, one.criterion, current=True))
        current = {own}
        for code in one.others:
            codes.append(_code(item.pk, place, code.convention, code.text, code.criterion, current=code.convention not in current))  # fmt: skip
            current.add(code.convention)
    for verdict in verdicts:
        for ref, code in verdict.codes:
            pk = ref if ref > 0 else items[ref].pk
            codes.append(_code(pk, place, code.convention, code.text, code.criterion, current=False))
    EvidenceCode.objects.bulk_create(codes)


def _code(
    item_id: int, place: Place, convention: str, text: str, criterion: str, *, current: bool
) -> EvidenceCode:
    return EvidenceCode(
        school_id=place.school_id,
        item_id=item_id,
        convention=convention,
        text=text,
        criterion=criterion,
        current=current,
    )


def _create_uses(place: Place, verdicts: Sequence[Verdict], items: dict[int, EvidenceItem]) -> None:
    EvidenceUse.objects.bulk_create(
        [
            EvidenceUse(
                school_id=place.school_id,
                item_id=ref if ref > 0 else items[ref].pk,
                assessment_id=place.context.assessment_id,
                track=track,
                criterion=criterion,
            )
            for verdict in verdicts
            for ref, criterion in verdict.links
            for track in place.tracks
        ],
        ignore_conflicts=True,
    )


def _fresh_codes(place: Place, made: Sequence[tuple[ListRow, Made]]) -> Fresh:
    """Take as many new numbers of each criterion as there are items without an own code."""
    wanted = Counter(one.criterion for _row, one in made if one.criterion and not one.code)
    convention = place.context.convention
    return {
        criterion: _texts(convention, criterion, _taken(place.school_id, convention.id, criterion, count))
        for criterion, count in sorted(wanted.items())
    }


def _texts(convention: CodeConvention, criterion: str, numbers: range) -> Iterator[str]:
    standard, own = (int(part) for part in criterion.split("."))
    return (convention.format(CodeParts(standard, own, number)) for number in numbers)


def _taken(school_id: int, convention: str, criterion: str, count: int) -> range:
    """Raise the counter of a criterion by ``count`` and return the new numbers; safe against any number of writers."""
    CodeCounter.objects.bulk_create(
        [CodeCounter(school_id=school_id, convention=convention, criterion=criterion)], ignore_conflicts=True
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_codecounter SET last = last + %s "
            "WHERE school_id = %s AND convention = %s AND criterion = %s RETURNING last",
            [count, school_id, convention, criterion],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
