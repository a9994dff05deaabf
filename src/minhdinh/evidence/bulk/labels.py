"""Labels to stick on folders and boxes: a code, a name, and a QR that opens the item or the box's list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.evidence.domain.queries import visible_to
from minhdinh.evidence.models import EvidenceItem

MOST = 300


@dataclass(frozen=True, slots=True)
class Label:
    """What one label shows; ``big`` is its largest line."""

    big: str
    name: str
    below: str
    qr: SafeString


def qr_svg(path: str) -> SafeString:
    """Return the full address of a path of ours as a QR drawn in the page."""
    address = f"{settings.MINHDINH_PUBLIC_URL}{path}"
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=2, border=1, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 (drawn by us: the address is in its squares, not in its marks)


def item_labels(items: Sequence[EvidenceItem], address: str) -> list[Label]:
    """Return a label for each item; ``address`` is the path of the evidence room."""
    return [Label(item.label, item.name, item.place, qr_svg(f"{address}{item.pk}/")) for item in items[:MOST]]


def box_labels(actor: Actor, school_id: int, address: str) -> list[Label]:
    """Return a label for each box, shelf or room that items are kept in, with the codes inside. One query."""
    rows = EvidenceItem.objects.filter(visible_to(actor), school_id=school_id, removed_at__isnull=True)
    boxes: defaultdict[str, list[str]] = defaultdict(list)
    for place, code in rows.exclude(place="").order_by("code_sort", "id").values_list("place", "code"):
        boxes[place].append(code or "")
    labels = []
    for place in sorted(boxes)[:MOST]:
        codes = [code for code in boxes[place] if code]
        span = f"{codes[0]} – {codes[-1]}" if len(codes) > 1 else "".join(codes)
        count = _("%(count)d minh chứng") % {"count": len(boxes[place])}
        labels.append(Label(place, span, count, qr_svg(f"{address}?place={quote(place)}")))
    return labels
