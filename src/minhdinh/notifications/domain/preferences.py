"""How a person wants to be told: a channel for each kind of notices, and a stop that works without signing in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core import signing
from django.db import transaction
from django.utils import timezone

from minhdinh.accounts.models import User
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.notifications.enums import Channel, NoticeKind
from minhdinh.notifications.models import Notice, NoticeProfile

SALT = "minhdinh.notifications.stop"
USUAL = Channel.DAILY
MAILED = frozenset({Channel.AT_ONCE, Channel.DAILY, Channel.WEEKLY})
ALWAYS_SHOWN = frozenset({NoticeKind.REMINDER})  # who reminds has to be able to count on it


def profile_of(person_id: int) -> NoticeProfile:
    """Return a person's profile; one with the usual choices, not stored yet, where there is none."""
    return NoticeProfile.objects.filter(person=person_id).first() or NoticeProfile(person_id=person_id)


def profiles_of(people: Collection[int]) -> dict[int, NoticeProfile]:
    """Return the profiles of people by their ids, made where they were missing (three queries at most)."""
    known = {row.person_id: row for row in NoticeProfile.objects.filter(person__in=list(people))}
    missing = [NoticeProfile(person_id=person) for person in people if person not in known]
    if missing:
        NoticeProfile.objects.bulk_create(missing, ignore_conflicts=True, batch_size=500)
        known = {row.person_id: row for row in NoticeProfile.objects.filter(person__in=list(people))}
    return known


def channel_of(profile: NoticeProfile | None, kind: str) -> Channel:
    """Return how a person hears of a kind of notices; the usual way where nothing, or nothing readable, was chosen."""
    chosen = profile.channels.get(kind, USUAL) if profile else USUAL
    channel = Channel(chosen) if chosen in Channel.values else USUAL
    return Channel.APP if channel == Channel.NONE and kind in ALWAYS_SHOWN else channel


def mail_of(profile: NoticeProfile | None, kind: str) -> str:
    """Return the kind of letter that a new notice waits for, "" for none."""
    if profile is not None and profile.stopped_at is not None:
        return ""
    channel = channel_of(profile, kind)
    return str(channel.value) if channel in MAILED else ""


@in_vietnamese
def save_channels(*, user: User, channels: Mapping[str, str], wants_mail: bool) -> NoticeProfile:
    """Write a person's own choices; what waits for a letter that is no longer wanted does not go out.

    Raises Problem for a kind or a channel that there is none of.
    """
    for kind, channel in channels.items():
        if kind not in NoticeKind.values or channel not in Channel.values:
            raise Problem("Cách nhận thông báo không có trong danh mục.", field=f"kind_{kind}")
        if channel == Channel.NONE and kind in ALWAYS_SHOWN:
            raise Problem("Lời nhắc nhở luôn được báo ở chuông.", field=f"kind_{kind}")
    with transaction.atomic():
        profile = profiles_of([user.pk])[user.pk]
        profile.channels = dict(channels)
        profile.stopped_at = None if wants_mail else profile.stopped_at or timezone.now()
        profile.tries, profile.next_try_at, profile.last_error = 0, None, ""
        profile.save()
        for kind in NoticeKind:
            rows = Notice.objects.filter(person=user.pk, kind=kind).exclude(mail="")
            rows.update(mail=mail_of(profile, kind))
    return profile


def stop_token(profile: NoticeProfile) -> str:
    """Return what a letter carries so that its reader can stop letters without signing in."""
    return signing.dumps({"person": profile.person_id, "key": profile.mail_key}, salt=SALT)


def profile_of_token(token: str) -> NoticeProfile:
    """Return whose letters a token stops; raises NotHere for one that is not ours or was renewed."""
    try:
        values = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise NotHere("Liên kết ngừng nhận thư không đúng.") from error
    rows = NoticeProfile.objects.filter(person=values["person"], mail_key=values["key"])
    found = rows.select_related("person").first()
    if found is None:
        raise NotHere("Liên kết ngừng nhận thư không còn dùng được.")
    return found


def stop_letters(profile: NoticeProfile) -> None:
    """Stop all letters to a person; notices stay in the program. Doing it twice is doing it once."""
    with transaction.atomic():
        NoticeProfile.objects.filter(pk=profile.pk, stopped_at__isnull=True).update(stopped_at=timezone.now())
        Notice.objects.filter(person=profile.person_id).exclude(mail="").update(mail="")
