"""The documents of the package into the library: what is missing is added, what people changed stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from minhdinh.standards.enums import Confidence, LegalKind, LegalLink
from minhdinh.standards.models import LegalAttachment, LegalDocument, LegalRelation
from minhdinh.standards.rules.legal_citations import number_key

PACKAGED = Path(__file__).parent.parent / "data" / "legal-documents.yaml"
FORMAT = "minhdinh.legal-documents/1"
FIELDS = ("issuer", "issued_on", "effective_from", "effective_to", "url", "note")


def read_documents(path: Path = PACKAGED) -> list[dict[str, Any]]:
    """Return the entries of a file; raises ValueError where the file has another format."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if content.get("format") != FORMAT:
        raise ValueError(f"{path.name}: {FORMAT} expected")
    entries: list[dict[str, Any]] = content["documents"]
    return entries


def install_documents(path: Path = PACKAGED) -> int:
    """Add the documents of a file that the library does not have, with their relations; return how many were added."""
    entries = read_documents(path)
    with transaction.atomic():
        known = {row.number_key: row for row in LegalDocument.objects.all()}
        fresh = [entry for entry in entries if number_key(entry["number"]) not in known]
        for entry in fresh:
            row = _added(entry)
            known[row.number_key] = row
        for entry in fresh:
            _relate(entry, known)
    return len(fresh)


def _added(entry: dict[str, Any]) -> LegalDocument:
    return LegalDocument.objects.create(
        number=entry["number"],
        kind=LegalKind(entry["kind"]),
        title=entry["title"],
        confidence=Confidence(entry["confidence"]),
        **{name: entry[name] for name in FIELDS if name in entry},
    )


def _relate(entry: dict[str, Any], known: dict[str, LegalDocument]) -> None:
    source = known[number_key(entry["number"])]
    for link in LegalLink:
        for number in entry.get(link.value, []):
            LegalRelation.objects.create(source=source, target=known[number_key(number)], kind=link)
    for set_id in entry.get("sets", []):
        LegalAttachment.objects.create(document=source, set_id=set_id)
