"""One file of a drop zone: it becomes a new item, or one more file of an item."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.intake import Target, Upload, name_from_file, take_in, target_in
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.domain.queries import item_for
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, item_or_404
from minhdinh.lib.text import whole_number


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def upload(request: EvidenceRequest) -> HttpResponseBase:
    """Take ``file`` for ``item``, or as a new item of ``criterion`` and ``track`` (none: the inbox); answer JSON.

    ``{id, code, name, url, duplicate_of?}`` where ``duplicate_of`` is the item that holds the same bytes already;
    a new item is then not made. A refusal is ``{message}`` (common.middleware).
    """
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Problem("Chưa nhận được tệp nào. Hãy chọn lại tệp rồi gửi.", field="file")
    given = {
        name: request.POST.get(name) or request.GET.get(name, "") for name in ("item", "criterion", "track")
    }
    if given["item"]:
        return JsonResponse(_attached(request, given["item"], file))
    return JsonResponse(_taken(request, given["criterion"], given["track"], file))


def target_of_request(request: EvidenceRequest, criterion: str, track: str) -> Target:
    """Return where new evidence goes; raises Problem for a criterion or track that the year does not have."""
    return target_in(request.year_context, request.year, criterion, track)


def as_upload(file: UploadedFile[Any]) -> Upload:
    """Return a file of a form as the domain takes it."""
    return Upload(file, file.name or "", file.size or 0)


def _taken(request: EvidenceRequest, criterion: str, track: str, file: UploadedFile[Any]) -> dict[str, Any]:
    taken = take_in(
        actor=request.actor,
        school_id=request.organisation.pk,
        target=target_of_request(request, criterion, track),
        values=ItemValues(name=name_from_file(file.name or "")),
        uploads=[as_upload(file)],
    )
    shown = taken.item or taken.duplicate_of
    if shown is None:
        raise Problem("Chưa nhận được tệp nào. Hãy chọn lại tệp rồi gửi.", field="file")
    return answer_for(request, shown, taken.duplicate_of, criterion=criterion)


def _attached(request: EvidenceRequest, item_id: str, file: UploadedFile[Any]) -> dict[str, Any]:
    item = item_or_404(request, whole_number(item_id) or 0)
    given = as_upload(file)
    done = attach_file(actor=request.actor, item=item, stream=given.stream, name=given.name, size=given.size)
    return answer_for(request, item, done.duplicate_of)


def answer_for(
    request: EvidenceRequest, item: EvidenceItem, twin: EvidenceItem | None, *, criterion: str = ""
) -> dict[str, Any]:
    """Return what a drop zone is told of a file that arrived in ``item``; ``twin`` held the same bytes already."""
    answer = _described(request, item)
    if twin is not None:
        answer["duplicate_of"] = _described(request, twin, criterion=criterion)
    return answer


def _described(request: EvidenceRequest, item: EvidenceItem, *, criterion: str = "") -> dict[str, Any]:
    """Tell of an item what the actor may know: of one that the actor may not open, only that it exists."""
    if item_for(request.actor, request.organisation.pk, item.pk) is None:
        return {"id": item.pk, "code": item.label, "name": "", "url": None}
    wish = f"?for={criterion}" if criterion and criterion != item.root_criterion else ""
    url = address(request, "item", item_id=item.pk) + wish
    return {"id": item.pk, "code": item.label, "name": item.name, "url": url}
