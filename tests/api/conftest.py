"""A small world with an opened year and callers of the API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.accounts.models import User
from minhdinh.api.domain.tokens import make_token
from minhdinh.api.enums import TokenScope
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.standards.domain.loading import load_packaged_sets
from tests.factories import World, make_world, member

YEAR = "2026-2027"


@dataclass
class Caller:
    """Calls the API with a token."""

    client: Client
    key: str
    school: str

    def url(self, path: str) -> str:
        return f"/api/v1/schools/{self.school}{path}"

    def call(self, method: str, url: str, data: Any = None) -> Any:
        kwargs: dict[str, Any] = {"headers": {"Authorization": f"Bearer {self.key}"}}
        if data is not None:
            kwargs |= {"data": json.dumps(data), "content_type": "application/json"}
        return getattr(self.client, method)(url, **kwargs)

    def get(self, path: str) -> Any:
        return self.call("get", self.url(path))

    def put(self, path: str, data: Any) -> Any:
        return self.call("put", self.url(path), data)

    def post(self, path: str, data: Any) -> Any:
        return self.call("post", self.url(path), data)


@pytest.fixture
def world(db) -> World:
    load_packaged_sets()
    found = make_world()
    for school in (found.school, found.other_school):
        with school_scope(school.pk):
            open_assessment(actor=system_actor(school.pk), organisation=school, year=YEAR)
    return found


@pytest.fixture
def caller_of(world):
    """Return a function that gives a person's caller at the world's school."""

    def make(user: User, scopes: list[str] | None = None) -> Caller:
        made = make_token(
            actor=system_actor(), user=user, name="thử", scopes=scopes or list(TokenScope.values)
        )
        return Caller(Client(), made.key, world.school.code)

    return make


@pytest.fixture
def secretary(world) -> User:
    return member(world.school, Role.SECRETARY, username="thuky", full_name="Lê Thu Hà")


@pytest.fixture
def caller(caller_of, secretary) -> Caller:
    return caller_of(secretary)


def text_body(text: str, *evidence: int) -> dict[str, Any]:
    """Return a one-paragraph body with citations at its end."""
    inline: list[dict[str, Any]] = [{"type": "text", "text": text}]
    inline += [{"type": "citation", "attrs": {"evidence": str(one)}} for one in evidence]
    return {"type": "doc", "content": [{"type": "paragraph", "content": inline}]}
