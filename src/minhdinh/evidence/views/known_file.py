"""A file that the school has already: what is said about it, and a signed note of it between two requests.

The files are not sent twice: what the store holds is remembered in a signed field of the page, valid for its reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing

from minhdinh.common.problems import Problem
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.files import StoredFile
from minhdinh.evidence.domain.queries import blobs_by_id, item_by_id, item_for
from minhdinh.evidence.domain.uses import Place
from minhdinh.evidence.forms import KnownFileForm
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.views.gate import EvidenceRequest, address

SALT = "evidence.known-file"
VALID_SECONDS = 60 * 60 * 24
TOO_OLD = "Trang này mở đã lâu. Hãy chọn lại tệp rồi gửi; điều đã ghi vẫn nằm trong các ô."


@dataclass(frozen=True, slots=True)
class KnownFile:
    """Files that a person sent and ``twin``, the item that holds them already."""

    twin: EvidenceItem
    stored: tuple[StoredFile, ...]


def signed(request: EvidenceRequest, twin: EvidenceItem, stored: Sequence[StoredFile]) -> str:
    """Return the note of what was sent, for this person and school only."""
    files = [[one.blob.pk, one.name] for one in stored]
    return signing.dumps({**_bearer(request), "twin": twin.pk, "files": files}, salt=SALT, compress=True)


def known_file(request: EvidenceRequest, token: str) -> KnownFile:
    """Read a note back; raises Problem for one that is forged, too old or of another person or school."""
    try:
        note = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature as error:
        raise Problem(TOO_OLD) from error
    school_id = request.organisation.pk
    twin = item_by_id(school_id, note["twin"])
    if twin is None or any(note[key] != value for key, value in _bearer(request).items()):
        raise Problem(TOO_OLD)
    blobs = blobs_by_id(school_id, [pk for pk, _name in note["files"]])
    return KnownFile(twin, tuple(StoredFile(blobs[pk], name) for pk, name in note["files"]))


def place_for(request: EvidenceRequest, twin: EvidenceItem, criterion: str, track: str) -> Place | None:
    """Return the criterion that this person can let the item serve at once; None where there is none."""
    context: YearContext = request.year_context
    chosen = track or context.only_track
    possible = twin.code and context.open and context.has_criterion(criterion) and context.has_track(chosen)
    if not possible or not sees(request, twin):
        return None
    return Place(context.assessment_id, chosen, criterion)


def shown(request: EvidenceRequest, known: KnownFile, form: KnownFileForm) -> dict[str, Any]:
    """Describe the item that holds the file as far as the person may know it, and what can be done now."""
    twin, seen = known.twin, sees(request, known.twin)
    criterion, track = form["criterion"].value() or "", form["track"].value() or ""
    return {
        "form": form,
        "code": twin.code,
        "name": twin.name if seen else "",
        "url": address(request, "item", item_id=twin.pk) if seen else "",
        "place": place_for(request, twin, criterion, track),
    }


def sees(request: EvidenceRequest, item: EvidenceItem) -> bool:
    """Tell whether the person may see an item."""
    return item_for(request.actor, request.organisation.pk, item.pk) is not None


def _bearer(request: EvidenceRequest) -> dict[str, int | None]:
    return {"person": request.actor.user_id, "school": request.organisation.pk}
