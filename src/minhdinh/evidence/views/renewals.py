"""Why items of the list must be renewed, said below their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from minhdinh.common.templatetags.minhdinh import icon
from minhdinh.evidence.bulk.queue import files_by_item
from minhdinh.evidence.domain.listing import Serving
from minhdinh.evidence.domain.renewal import why_renew
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.rules import expires_soon
from minhdinh.evidence.views.gate import EvidenceRequest
from minhdinh.standards.catalogue import evidence_kinds


def add_reasons(
    request: EvidenceRequest, items: Sequence[EvidenceItem], rows: Sequence[dict[str, Any]], served: Serving
) -> None:
    """Put below the name of each item why it must be renewed for the year. One query."""
    today, files, kinds = timezone.localdate(), files_by_item(items), evidence_kinds()
    for item, row in zip(items, rows, strict=True):
        serves = bool(served.criteria.get(item.pk) or served.citations.get(item.pk))
        words = why_renew(item, files.get(item.pk, ()), request.year, today, serves=serves)
        days = expires_soon(item, kinds.get(item.kind), today)
        if days is not None:
            words.insert(0, _("còn %(days)d ngày là hết hiệu lực") % {"days": days})
        if words:
            below = format_html("<br><small>{} {}</small>", icon("refresh"), ", ".join(words))
            row["cells"]["name"] = format_html("{}{}", row["cells"]["name"], below)
