"""What is pressed on a file of an item: a newer one in its place, its day, note and order, one revision taken out."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.queries import file_for
from minhdinh.evidence.domain.revisions import describe_file, move_file, replace_file, withdraw_revision
from minhdinh.evidence.forms import FileDayForm
from minhdinh.evidence.models import EvidenceFile
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def replace(request: EvidenceRequest, file_id: int) -> HttpResponseBase:
    """Take ``file`` in the place of a present file; the earlier one stays readable."""
    found, form = _found(request, file_id), _read(request)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise Problem("Chưa nhận được tệp nào. Hãy chọn lại tệp rồi gửi.", field="file")
    newer = replace_file(
        actor=request.actor,
        file=found,
        stream=sent,
        name=sent.name or "",
        size=sent.size or 0,
        dated_on=form.cleaned_data["dated_on"],
    )
    messages.success(
        request,
        _("Đã thay bằng “%(name)s”. Bản trước vẫn xem được ở “Các bản trước đây”.") % {"name": newer.name},
    )
    return _back(request, found)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def withdraw(request: EvidenceRequest, file_id: int) -> HttpResponseBase:
    """Take one of the files that took each other's place out; the others stay."""
    found = _found(request, file_id)
    earlier = withdraw_revision(actor=request.actor, file=found)
    words = (
        _("Đã bỏ bản “%(name)s”; bản trước “%(earlier)s” được dùng lại.")
        % {"name": found.name, "earlier": earlier.name}
        if earlier
        else _("Đã gỡ riêng bản “%(name)s”; các bản khác vẫn giữ nguyên.") % {"name": found.name}
    )
    messages.success(request, words)
    return _back(request, found)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def describe(request: EvidenceRequest, file_id: int) -> HttpResponseBase:
    """Write the day and the note of a file."""
    found, form = _found(request, file_id), _read(request)
    given = form.cleaned_data
    describe_file(
        actor=request.actor,
        file=found,
        version=given["version"] or 0,
        dated_on=given["dated_on"],
        note=given["note"],
    )
    messages.success(request, _("Đã ghi ngày và ghi chú của tệp “%(name)s”.") % {"name": found.name})
    return _back(request, found)


@evidence_view(Permission.EVIDENCE_CONTRIBUTE)
@require_POST
def move(request: EvidenceRequest, file_id: int) -> HttpResponseBase:
    """Put a file one place up or down."""
    found, form = _found(request, file_id), _read(request)
    move_file(
        actor=request.actor,
        file=found,
        version=form.cleaned_data["version"] or 0,
        up=request.POST.get("to") == "up",
    )
    return _back(request, found)


def _found(request: EvidenceRequest, file_id: int) -> EvidenceFile:
    file = file_for(request.actor, request.organisation.pk, file_id)
    if file is None:
        raise NotHere("Không có tệp này.")
    return file


def _read(request: EvidenceRequest) -> FileDayForm:
    """Return what was typed about a file; raises Problem with the first thing that cannot be read."""
    form = FileDayForm(request.POST)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Problem(str(errors[0]), field=str(field))
    return form


def _back(request: EvidenceRequest, file: EvidenceFile) -> HttpResponseBase:
    return redirect(address(request, "item", item_id=file.item_id) + "#item-files")
