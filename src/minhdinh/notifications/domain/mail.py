"""Letters: at once where a person asked for that, else everything of a day in one, with the duties that warn.

A notice waits in its own row (``Notice.mail``) until a letter with it has gone. What a mail server refuses is tried
again later and later; after the last try the notices stay in the program only.
"""

from __future__ import annotations

import datetime as dt
import smtplib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.accounts.models import User
from minhdinh.common.language import in_vietnamese
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress
from minhdinh.notifications.calendar import CalendarEntry, entries_of
from minhdinh.notifications.domain.letter import letter_of
from minhdinh.notifications.domain.preferences import profiles_of
from minhdinh.notifications.enums import Channel
from minhdinh.notifications.models import Notice, NoticeProfile

JOB_KIND = "notifications.mail"
DIGEST_HOUR = 6
MONDAY = 0
PIECE = 200
MOST_IN_A_LETTER = 50
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360, 720, 1440))


@dataclass(slots=True)
class Due:
    """What one person's next letter holds."""

    notices: list[Notice] = field(default_factory=list)
    entries: list[CalendarEntry] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.notices and not self.entries


@dataclass(slots=True)
class Sent:
    """How a round went."""

    letters: int = 0
    failures: int = 0


def start_due_mail(now: dt.datetime | None = None) -> Job | None:
    """Start a round of letters where something is due and none is under way; called every minute by the server.

    The digest's round comes once a day after six o'clock, and again for people whose mail server refused.
    """
    now = now or timezone.now()
    running = Job.objects.filter(kind=JOB_KIND, status__in=[JobStatus.QUEUED, JobStatus.RUNNING])
    if running.exists():
        return None
    today = timezone.localdate(now)
    if _digest_is_due(now, today):
        return _start(today, digest=True)
    return _start(today, digest=False) if _candidates(now, digest=False).exists() else None


def _digest_is_due(now: dt.datetime, today: dt.date) -> bool:
    if timezone.localtime(now).hour < DIGEST_HOUR:
        return False
    if not Job.objects.filter(kind=JOB_KIND, params__day=today.isoformat(), params__digest=True).exists():
        return True
    return NoticeProfile.objects.filter(tries__gt=0, next_try_at__lte=now).exists()


def _start(today: dt.date, *, digest: bool) -> Job:
    title = "Gửi thư gộp trong ngày" if digest else "Gửi thư thông báo"
    return start_job(actor=system_actor(), kind=JOB_KIND, title=title, day=today.isoformat(), digest=digest)


@in_vietnamese
def send_round(*, digest: bool, progress: Progress | None = None) -> Sent:
    """Write the letters that are due now; one letter a person. A refused one does not stop the others."""
    sent, started = Sent(), timezone.now()
    people = list(_candidates(started, digest=digest).order_by("pk").values_list("pk", flat=True))
    if progress is not None:
        progress.total(len(people))
    connection = get_connection(fail_silently=False)
    try:
        for start in range(0, len(people), PIECE):
            piece = people[start : start + PIECE]
            for user, profile, due in _due_of(piece, digest=digest):
                _send_one(connection, user, profile, due, sent, digest=digest)
                if progress is not None:  # a slow mail server must not outlast the job's lease
                    progress.advance(f"Đã gửi {sent.letters} thư", steps=0)
            if progress is not None:
                progress.advance(f"Đã gửi {sent.letters} thư", steps=len(piece))
    finally:
        connection.close()
    if digest:
        _forget_untried(started)
    return sent


def _forget_untried(started: dt.datetime) -> None:
    """Take the planned try from people whom a digest's round passed over, or it would call for a round each minute.

    They have the day's letter, nothing is left to write, or they get no letters now; ``tries`` goes on counting.
    """
    NoticeProfile.objects.filter(next_try_at__lte=started).update(next_try_at=None)


def _candidates(now: dt.datetime, *, digest: bool) -> QuerySet[User]:
    """Return who may get a letter: by e-mail, not stopped, not waiting for the next try."""
    silent = NoticeProfile.objects.filter(Q(stopped_at__isnull=False) | Q(next_try_at__gt=now))
    rows = User.objects.filter(is_active=True).exclude(email="").exclude(pk__in=silent.values("person"))
    if digest:
        return rows
    return rows.filter(pk__in=Notice.objects.filter(mail=Channel.AT_ONCE).values("person"))


def _due_of(people: Sequence[int], *, digest: bool) -> Iterator[tuple[User, NoticeProfile, Due]]:
    """Yield the people of a piece who have something due with it; a constant number of queries a piece."""
    today = timezone.localdate()
    users = User.objects.in_bulk(people)
    due: defaultdict[int, Due] = defaultdict(Due)
    for notice in _waiting(people, today, digest=digest):
        due[notice.person_id].notices.append(notice)
    if digest:
        for person, entries in entries_of(people).items():
            due[person].entries = [one for one in entries if one.warns_on(today)]
    profiles = profiles_of([person for person in people if not due[person].is_empty])
    for person, profile in profiles.items():
        if digest and profile.digest_on == today:
            continue
        yield users[person], profile, due[person]


def _waiting(people: Sequence[int], today: dt.date, *, digest: bool) -> QuerySet[Notice]:
    kinds = [Channel.AT_ONCE]
    if digest:
        kinds += [Channel.DAILY, *([Channel.WEEKLY] if today.weekday() == MONDAY else [])]
    rows = Notice.objects.filter(person__in=people, mail__in=kinds)
    return rows.select_related("organisation").order_by("person_id", "id")


def _send_one(
    connection: BaseEmailBackend, user: User, profile: NoticeProfile, due: Due, sent: Sent, *, digest: bool
) -> None:
    """Send one letter and note it; a digest is claimed before it goes, so that nobody gets two of them."""
    today = timezone.localdate()
    if digest:
        claimed = NoticeProfile.objects.filter(pk=profile.pk).exclude(digest_on=today)
        if not claimed.update(digest_on=today):
            return
    message = letter_of(user, profile, due.notices[:MOST_IN_A_LETTER], len(due.notices), due.entries)
    try:
        _post(connection, message)
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: an address that is none
        sent.failures += 1
        connection.close()
        _note_failure(profile, due, str(error), digest=digest)
        return
    sent.letters += 1
    now = timezone.now()
    Notice.objects.filter(pk__in=[one.pk for one in due.notices]).update(mail="", mailed_at=now)
    if profile.tries:
        NoticeProfile.objects.filter(pk=profile.pk).update(tries=0, next_try_at=None, last_error="")


def _post(connection: BaseEmailBackend, message: EmailMessage) -> None:
    """Send a letter by the round's connection, opened for its first letter and after a failure.

    Servers end a connection after some letters; what did not go for that reason goes by a new one.
    """
    is_new = connection.open()
    try:
        connection.send_messages([message])
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused):
        if is_new:
            raise
        connection.close()
        connection.open()
        connection.send_messages([message])


def _note_failure(profile: NoticeProfile, due: Due, error: str, *, digest: bool) -> None:
    """Put the next try off, each time longer; after the last one the notices stay in the program only."""
    tries = profile.tries + 1
    given_up = tries > len(WAITS)
    values = {
        "tries": 0 if given_up else tries,
        "next_try_at": None if given_up else timezone.now() + WAITS[tries - 1],
        "last_error": error[:300],
    }
    if digest and not given_up:
        values["digest_on"] = None
    NoticeProfile.objects.filter(pk=profile.pk).update(**values)
    if given_up:
        Notice.objects.filter(pk__in=[one.pk for one in due.notices]).update(mail="")
