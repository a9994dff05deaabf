"""Looking after the legal library at an office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import P
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.standards.domain.legal import (
    FIELDS,
    relate_documents,
    remove_document,
    save_document,
    unrelate_documents,
)
from minhdinh.standards.domain.legal_queries import (
    ROOT_KIND,
    document_by_id,
    may_edit,
    relation_by_id,
    set_ids_of,
)
from minhdinh.standards.legal_forms import DocumentForm, RelationForm
from minhdinh.standards.models import LegalDocument

gate = office_view(P.LEGAL_MANAGE)


@gate
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Add a document."""
    form = DocumentForm(posted(request), initial={"issuer": request.organisation.name})
    if request.method == "POST" and form.is_valid() and (saved := _saved(request, form, None)):
        return redirect("standards:legal-document", legal_id=saved.pk)
    return _form_page(request, form, _("Thêm văn bản"), None)


@gate
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: OfficeRequest, legal_id: int) -> HttpResponse:
    """Change a document, its relations and its standard sets."""
    document = _own(request, legal_id)
    initial = {name: getattr(document, name) for name in FIELDS} | {"set_ids": set_ids_of(document)}
    form = DocumentForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(request, form, document):
        return redirect("standards:legal-document", legal_id=document.pk)
    return _form_page(request, form, _("Sửa văn bản"), document)


@gate
@require_POST
def relate(request: OfficeRequest, legal_id: int) -> HttpResponse:
    """Say what the document does to another one."""
    document = _own(request, legal_id)
    form = RelationForm(request.POST, source=document)
    if not form.is_valid():
        raise Problem(_("Hãy chọn quan hệ và văn bản kia."))
    relate_documents(
        actor=request.actor,
        office=request.organisation,
        source=document,
        target=form.cleaned_data["target"],
        kind=form.cleaned_data["kind"],
    )
    return redirect("standards:legal-edit", code=request.organisation.code, legal_id=document.pk)


@gate
@require_POST
def unrelate(request: OfficeRequest, legal_id: int, relation_id: int) -> HttpResponse:
    """Take back a relation."""
    document = _own(request, legal_id)
    relation = relation_by_id(document, relation_id)
    if relation is not None:
        unrelate_documents(actor=request.actor, office=request.organisation, relation=relation)
    return redirect("standards:legal-edit", code=request.organisation.code, legal_id=document.pk)


@gate
@require_POST
def remove(request: OfficeRequest, legal_id: int) -> HttpResponse:
    """Take a document out of the library."""
    document = _own(request, legal_id)
    remove_document(actor=request.actor, office=request.organisation, document=document)
    messages.success(request, _("Đã bỏ văn bản khỏi thư viện."))
    return redirect("standards:legal-office", code=request.organisation.code)


def _saved(
    request: OfficeRequest, form: DocumentForm, document: LegalDocument | None
) -> LegalDocument | None:
    try:
        saved = save_document(
            actor=request.actor,
            office=request.organisation,
            values=form.values(),
            set_ids=form.cleaned_data["set_ids"],
            document=document,
        )
    except Problem as problem:
        add_problem(form, problem)
        return None
    messages.success(request, _("Đã ghi văn bản %(number)s.") % {"number": saved.number})
    return saved


def _form_page(
    request: OfficeRequest, form: DocumentForm, title: str, document: LegalDocument | None
) -> HttpResponse:
    code = request.organisation.code
    context = {
        "form": form,
        "title": title,
        "document": document,
        "code": code,
        "crumbs": [
            {"label": _("Thư viện văn bản"), "url": reverse("standards:legal-office", args=[code])},
            {"label": title},
        ],
    }
    if document is not None:
        context["relations"] = document.acts.select_related("target")
        context["relation_form"] = RelationForm(source=document)
    return render(request, "standards/legal_edit.html", context, status=422 if form.errors else 200)


def _own(request: OfficeRequest, legal_id: int) -> LegalDocument:
    document = document_by_id(legal_id)
    if document is None:
        raise NotHere("Không có văn bản này trong thư viện.")
    if not may_edit(request.actor, document, at_the_ministry=request.organisation.kind_id == ROOT_KIND):
        raise NotAllowed("Văn bản này do nơi khác đưa vào thư viện; Thầy/Cô xem được nhưng không sửa được.")
    return document
