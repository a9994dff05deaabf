"""Decisions for the tests of the register."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.recording import Details, Scan, record_for_schools
from minhdinh.recognition.models import Decision

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
DAY = dt.date(2024, 6, 1)


def details(**values: Any) -> Details:
    return Details(**{"number": "12/QĐ-SGDĐT", "decided_on": DAY, "degree": 1, **values})


def scan(content: bytes = PDF, name: str = "quyet-dinh.pdf") -> Scan:
    return Scan(io.BytesIO(content), name, len(content))


def recognise(
    school: Organisation, actor: Actor | None = None, certificate: str = "", **values: Any
) -> Decision:
    """Record a decision of one school as the system, or as an officer."""
    paper = values.pop("scan", None)
    return record_for_schools(
        actor=actor or system_actor(school.pk),
        lines=[(school, certificate)],
        details=details(**values),
        scan=paper,
    )[0]


def fresh(decision: Decision) -> Decision:
    with scopes_disabled():
        return Decision.objects.select_related("school", "scan").get(pk=decision.pk)
