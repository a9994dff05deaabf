"""Which notices go to an organisation's web hook: noted in the transaction that tells people, sent by a job later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from minhdinh.accounts.models import User
from minhdinh.notifications.models import HookDelivery, Notice, WebHook


def queue_calls(notices: Sequence[Notice]) -> int:
    """Note a call for every notice whose organisation has an active hook for its kind; returns how many (two queries)."""
    organisations = {one.organisation_id for one in notices if one.organisation_id}
    if not organisations:
        return 0
    rows = WebHook.objects.filter(organisation__in=organisations, active=True).select_related("organisation")
    hooks = {row.organisation_id: row for row in rows}
    wanted = [
        (hooks[one.organisation_id], one)
        for one in notices
        if one.organisation_id in hooks and one.kind in hooks[one.organisation_id].kinds
    ]
    if not wanted:
        return 0
    people = User.objects.in_bulk({one.person_id for _hook, one in wanted})
    now = timezone.now()
    calls = [
        HookDelivery(
            hook=hook,
            event="notice",
            payload=_payload(hook, one, people[one.person_id]),
            created_at=now,
            next_try_at=now,
        )
        for hook, one in wanted
    ]
    return len(HookDelivery.objects.bulk_create(calls, batch_size=500))


def _payload(hook: WebHook, notice: Notice, person: User) -> dict[str, Any]:
    """Return what a gateway needs to reach a person: name, telephone and the words; no address of the letterbox."""
    server = settings.MINHDINH_PUBLIC_URL.rstrip("/")
    return {
        "event": "notice",
        "organisation": {"code": hook.organisation.code, "name": hook.organisation.name},
        "person": {"username": person.username, "name": person.full_name, "phone": person.phone},
        "kind": str(notice.kind),
        "text": notice.text,
        "url": f"{server}{notice.url}" if notice.url else server,
    }
