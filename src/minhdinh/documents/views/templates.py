"""An office's own Word templates."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.documents.domain.templates import (
    own_template,
    replace_template,
    templates_of,
    withdraw_template,
)
from minhdinh.documents.registry import MEDIA_TYPES, forms
from minhdinh.documents.registry import form as form_of
from minhdinh.documents.template_check import MAX_BYTES
from minhdinh.organisations.web import OfficeRequest, office_view


@require_GET
@office_view(Permission.TEMPLATES_MANAGE)
def template_list(request: OfficeRequest) -> HttpResponse:
    """Show every form with the template in use."""
    own = templates_of(request.organisation)
    rows = [{"form": one, "own": own.get(one.id)} for one in forms()]
    return render(request, "documents/templates.html", {"rows": rows})


@require_GET
@office_view(Permission.TEMPLATES_MANAGE)
def template_download(request: OfficeRequest, form: str) -> FileResponse:
    """Hand out the form's own template to start from."""
    chosen = form_of(form)
    return _word_file(chosen.template(), f"mau-{chosen.id}.docx")


@require_GET
@office_view(Permission.TEMPLATES_MANAGE)
def template_own(request: OfficeRequest, form: str) -> FileResponse:
    """Hand out the template that the office put in its place."""
    own = own_template(request.organisation, form_of(form).id)
    return _word_file(bytes(own.content), own.file_name)


@require_POST
@office_view(Permission.TEMPLATES_MANAGE)
def template_replace(request: OfficeRequest, form: str) -> HttpResponse:
    """Check and use an uploaded template."""
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise Problem(_("Chưa chọn tệp mẫu, hoặc tệp rỗng."), field="file")
    if upload.size > MAX_BYTES:
        message = _("Tệp mẫu nặng quá %(limit)s MB.") % {"limit": MAX_BYTES // 1_000_000}
        raise Problem(message, field="file")
    replace_template(
        actor=request.actor,
        organisation=request.organisation,
        form=form,
        content=upload.read(),
        name=upload.name or "mau.docx",
    )
    messages.success(
        request,
        _("Đã thay mẫu. Các trường trực thuộc dùng mẫu mới từ lần lập sau; bản đã niêm phong không đổi."),
    )
    return redirect("documents:templates", code=request.organisation.code)


@require_POST
@office_view(Permission.TEMPLATES_MANAGE)
def template_withdraw(request: OfficeRequest, form: str) -> HttpResponse:
    """Go back to the form's own template."""
    withdraw_template(actor=request.actor, organisation=request.organisation, form=form)
    messages.success(request, _("Đã trở về mẫu gốc."))
    return redirect("documents:templates", code=request.organisation.code)


def _word_file(content: bytes, name: str) -> FileResponse:
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=MEDIA_TYPES["docx"]
    )
