"""Asking the links of a school's items: politely, for a limited time, oldest first; each answer is kept as it comes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.evidence.enums import LinkState
from minhdinh.evidence.health.http import Answer, ask, host_of
from minhdinh.evidence.models import EvidenceItem, LinkCheck

PAUSE_SECONDS = 1.0
MOST_SECONDS = 15 * 60.0
FRESH = dt.timedelta(hours=20)
SPREAD = 200
OFFLINE = "Không trang nào trả lời: có thể máy chủ không ra được Internet lúc hỏi."
LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """How many addresses were asked, and how many items' links wait for the next time because the time was over."""

    links: int
    left: int


def ask_links(
    school_id: int,
    *,
    step: Step = lambda: None,
    pause: float = PAUSE_SECONDS,
    most_seconds: float | None = None,
) -> Asked:
    """Ask the links of a school's items, those first that were never asked or longest ago; needs the school's scope.

    A link that was asked in the last hours is left alone; between two calls to one machine there is a ``pause`` in
    seconds. After ``most_seconds`` (usually ``MOST_SECONDS``) no further one is begun. Where no machine at all answers,
    nothing is said against the links: the line may have been down.
    """
    items = EvidenceItem.objects.filter(school_id=school_id, removed_at__isnull=True).exclude(link="")
    LinkCheck.objects.filter(school_id=school_id).exclude(item__in=items).delete()
    due = _due(school_id, list(items.only("pk", "link")))
    silent: list[tuple[EvidenceItem, Answer]] = []
    asked, answered, reached = set[str](), 0, False
    for item, answer in _answers(due, pause, MOST_SECONDS if most_seconds is None else most_seconds):
        asked.add(item.link)
        answered += 1
        reached = reached or answer.reached
        if answer.reached:
            _keep_answer(school_id, item, answer)
        else:
            silent.append((item, answer))
        step()
    for item, answer in silent:
        _keep_answer(school_id, item, answer if reached else Answer(LinkState.UNCLEAR, OFFLINE))
    return Asked(len(asked), len(due) - answered)


def _due(school_id: int, items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
    """Return the items whose link was not asked in the last hours: never asked ones, then by how long ago."""
    rows = LinkCheck.objects.filter(school_id=school_id).values_list("item_id", "url", "checked_at")
    asked = {(item_id, url): at for item_id, url, at in rows}
    fresh = timezone.now() - FRESH
    moments = [(asked.get((item.pk, item.link), LONG_AGO), item.pk, item) for item in items]
    return [item for at, _pk, item in sorted(moments, key=lambda one: one[:2]) if at < fresh]


def _answers(
    items: Sequence[EvidenceItem], pause: float, most_seconds: float
) -> Iterator[tuple[EvidenceItem, Answer]]:
    """Ask one machine at a time and yield each answer at once; each address is asked once, none after the time."""
    answers: dict[str, Answer] = {}
    last: dict[str, float] = {}
    until = time.monotonic() + most_seconds
    for item in _spread(items):
        if item.link not in answers:
            if time.monotonic() >= until:
                continue
            host = host_of(item.link)
            time.sleep(max(0.0, last.get(host, -pause) + pause - time.monotonic()))
            answers[item.link] = ask(item.link)
            last[host] = time.monotonic()
        yield item, answers[item.link]


def _spread(items: Sequence[EvidenceItem]) -> Iterator[EvidenceItem]:
    """Yield the items so that those of one machine stand apart, without leaving the order by more than a batch."""
    for start in range(0, len(items), SPREAD):
        yield from _by_turns(items[start : start + SPREAD])


def _by_turns(items: Iterable[EvidenceItem]) -> list[EvidenceItem]:
    turns: dict[str, int] = {}
    placed = []
    for place, item in enumerate(items):
        host = host_of(item.link)
        turns[host] = turns.get(host, 0) + 1
        placed.append((turns[host], place, item))
    return [item for _turn, _place, item in sorted(placed, key=lambda one: one[:2])]


def _keep_answer(school_id: int, item: EvidenceItem, answer: Answer) -> None:
    LinkCheck.objects.update_or_create(
        item=item,
        defaults={
            "school_id": school_id,
            "url": item.link,
            "state": answer.state,
            "note": answer.note[:300],
            "checked_at": timezone.now(),
        },
    )
