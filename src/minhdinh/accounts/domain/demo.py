"""The demo's accounts: one click away on the sign-in page of a demo, and nowhere else.

The demo loader writes ``demo-accounts.json`` into the data folder; without that file, or outside a demo, there are none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from minhdinh.accounts.domain.queries import active_user, active_usernames
from minhdinh.accounts.models import User

FILE = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One button of the demo's sign-in page."""

    username: str
    label: str
    role_label: str
    place: str


def accounts_file() -> Path:
    """Return the file that lists the demo's accounts: ``[{username, label, role_label, place}]``."""
    return Path(settings.MINHDINH_DATA) / FILE


def listed_accounts() -> list[DemoAccount]:
    """Return the listed accounts that can sign in, in the file's order; none outside a demo."""
    path = accounts_file()
    if not settings.MINHDINH_DEMO or not path.is_file():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))
    listed = [
        DemoAccount(*(str(row.get(key, "")) for key in ("username", "label", "role_label", "place")))
        for row in rows
    ]
    known = active_usernames(account.username for account in listed)
    return [account for account in listed if account.username in known]


def demo_user(username: str) -> User | None:
    """Return the person of a listed account, or None: no other account can be entered this way."""
    if username not in {account.username for account in listed_accounts()}:
        return None
    return active_user(username)
