"""The list of demo accounts: for the sign-in page's buttons and for the screen."""

from __future__ import annotations

import json
from pathlib import Path

from minhdinh.access.permissions import Role
from minhdinh.accounts.domain.demo import accounts_file
from minhdinh.demo.content import read_yaml

Row = dict[str, str]


def featured_accounts() -> list[Row]:
    """Return the accounts of the sign-in page in their order: username, label, role_label, place."""
    content = read_yaml("people.yaml")
    names = _short_names()
    by_username = {entry["username"]: entry for entry in content["people"]}
    return [_row(by_username[username], names) for username in content["featured"]]


def _row(entry: dict[str, object], names: dict[str, str]) -> Row:
    membership = entry["memberships"][0]  # type: ignore[index]
    roles = " và ".join(
        _lower(str(Role(role).label), first=index == 0) for index, role in enumerate(membership["roles"])
    )
    return {
        "username": str(entry["username"]),
        "label": str(entry["full_name"]),
        "role_label": f"{roles}, {entry['also']}" if entry.get("also") else roles,
        "place": names[membership["organisation"]],
    }


def _lower(label: str, *, first: bool) -> str:
    return label if first else label[:1].lower() + label[1:]


def _short_names() -> dict[str, str]:
    organisations = read_yaml("province.yaml")["organisations"]
    return {entry["code"]: entry.get("short_name", entry["name"]) for entry in organisations}


def write_accounts_file() -> Path:
    """Write the list that the sign-in page reads into the data folder, whole or not at all; return its path."""
    path = accounts_file()
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(featured_accounts(), ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
    return path
