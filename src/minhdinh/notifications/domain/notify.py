"""Telling people, and what a person does with what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.accounts.models import User
from minhdinh.notifications.domain.hook_queue import queue_calls
from minhdinh.notifications.domain.preferences import channel_of, mail_of
from minhdinh.notifications.enums import Channel, NoticeKind
from minhdinh.notifications.models import Notice, NoticeProfile

BATCH = 500
READ_KEPT = dt.timedelta(days=180)
KEPT = dt.timedelta(days=400)  # an unread notice of the last school year still says what was asked


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told; ``url`` is a path of this program, ``key`` names the thing told."""

    person_id: int
    text: str
    url: str
    kind: NoticeKind
    key: str
    organisation_id: int | None = None


def notify(
    people: Iterable[int],
    *,
    text: str,
    url: str,
    kind: NoticeKind,
    key: str,
    organisation_id: int | None = None,
) -> int:
    """Tell several people (by id) the same; who was told ``key`` before is not told again. Returns how many were new."""
    return deliver([Message(person, text, url, kind, key, organisation_id) for person in people])


def deliver(messages: Iterable[Message]) -> int:
    """Tell each person the own text, in bulk; returns how many notices are new.

    The calling verb has checked who may tell what to whom. Notices of the same people that are past keeping go.
    """
    wanted = {(one.person_id, one.key): one for one in messages}
    if any(one.url and (not one.url.startswith("/") or one.url.startswith("//")) for one in wanted.values()):
        raise ValueError("A notice leads to a page of this program only.")
    with transaction.atomic():
        known = _known(wanted)
        new = _as_wanted([_notice(one) for place, one in wanted.items() if place not in known])
        _forget_old({one.person_id for one in new})
        Notice.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
        queue_calls(new)
    return len(new)


def mark_read(*, person_id: int, notice_id: int) -> Notice | None:
    """Note that a person has opened a notice, and return it; None where it is not that person's."""
    notice = Notice.objects.filter(person_id=person_id, pk=notice_id).first()
    if notice is not None and notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(*, person_id: int) -> int:
    """Note that a person has read everything; returns how many were unread."""
    return Notice.objects.filter(person_id=person_id, read_at__isnull=True).update(read_at=timezone.now())


def _known(wanted: dict[tuple[int, str], Message]) -> set[tuple[int, str]]:
    people, keys = {person for person, _key in wanted}, {key for _person, key in wanted}
    rows = Notice.objects.filter(person_id__in=people, key__in=keys)
    return set(rows.values_list("person_id", "key"))


def _notice(one: Message) -> Notice:
    return Notice(
        person_id=one.person_id,
        organisation_id=one.organisation_id,
        kind=one.kind,
        text=one.text,
        url=one.url,
        key=one.key,
        created_at=timezone.now(),
    )


def _as_wanted(notices: list[Notice]) -> list[Notice]:
    """Set by which letter each notice goes out, and what rings no bell, by the choices of its person (two queries)."""
    people = {one.person_id for one in notices}
    if not people:
        return notices
    profiles = {row.person_id: row for row in NoticeProfile.objects.filter(person__in=people)}
    with_address = User.objects.filter(pk__in=people, is_active=True).exclude(email="")
    reachable = set(with_address.values_list("pk", flat=True))
    for one in notices:
        profile = profiles.get(one.person_id)
        if one.person_id in reachable:
            one.mail = mail_of(profile, one.kind)
        if channel_of(profile, one.kind) == Channel.NONE:
            one.read_at = one.created_at
    return notices


def _forget_old(people: set[int]) -> None:
    now = timezone.now()
    rows = Notice.objects.filter(person_id__in=people)
    rows.filter(read_at__lt=now - READ_KEPT).delete()
    rows.filter(created_at__lt=now - KEPT).delete()
