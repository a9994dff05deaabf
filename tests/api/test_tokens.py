from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Permission
from minhdinh.api.domain.tokens import (
    actor_of_token,
    make_token,
    revoke_token,
    token_with_key,
    tokens_of,
)
from minhdinh.api.enums import SCOPE_PERMISSIONS, TokenScope
from minhdinh.api.models import ApiToken
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotHere, Problem
from tests.factories import PASSWORD


def test_only_the_hash_of_a_key_is_stored(world):
    made = make_token(actor=system_actor(), user=world.owner, name="Kho dữ liệu", scopes=["read"])

    assert made.key.startswith("mdt_")
    assert made.key not in str(ApiToken.objects.values().get())
    assert token_with_key(made.key) == made.token
    assert "Kho dữ liệu" in str(Entry.objects.filter(action="api.token_made").get().data)


@pytest.mark.parametrize(
    ("name", "scopes", "expires"),
    [
        ("", ["read"], None),
        ("Kho", [], None),
        ("Kho", ["everything"], None),
        ("Kho", ["read"], dt.date(2020, 1, 1)),
    ],
)
def test_a_token_without_name_or_known_scope_or_future_is_refused(world, name, scopes, expires):
    with pytest.raises(Problem):
        make_token(actor=system_actor(), user=world.owner, name=name, scopes=scopes, expires_on=expires)

    assert not ApiToken.objects.exists()


def test_nobody_makes_a_token_for_somebody_else(world):
    actor = Actor(world.stranger.pk, "Vũ Văn Xa", None)

    with pytest.raises(Problem):
        make_token(actor=actor, user=world.owner, name="Kho", scopes=["read"])


def test_a_token_dies_by_revoking_expiry_or_its_owner_leaving(world):
    own = Actor(world.owner.pk, "Phạm Quang Minh", None)
    revoked = make_token(actor=own, user=world.owner, name="một", scopes=["read"])
    expiring = make_token(
        actor=own, user=world.owner, name="hai", scopes=["read"], expires_on=timezone.localdate()
    )
    left = make_token(actor=own, user=world.owner, name="ba", scopes=["read"])

    revoke_token(actor=own, token=revoked.token)
    assert token_with_key(revoked.key) is None
    assert token_with_key(expiring.key) is not None
    ApiToken.objects.filter(pk=expiring.token.pk).update(
        expires_on=timezone.localdate() - dt.timedelta(days=1)
    )
    assert token_with_key(expiring.key) is None
    assert token_with_key(left.key) is not None
    world.owner.is_active = False
    world.owner.save()
    assert token_with_key(left.key) is None
    assert len(tokens_of(world.owner)) == 3


def test_a_stranger_cannot_revoke(world):
    made = make_token(actor=system_actor(), user=world.owner, name="Kho", scopes=["read"])

    with pytest.raises(NotHere):
        revoke_token(actor=Actor(world.stranger.pk, "Vũ Văn Xa", None), token=made.token)

    assert token_with_key(made.key) is not None


@pytest.mark.parametrize("key", ["", "mdt_", "mdt_wrong", "abc", "mdt_" + "x" * 500])
def test_a_wrong_key_is_nobody(db, key):
    assert token_with_key(key) is None


@pytest.mark.parametrize("scope", TokenScope.values)
def test_a_token_may_never_do_more_than_its_owner_or_its_scope(world, scope):
    made = make_token(actor=system_actor(), user=world.colleague, name="Kho", scopes=[scope])

    actor = actor_of_token(made.token, world.school)

    assert actor is not None
    viewer = {
        Permission.SCHOOL_VIEW,
        Permission.SHEET_VIEW,
        Permission.EVIDENCE_VIEW,
        Permission.DOCUMENT_MAKE,
    }
    assert actor.permissions == viewer & SCOPE_PERMISSIONS[scope]
    assert actor_of_token(made.token, world.other_school) is None


def test_last_use_is_noted_but_not_at_every_call(world):
    made = make_token(actor=system_actor(), user=world.owner, name="Kho", scopes=["read"])

    token_with_key(made.key)
    first = ApiToken.objects.get().last_used_at
    token_with_key(made.key)

    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_the_page_shows_a_new_key_once_and_revokes(world):
    client = Client()
    client.login(username=world.owner.username, password=PASSWORD)
    page = "/tai-khoan/ma-truy-cap/"

    made = client.post(page, {"name": "Phần mềm kho", "scopes": ["read", "write"]})
    key = made.context["key"]
    assert token_with_key(key).scopes == ["read", "write"]
    assert key in made.content.decode()
    assert key not in client.get(page).content.decode()

    token = ApiToken.objects.get()
    assert client.post(f"{page}{token.pk}/thu-hoi").status_code == 302
    assert token_with_key(key) is None


def test_the_page_of_others_tokens_is_not_there(world):
    made = make_token(actor=system_actor(), user=world.owner, name="Kho", scopes=["read"])
    client = Client()
    client.login(username=world.stranger.username, password=PASSWORD)

    assert client.post(f"/tai-khoan/ma-truy-cap/{made.token.pk}/thu-hoi").status_code == 404
    assert "Kho" not in client.get("/tai-khoan/ma-truy-cap/").content.decode()
    assert Client().get("/tai-khoan/ma-truy-cap/").status_code == 302
