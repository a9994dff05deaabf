"""``minhdinh token create``."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from minhdinh.api.domain.tokens import token_with_key
from minhdinh.common.problems import Problem


def test_a_token_is_made_and_printed_once(world, capsys):
    call_command("token", "create", user=world.owner.username, name="Kho", scope=["read"])

    token = token_with_key(capsys.readouterr().out.strip())
    assert token is not None
    assert (token.user, token.name, token.scopes) == (world.owner, "Kho", ["read"])


def test_json_output_carries_json_only_and_all_scopes_by_default(world, capsys):
    call_command("token", "create", "--json", user=world.owner.username)

    printed = json.loads(capsys.readouterr().out)
    assert printed["scopes"] == ["documents", "evidence", "read", "write"]
    assert token_with_key(printed["key"]) is not None


def test_an_unknown_person_is_named(world):
    with pytest.raises(Problem, match="không-có"):
        call_command("token", "create", user="không-có")
