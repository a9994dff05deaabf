"""Figures as people read them."""

from __future__ import annotations

from decimal import Decimal


def shown(figure: Decimal | None) -> str:
    """Return a figure with a decimal comma and no idle zeros ("62,5"); "" where there is none."""
    return "" if figure is None else f"{figure.normalize():f}".replace(".", ",")
