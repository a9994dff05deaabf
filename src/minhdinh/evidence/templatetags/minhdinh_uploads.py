"""What people are told where they upload: the kinds that are taken, and how full the school's store is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings

from minhdinh.evidence.domain.quota import Usage, usage_of
from minhdinh.evidence.kinds_of_files import types_label

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


@register.simple_tag
def bar_tone(usage: Usage) -> str:
    """Return the tone of a bar: calm, from 80 % on a warning, full."""
    if usage.left == 0 and usage.limit:
        return "bad"
    return "wait" if usage.nearly_full else "ok"


def usage_words(usage: Usage) -> dict[str, Any]:
    """Return what the bar's template shows."""
    return {"usage": usage, "full": usage.left == 0}
