"""The department's register of recognitions: papers with certificates, and a school that has to put something right."""

from __future__ import annotations

import io
from typing import Any

from django.utils import timezone

from minhdinh.access.scope import school_scope
from minhdinh.demo.content import read_yaml
from minhdinh.demo.files import make_pdf
from minhdinh.demo.loading.actors import DEPARTMENT, DemoContentError, acting, organisation
from minhdinh.lib.text import long_date
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.recording import Details, Scan, record_for_schools
from minhdinh.recognition.domain.remedies import ask_remedy
from minhdinh.recognition.models import Decision

DETAILS = ("number", "decided_on", "valid_to", "grade", "degree", "issuer", "certificate_on")


def load_register() -> None:
    """Record the papers of register.yaml and the remedy period that is under way."""
    content = read_yaml("register.yaml")
    actor = acting(content["by"], organisation(DEPARTMENT))
    for paper in content["papers"]:
        lines = [(organisation(one["code"]), one["certificate"]) for one in paper["schools"]]
        details = Details(**{name: paper[name] for name in DETAILS if name in paper})
        record_for_schools(actor=actor, lines=lines, details=details, scan=_scan(paper, lines[0][0]))
    today = timezone.localdate()
    for row in content["remedies"]:
        school = organisation(row["school"])
        values = {name: row[name] for name in ("due_on", "number", "reason")}
        # A demo on a machine whose clock stands before the story cannot record a day to come.
        asked_on = min(row["asked_on"], today)
        decision_id = _numbered(school, row["decision"])
        ask_remedy(actor=actor, school=school, decision_id=decision_id, asked_on=asked_on, **values)


def _scan(paper: dict[str, Any], school: Organisation) -> Scan | None:
    if not paper.get("scan"):
        return None
    title = f"Quyết định số {paper['number']}"
    lines = [
        f"{paper['issuer']}, {long_date(paper['decided_on'])}",
        f"Công nhận {school.name} và các trường ghi trong sổ.",
    ]
    content = make_pdf(title, lines)
    name = f"{paper['number'].replace('/', '-')}.pdf"
    return Scan(io.BytesIO(content), name, len(content))


def _numbered(school: Organisation, number: str) -> int:
    with school_scope(school.pk):
        found = Decision.objects.filter(school=school, number=number).values_list("pk", flat=True).first()
    if found is None:
        raise DemoContentError(f"decision {number} of {school.code}")
    return int(found)
