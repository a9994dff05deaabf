"""A person's own calendar address: secret, renewable, and only that person's days behind it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from minhdinh.accounts.models import User
from minhdinh.common.language import in_vietnamese
from minhdinh.lib.ics import DayEvent, calendar_text
from minhdinh.notifications.calendar import CalendarEntry, entries_of
from minhdinh.notifications.domain.letter import absolute
from minhdinh.notifications.domain.preferences import profiles_of
from minhdinh.notifications.models import NoticeProfile
from minhdinh.notifications.models.profile import new_key

SALT = "minhdinh.calendar"
LETTERS = 40
NUMBERS_END = 2**63  # an address can name a number that the database cannot even compare with


def renew_feed(*, user: User) -> NoticeProfile:
    """Make a new secret address for a person; the old one opens nothing any more."""
    with transaction.atomic():
        profile = profiles_of([user.pk])[user.pk]
        profile.calendar_key, profile.calendar_made_at = new_key(), timezone.now()
        profile.save(update_fields=["calendar_key", "calendar_made_at"])
    return profile


def close_feed(*, user: User) -> None:
    """Take the secret address away."""
    NoticeProfile.objects.filter(person=user.pk).update(calendar_key="", calendar_made_at=None)


def feed_token(profile: NoticeProfile) -> str:
    """Return the secret of an address; "" where the person has none. It is not stored anywhere."""
    if not profile.calendar_key:
        return ""
    made = salted_hmac(SALT, f"{profile.person_id}:{profile.calendar_key}", algorithm="sha256")
    return made.hexdigest()[:LETTERS]


def owner_of(person_id: int, token: str) -> User | None:
    """Return the active person whose address this is, or None."""
    if person_id >= NUMBERS_END:
        return None
    profile = NoticeProfile.objects.filter(person=person_id).select_related("person").first()
    if profile is None or not profile.person.is_active:
        return None
    own = feed_token(profile)
    return profile.person if own and constant_time_compare(own, token) else None


@in_vietnamese
def feed_text(user: User) -> str:
    """Return the calendar of a person's own days."""
    events = [_event(entry) for entry in entries_of([user.pk])[user.pk]]
    return calendar_text("Minh Định: việc của tôi", events, timezone.now().astimezone(dt.UTC))


def _event(entry: CalendarEntry) -> DayEvent:
    url = absolute(entry.url)
    words = [f"Căn cứ: {entry.source}"] if entry.source else []
    return DayEvent(
        uid=f"{entry.uid}@minhdinh",
        day=entry.day,
        summary=f"Đã xong: {entry.title}" if entry.done else entry.title,
        description="\n".join([*words, url]),
        location=entry.place,
        url=url,
        alarms=() if entry.done else entry.warn,
    )
