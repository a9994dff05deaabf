"""Sample data tell many people many things at once: none of that goes out by letter."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from minhdinh.accounts.models import User
from minhdinh.notifications.domain.preferences import profiles_of
from minhdinh.notifications.models import Notice, NoticeProfile


def settle_letters() -> int:
    """Keep in the program what waits for a letter, and count today's digest as gone; return how many notices waited.

    What is told afterwards goes out as each person chose.
    """
    with transaction.atomic():
        people = list(User.objects.values_list("pk", flat=True))
        profiles_of(people)
        NoticeProfile.objects.filter(person__in=people).update(digest_on=timezone.localdate())
        return Notice.objects.exclude(mail="").update(mail="")
