"""An organisation's web hook: setting it, calling it with a signed payload, and the log of its calls."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from minhdinh.access.actor import Actor, require, system_actor
from minhdinh.access.permissions import Permission
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import Progress
from minhdinh.notifications import actions
from minhdinh.notifications.domain.outgoing import OutgoingError, check_url, post_json
from minhdinh.notifications.enums import DeliveryState, NoticeKind
from minhdinh.notifications.models import HookDelivery, WebHook
from minhdinh.notifications.models.profile import new_key
from minhdinh.organisations.models import Organisation

JOB_KIND = "notifications.hooks"
SALT = "minhdinh.hook"
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
MOST_A_ROUND = 500
KEPT = dt.timedelta(days=90)
GOOD = range(200, 300)


def hook_of(organisation: Organisation) -> WebHook | None:
    """Return an organisation's hook, or None."""
    return WebHook.objects.filter(organisation=organisation).first()


@in_vietnamese
def save_hook(
    *, actor: Actor, organisation: Organisation, url: str, kinds: Sequence[str], active: bool
) -> WebHook:
    """Write where an organisation's notices go; raises Problem for an address that may not be called."""
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=organisation.pk)
    try:
        url = check_url(url)
    except OutgoingError as error:
        raise Problem(str(error), field="url") from error
    if not kinds or set(kinds) - set(NoticeKind.values):
        raise Problem("Hãy chọn ít nhất một loại thông báo.", field="kinds")
    with transaction.atomic():
        hook, _new = WebHook.objects.update_or_create(
            organisation=organisation,
            defaults={
                "url": url,
                "kinds": sorted(kinds),
                "active": active,
                "made_by_name": actor.name,
            },
        )
        if not active:
            _drop_waiting(hook)
        record(
            actor=actor, code=actions.HOOK_SAVED, target=f"notifications.WebHook:{hook.pk}", host=_host(url)
        )
    return hook


@in_vietnamese
def remove_hook(*, actor: Actor, hook: WebHook) -> None:
    """Take a hook away with the log of its calls."""
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=hook.organisation_id)
    with transaction.atomic():
        target = f"notifications.WebHook:{hook.pk}"
        record(actor=actor, code=actions.HOOK_REMOVED, target=target, host=_host(hook.url))
        hook.delete()


@in_vietnamese
def renew_hook_key(*, actor: Actor, hook: WebHook) -> WebHook:
    """Give a hook a new signing key; calls signed with the old one are no longer made."""
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=hook.organisation_id)
    with transaction.atomic():
        hook.key = new_key()
        hook.save(update_fields=["key", "updated_at"])
        target = f"notifications.WebHook:{hook.pk}"
        record(actor=actor, code=actions.HOOK_RENEWED, target=target, host=_host(hook.url))
    return hook


def _host(url: str) -> str:
    return url.split("/")[2] if url.count("/") > 1 else url


def _drop_waiting(hook: WebHook) -> None:
    rows = HookDelivery.objects.filter(hook=hook, state=DeliveryState.WAITING)
    rows.update(state=DeliveryState.FAILED, next_try_at=None, error="Đã tắt kết nối.")


def signing_key(hook: WebHook) -> str:
    """Return the key that the receiver checks signatures with; derived, so that it is stored nowhere."""
    return salted_hmac(SALT, f"{hook.pk}:{hook.key}", algorithm="sha256").hexdigest()


def signature(key: str, moment: int, body: bytes) -> str:
    """Return the signature of a body sent at a moment (Unix seconds): HMAC-SHA256 of ``moment.body``."""
    return hmac.new(key.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


@in_vietnamese
def try_hook(*, actor: Actor, hook: WebHook) -> HookDelivery:
    """Call a hook at once with a made-up event; the answer stands in the log."""
    require(actor, Permission.PEOPLE_MANAGE, organisation_id=hook.organisation_id)
    payload = {
        "event": "test",
        "organisation": {"code": hook.organisation.code, "name": hook.organisation.name},
        "text": "Thử kết nối từ Minh Định.",
        "url": settings.MINHDINH_PUBLIC_URL,
    }
    call = HookDelivery.objects.create(
        hook=hook, event="test", payload=payload, created_at=timezone.now(), next_try_at=None
    )
    return call_hook(call, again=False)


def call_hook(call: HookDelivery, *, again: bool = True) -> HookDelivery:
    """Make one call and write what came of it; ``again`` plans the next try where it failed.

    What was removed or dropped while the call was under way stays removed or dropped.
    """
    moment = int(timezone.now().timestamp())
    body = json.dumps({"id": call.pk, "sent_at": moment, **call.payload}, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "MinhDinh",
        "X-MinhDinh-Delivery": str(call.pk),
        "X-MinhDinh-Signature": f"t={moment},v1={signature(signing_key(call.hook), moment, body)}",
    }
    call.tries += 1
    try:
        call.status_code = post_json(call.hook.url, body, headers)
        call.error = "" if call.status_code in GOOD else f"Máy nhận trả lời {call.status_code}."
    except OutgoingError as error:
        call.status_code, call.error = None, str(error)[:300]
    if not call.error:
        call.state, call.sent_at, call.next_try_at = DeliveryState.SENT, timezone.now(), None
    elif again and call.tries <= len(WAITS):
        call.next_try_at = timezone.now() + WAITS[call.tries - 1]
    else:
        call.state, call.next_try_at = DeliveryState.FAILED, None
    _write(call)
    return call


def _write(call: HookDelivery) -> None:
    rows = HookDelivery.objects.filter(pk=call.pk)
    if call.state == DeliveryState.WAITING:
        rows = rows.filter(state=DeliveryState.WAITING)
    fields = ("state", "tries", "next_try_at", "status_code", "error", "sent_at")
    rows.update(**{field: getattr(call, field) for field in fields})


def _due(now: dt.datetime) -> QuerySet[HookDelivery]:
    rows = HookDelivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=now, hook__active=True)
    return rows.order_by("id")


def start_due_calls(now: dt.datetime | None = None) -> Job | None:
    """Start a round of calls where some are due and none is under way; called every minute by the server."""
    now = now or timezone.now()
    running = Job.objects.filter(kind=JOB_KIND, status__in=[JobStatus.QUEUED, JobStatus.RUNNING])
    if running.exists() or not _due(now).exists():
        return None
    return start_job(actor=system_actor(), kind=JOB_KIND, title="Gửi thông báo ra cổng kết nối")


@in_vietnamese
def call_round(progress: Progress | None = None) -> tuple[int, int]:
    """Make the calls that are due now, the oldest first; returns how many went well and how many failed.

    After a failed call everything that waits for the same address rests with it. Old lines of the log go.
    """
    now = timezone.now()
    waiting = list(_due(now).values_list("pk", flat=True)[:MOST_A_ROUND])
    if progress is not None:
        progress.total(len(waiting))
    failed_hooks: set[int] = set()
    good = 0
    for pk in waiting:
        # read again: meanwhile the hook may have been changed, switched off or removed, or may have failed
        call = _due(now).select_related("hook__organisation").filter(pk=pk).first()
        if call is not None:
            call_hook(call)
            good += not call.error
            if call.error:
                failed_hooks.add(call.hook_id)
                _put_off(call)
        if progress is not None:
            progress.advance(f"Đã gửi {good}/{len(waiting)}")
    HookDelivery.objects.filter(created_at__lt=now - KEPT).exclude(state=DeliveryState.WAITING).delete()
    return good, len(failed_hooks)


def _put_off(failed: HookDelivery) -> None:
    """Let what waits for the same address wait as long as the failed call, so that it does not use up each round."""
    until = failed.next_try_at or timezone.now() + WAITS[0]
    rows = HookDelivery.objects.filter(hook=failed.hook_id, state=DeliveryState.WAITING)
    rows.filter(next_try_at__lt=until).update(next_try_at=until)


def calls_of(hook: WebHook) -> QuerySet[HookDelivery]:
    """Return the log of a hook, newest first."""
    return HookDelivery.objects.filter(hook=hook).order_by("-id")
