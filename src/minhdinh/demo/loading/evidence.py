"""A school's evidence store: items with real small files, verified, waiting or refused."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.assessments.models import SelfAssessment
from minhdinh.demo.content import Dossier, cited
from minhdinh.demo.files import make_evidence_file
from minhdinh.demo.loading.actors import Cast
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.items import ItemValues, create_item
from minhdinh.evidence.domain.uses import Place, link_item
from minhdinh.evidence.domain.verification import reject_item, verify_item
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import EvidenceItem

WRITTEN = ("name", "kind", "number", "issued_on", "issuer", "valid_to", "period", "storage", "place")


def load_items(dossier: Dossier, cast: Cast, assessment: SelfAssessment, secretary: str) -> None:
    """Make every item of the sample with its file, and let the secretary look at it."""
    for entry in dossier.evidence:
        sender = cast[entry.get("uploaded_by", secretary)]
        item = create_item(
            actor=sender,
            school_id=assessment.school_id,
            year=assessment.year,
            criterion=entry["root"],
            convention=assessment.standard_set.catalogue.code_convention,
            values=item_values(entry, cast.school.name),
        )
        if entry["storage"] == Storage.FILE:
            _attach(sender, item, entry, cast.school.name)
        _look_at(cast[secretary], item, entry)


def item_values(entry: Mapping[str, Any], school: str) -> ItemValues:
    """Return what people would write about a sample item; without an issuer the school issued it."""
    written = {name: entry[name] for name in WRITTEN if entry.get(name)}
    return ItemValues(**{"issuer": school, **written}, link=entry.get("url", ""))


def _attach(sender: Actor, item: EvidenceItem, entry: Mapping[str, Any], school: str) -> None:
    name, content = make_evidence_file(entry, school)
    attach_file(actor=sender, item=item, stream=BytesIO(content), name=name, size=len(content))


def _look_at(secretary: Actor, item: EvidenceItem, entry: Mapping[str, Any]) -> None:
    if entry["state"] == Verification.VERIFIED:
        verify_item(actor=secretary, item=item)
    elif entry["state"] == Verification.REJECTED:
        reject_item(actor=secretary, item=item, reason=entry["reason"])


def items_by_key(dossier: Dossier, school_id: int) -> dict[str, EvidenceItem]:
    """Return the loaded items by their keys in the sample; no two items of a sample school share a name."""
    rows = {row.name: row for row in EvidenceItem.objects.filter(school_id=school_id)}
    return {entry["key"]: rows[entry["name"]] for entry in dossier.evidence}


def link_items(
    dossier: Dossier,
    cast: Cast,
    assessment: SelfAssessment,
    secretary: str,
    items: Mapping[str, EvidenceItem],
) -> None:
    """Let every item serve its criteria in the tracks whose statements cite it; in all where none does."""
    citing = {track: _cited_keys(sheets) for track, sheets in dossier.tracks.items()}
    for entry in dossier.evidence:
        tracks = [track for track, keys in citing.items() if entry["key"] in keys]
        for track in tracks or dossier.council["tracks"]:
            for criterion in [entry["root"], *entry.get("others", [])]:
                link_item(
                    actor=cast[secretary],
                    item=items[entry["key"]],
                    place=Place(assessment.pk, track, criterion),
                )


def _cited_keys(sheets: Mapping[str, Mapping[str, Any]]) -> set[str]:
    return {
        key
        for sheet in sheets.values()
        for requirement in sheet["requirements"].values()
        for key in cited(requirement.get("text") or "")
    }
