"""The words of a letter: notices, duties that warn, and how to stop. Plain text, no password and no key in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from minhdinh.accounts.models import User
from minhdinh.notifications.calendar import CalendarEntry
from minhdinh.notifications.domain.preferences import stop_token
from minhdinh.notifications.models import Notice, NoticeProfile

LONGEST_SUBJECT = 90


def letter_of(
    user: User,
    profile: NoticeProfile,
    notices: Sequence[Notice],
    total: int,
    entries: Sequence[CalendarEntry],
) -> EmailMessage:
    """Return the letter with some notices (of ``total``) and the duties that warn today."""
    today = timezone.localdate()
    stop = absolute(reverse("notifications:stop", kwargs={"token": stop_token(profile)}))
    context = {
        "name": user.full_name,
        "notices": [(one, absolute(one.url)) for one in notices],
        "more": total - len(notices),
        "entries": [(one, (one.day - today).days, absolute(one.url)) for one in entries],
        "list_url": absolute(reverse("notifications:list")),
        "choices_url": absolute(reverse("notifications:preferences")),
        "stop_url": stop,
    }
    return EmailMessage(
        subject=_subject(notices, total, entries),
        body=render_to_string("notifications/letter.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def absolute(path: str) -> str:
    """Return a path of this program as an address that works outside it."""
    return f"{settings.MINHDINH_PUBLIC_URL.rstrip('/')}{path}" if path else ""


def _subject(notices: Sequence[Notice], total: int, entries: Sequence[CalendarEntry]) -> str:
    """Return the subject in one line: the one thing that is told, or how many there are."""
    if total + len(entries) == 1:
        words = " ".join((notices[0].text if notices else entries[0].title).split())
        return f"[Minh Định] {words[:LONGEST_SUBJECT]}"
    parts = [f"{total} thông báo"] if total else []
    parts += [f"{len(entries)} việc sắp đến hạn"] if entries else []
    return f"[Minh Định] {', '.join(parts)}"
