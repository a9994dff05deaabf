"""What people are told where they upload: the kinds that are taken, how full the store is, what is being checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings

from minhdinh.common.storage import browser_store
from minhdinh.evidence.domain.quota import Usage, usage_of
from minhdinh.evidence.kinds_of_files import types_label
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.store.arriving import arrivals_of

register = template.Library()


@register.simple_tag
def upload_types() -> str:
    """Tell the kinds of files that the installation takes: "PDF, ảnh (JPG, PNG), Word…"."""
    return types_label(settings.MINHDINH_UPLOAD_TYPES)


@register.inclusion_tag("evidence/_store_usage.html", takes_context=True)
def store_usage(context: Mapping[str, Any], *, always: bool = False) -> dict[str, Any]:
    """Draw how full the store of the page's school is: from 80 % on, or wherever there is a limit with ``always``."""
    usage = usage_of(context["request"].organisation.pk)
    return usage_words(usage) if usage.nearly_full or (always and usage.limit) else {}


@register.inclusion_tag("evidence/_arrivals.html", takes_context=True)
def own_arrivals(context: Mapping[str, Any], item: EvidenceItem | None = None) -> dict[str, Any]:
    """List what the person brought straight to the store and is being checked, or was not taken: of an item, or the year.

    Where files go through the program there is nothing to list, and nothing is asked.
    """
    if browser_store() is None:
        return {}
    request = context["request"]
    found = arrivals_of(
        request.actor, request.organisation.pk, year=request.year, item_id=item.pk if item else None
    )
    return {"arrivals": found, "code": request.organisation.code, "year": request.year}


@register.simple_tag
def bar_tone(usage: Usage) -> str:
    """Return the tone of a bar: calm, from 80 % on a warning, full."""
    if usage.left == 0 and usage.limit:
        return "bad"
    return "wait" if usage.nearly_full else "ok"


def usage_words(usage: Usage) -> dict[str, Any]:
    """Return what the bar's template shows."""
    return {"usage": usage, "full": usage.left == 0}
