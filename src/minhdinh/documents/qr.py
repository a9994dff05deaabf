"""QR codes of verification addresses."""

from __future__ import annotations

import io

import segno


def png(url: str) -> bytes:
    """Return the address as a QR code, PNG, with a quiet zone of two modules and medium error correction."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=6, border=2)
    return out.getvalue()
