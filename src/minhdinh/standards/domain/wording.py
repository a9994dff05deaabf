"""The official wording of levels, brought by a file and put beside our requirements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import Problem, Problems
from minhdinh.lib.text import fold
from minhdinh.standards import actions
from minhdinh.standards.catalogue import OfficialLevel, OfficialText, StandardSet
from minhdinh.standards.domain.queries import loaded_ids, newest_version, version_of, wordings_of
from minhdinh.standards.enums import WordingState
from minhdinh.standards.models import OfficialWording, StandardSetVersion

LONGEST_ARTICLE = 200


@dataclass(frozen=True, slots=True)
class WordingLine:
    """What importing would do with one level; ``old`` is the wording that stands there now, maybe empty."""

    level: OfficialLevel
    article: str
    state: WordingState
    old: str = ""
    old_article: str = ""


@dataclass(frozen=True, slots=True)
class WordingPlan:
    """What a file means for a set: its levels, those left without wording, and titles that the file calls otherwise.

    ``renamed`` holds (criterion, our title, the file's title).
    """

    version: StandardSetVersion
    lines: tuple[WordingLine, ...]
    missing: tuple[tuple[str, int], ...]
    renamed: tuple[tuple[str, str, str], ...]

    def count(self, state: WordingState) -> int:
        """Return how many levels are of one state."""
        return Counter(line.state for line in self.lines)[state]

    @property
    def changes(self) -> bool:
        """Whether importing would write anything."""
        return any(line.state is not WordingState.SAME for line in self.lines)


def plan_wording(official: OfficialText) -> WordingPlan:
    """Return what importing would do; writes nothing.

    Raises Problem where the set is not loaded, Problems naming every criterion and level that it does not have.
    """
    version = _version_for(official)
    catalogue = version.catalogue
    problems = [Problem(message, field="file") for message in _strangers(catalogue, official)]
    if problems:
        raise Problems(problems)
    present = wordings_of(version)
    lines = tuple(_line(catalogue, official, one, present) for one in official.levels)
    named = {(line.level.criterion, line.level.level) for line in lines} | set(present)
    known = [
        (criterion.code, level.number)
        for criterion in catalogue.iter_criteria()
        for level in criterion.levels
    ]
    missing = tuple(key for key in known if key not in named)
    return WordingPlan(version, lines, missing, tuple(_renamed(catalogue, official)))


def import_wording(*, actor: Actor, official: OfficialText, file_name: str) -> WordingPlan:
    """Write the wording of a file and return what was done; the same file again changes nothing.

    The record keeps every wording that was replaced. All of the file is written or nothing.
    """
    require(actor, Permission.STANDARDS_MANAGE)
    with transaction.atomic():
        version = StandardSetVersion.objects.select_for_update().get(pk=_version_for(official).pk)
        plan = plan_wording(official)
        if plan.changes:
            _write(version, plan)
            replaced = [line for line in plan.lines if line.state is WordingState.CHANGED]
            record(
                actor=actor,
                code=actions.WORDING_IMPORTED,
                target=f"standards.StandardSetVersion:{version.pk}",
                set=str(version),
                file=file_name,
                added=plan.count(WordingState.NEW),
                changed=len(replaced),
                replaced=[_trace(line) for line in replaced],
            )
    return plan


def _version_for(official: OfficialText) -> StandardSetVersion:
    if official.version:
        found = version_of(official.set_id, official.version)
    else:
        found = newest_version(official.set_id)
    if found is None:
        name = (
            f"“{official.set_id}” phiên bản {official.version}"
            if official.version
            else f"“{official.set_id}”"
        )
        raise Problem(
            f"Chưa nạp bộ tiêu chuẩn {name}; các bộ đã nạp: {', '.join(loaded_ids())}.", field="file"
        )
    return found


def _strangers(catalogue: StandardSet, official: OfficialText) -> Iterator[str]:
    for one in official.levels:
        if not catalogue.has_criterion(one.criterion):
            named = f" ({one.title})" if one.title else ""
            yield f"Bộ {catalogue.id} không có tiêu chí {one.criterion}{named}, Mức {one.level} của tệp."
        elif catalogue.criterion(one.criterion).level(one.level) is None:
            yield f"Tiêu chí {one.criterion} của bộ {catalogue.id} không có Mức {one.level}."


def _line(
    catalogue: StandardSet,
    official: OfficialText,
    one: OfficialLevel,
    present: dict[tuple[str, int], OfficialWording],
) -> WordingLine:
    article = _article(catalogue, official, one)
    row = present.get((one.criterion, one.level))
    if row is None:
        return WordingLine(one, article, WordingState.NEW)
    same = (row.text, row.article) == (one.text, article)
    return WordingLine(
        one, article, WordingState.SAME if same else WordingState.CHANGED, row.text, row.article
    )


def _article(catalogue: StandardSet, official: OfficialText, one: OfficialLevel) -> str:
    """Return the article that prints this wording: the file's own, else the set's of that level, else the regulation."""
    standard = catalogue.standard(catalogue.criterion(one.criterion).standard)
    article = one.article or dict(standard.articles).get(one.level, "")
    return (article or official.legal_basis)[:LONGEST_ARTICLE]


def _renamed(catalogue: StandardSet, official: OfficialText) -> Iterator[tuple[str, str, str]]:
    for code, title in {one.criterion: one.title for one in official.levels if one.title}.items():
        ours = catalogue.criterion(code).title
        if fold(ours) != fold(title):
            yield code, ours, title


def _write(version: StandardSetVersion, plan: WordingPlan) -> None:
    for line in plan.lines:
        if line.state is not WordingState.SAME:
            OfficialWording.objects.update_or_create(
                standard_set=version,
                criterion=line.level.criterion,
                level=line.level.level,
                defaults={"text": line.level.text, "article": line.article},
            )


def _trace(line: WordingLine) -> dict[str, object]:
    place = {"criterion": line.level.criterion, "level": line.level.level}
    return {**place, "text": line.old, "article": line.old_article}
