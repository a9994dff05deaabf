"""The stores of all schools, for the administrator of the installation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import Problem
from minhdinh.common.templatetags.minhdinh import file_size, pill, vn_number
from minhdinh.evidence.domain.quota import MEGABYTE, MOST_MB, set_quota
from minhdinh.evidence.domain.quotas import (
    FULLEST_FIRST,
    LONGEST_SEARCH,
    Store,
    schools_by_store,
    store_of,
    stores_of,
)
from minhdinh.organisations.web import SystemRequest, system_view


class QuotaForm(forms.Form):
    """A school's own limit; empty gives it back to the installation's rule."""

    limit_mb = forms.IntegerField(
        label=gettext_lazy("Hạn mức riêng (MB)"),
        required=False,
        min_value=0,
        max_value=MOST_MB,
        help_text=gettext_lazy("Bỏ trống: theo mức chung. 0: không giới hạn. 1 GB là 1024 MB."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@system_view(Permission.SYSTEM_MANAGE)
@require_safe
def show_all(request: SystemRequest) -> HttpResponse:
    """List the schools, the fullest store first."""
    words = request.GET.get("q", "")
    rows = schools_by_store(request.actor, words)
    found = page_asked(request.GET, rows, FULLEST_FIRST, total=rows.count())
    table = {
        "caption": _("Kho tệp của các trường"),
        "columns": [
            {"key": "name", "label": _("Trường")},
            {"key": "code", "label": _("Mã")},
            {"key": "used", "label": _("Đã dùng"), "css": "num"},
            {"key": "limit", "label": _("Hạn mức"), "css": "num"},
            {"key": "state", "label": _("Mức đầy")},
        ],
        "rows": [_row(store) for store in stores_of(request.actor, found.rows)],
        "filters": [
            {
                "name": "q",
                "label": _("Tìm"),
                "kind": "search",
                "value": words[:LONGEST_SEARCH],
                "placeholder": _("tên hoặc mã, không cần dấu"),
            }
        ],
        "filtered": bool(words.strip()),
        "page": found,
        "empty": {"title": _("Không có trường nào"), "text": "", "icon": "school"},
    }
    return render(request, "evidence/quotas.html", {"table": table, "rule": _rule()})


@system_view(Permission.SYSTEM_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SystemRequest, code: str) -> HttpResponse:
    """Show one school's store and set its own limit."""
    store = store_of(request.actor, code)
    if request.method != "POST":
        form = QuotaForm(initial={"limit_mb": store.own_mb, "version": store.version})
        return _page(request, store, form)
    form = QuotaForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with school_scope(store.school.pk):
                set_quota(actor=request.actor, school_id=store.school.pk, **given)
        except Problem as problem:
            form.add_error(None, problem.message)
            return _page(request, store, form, status=problem.status)
        messages.success(request, _("Đã đặt hạn mức kho của %(name)s.") % {"name": store.school.name})
        return redirect("evidence:quotas")
    return _page(request, store, form, status=422)


def _page(request: SystemRequest, store: Store, form: QuotaForm, status: int = 200) -> HttpResponse:
    crumbs = [
        {"label": _("Kho tệp của các trường"), "url": reverse("evidence:quotas")},
        {"label": store.school.name, "url": ""},
    ]
    context = {
        "store": store,
        "usage": store.usage if store.usage.limit else None,
        "full": bool(store.usage.limit) and store.usage.left == 0,
        "form": form,
        "rule": _rule(),
        "crumbs": crumbs,
    }
    return render(request, "evidence/quota.html", context, status=status)


def _row(store: Store) -> dict[str, Any]:
    usage = store.usage
    tone = "none" if not usage.limit else "bad" if not usage.left else "wait" if usage.nearly_full else "ok"
    own = store.own_mb is not None
    return {
        "cells": {
            "name": store.school.name,
            "code": store.school.code,
            "used": file_size(usage.used),
            "limit": _limit_words(usage.limit) + (_(" (riêng)") if own else ""),
            "state": pill(f"{vn_number(usage.percent)} %", tone) if usage.limit else "",
        },
        "url": reverse("evidence:quota", args=[store.school.code]),
    }


def _rule() -> str:
    return _limit_words(settings.MINHDINH_SCHOOL_QUOTA_MB * MEGABYTE)


def _limit_words(limit: int) -> str:
    return file_size(limit) if limit else _("không giới hạn")
