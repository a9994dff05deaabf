"""What a stranger with a certificate in hand may know: whether the register has it and how it stands."""

from __future__ import annotations

import datetime as dt

from minhdinh.access.scope import scopes_disabled
from minhdinh.recognition.domain.queries import with_standing
from minhdinh.recognition.models import Decision


def decision_by_token(token: str, today: dt.date) -> Decision | None:
    """Return the decision that a printed QR leads to, with its state; public by its token."""
    with scopes_disabled():
        rows = with_standing(Decision.objects.filter(token=token), today)
        return rows.select_related("school", "scan").first()
