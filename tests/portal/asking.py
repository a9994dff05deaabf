"""Somebody outside writes about a school."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.feedback import send_feedback
from minhdinh.portal.models import Feedback

WORDS = "Sân trường có hố sâu, mong nhà trường sửa trước mùa mưa."


def asked(school: Organisation, form_id: str = "mau-1", **values: Any) -> Feedback:
    """Return what was written about a school."""
    return send_feedback(school=school, form_id=form_id, **{"topic": "conditions", "body": WORDS, **values})


def ticket_of(client: Client, address: str) -> str:
    """Open the form and return its signed paper."""
    text = client.get(address).content.decode()
    found = re.search(r'name="ticket" value="([^"]+)"', text)
    assert found, text
    return found.group(1)


__all__ = ["WORDS", "asked", "ticket_of"]
