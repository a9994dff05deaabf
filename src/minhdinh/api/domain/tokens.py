"""Keys for other programs."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.accounts.models import User
from minhdinh.api import actions
from minhdinh.api.enums import SCOPE_PERMISSIONS, TokenScope
from minhdinh.api.models import ApiToken
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import clean
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.models import Organisation

PREFIX = "mdt_"
USED_EVERY = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token and its key, which is shown once and stored nowhere."""

    token: ApiToken
    key: str


def make_token(
    *, actor: Actor, user: User, name: str, scopes: list[str], expires_on: dt.date | None = None
) -> MadeToken:
    """Make a token for oneself; raises Problem for an empty name or an unknown scope."""
    if actor.user_id is not None and actor.user_id != user.pk:
        raise Problem("Mỗi người chỉ tạo mã truy cập cho mình.")
    if not clean(name):
        raise Problem("Hãy ghi tên chương trình sẽ dùng mã này.", field="name")
    if not scopes or not set(scopes) <= set(TokenScope.values):
        raise Problem(f"Phạm vi phải chọn trong: {', '.join(TokenScope.values)}.", field="scopes")
    if expires_on is not None and expires_on < timezone.localdate():
        raise Problem("Ngày hết hạn đã qua.", field="expires_on")
    key = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=user,
            name=clean(name),
            key_hash=sha256(key.encode()),
            scopes=sorted(set(scopes)),
            expires_on=expires_on,
        )
        record(
            actor=actor,
            code=actions.TOKEN_MADE,
            target=f"api.ApiToken:{token.pk}",
            name=token.name,
            scopes=", ".join(token.scopes),
        )
    return MadeToken(token, key)


def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """End a token at once; only its owner may."""
    if actor.user_id != token.user_id:
        raise NotHere("Không có mã truy cập này.")
    with transaction.atomic():
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at", "updated_at"])
        record(actor=actor, code=actions.TOKEN_REVOKED, target=f"api.ApiToken:{token.pk}", name=token.name)


def token_with_key(key: str) -> ApiToken | None:
    """Return the live token of a key, or None for one that is unknown, expired, revoked or whose owner left."""
    if not key.startswith(PREFIX) or len(key) > 200:
        return None
    token = ApiToken.objects.filter(key_hash=sha256(key.encode())).select_related("user").first()
    if token is None or token.revoked_at is not None or not token.user.is_active:
        return None
    if token.expires_on is not None and token.expires_on < timezone.localdate():
        return None
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def tokens_of(user: User) -> list[ApiToken]:
    """Return a person's tokens, newest first."""
    return list(ApiToken.objects.filter(user=user))


def actor_of_token(token: ApiToken, organisation: Organisation) -> Actor | None:
    """Return what a token may do in an organisation: its owner's permissions within its scopes; None for a stranger."""
    actor = actor_for(token.user, organisation)
    if actor is None:
        return None
    allowed = frozenset().union(*(SCOPE_PERMISSIONS[scope] for scope in token.scopes))
    return Actor(
        actor.user_id,
        actor.name,
        actor.organisation_id,
        actor.roles,
        actor.permissions & allowed,
        actor.home_id,
    )
