"""A decision as its papers show it."""

from __future__ import annotations

from typing import Any

from minhdinh.documents.reading.values import long_day, optional, short_day, shown

Data = dict[str, Any]
OFFICE = ("above", "name", "place")
BLANK_NUMBER = "Số: ……/QĐ-……"


class _Known(dict[str, Any]):
    """Plain content in which what is not there reads as None."""

    def __missing__(self, _key: str) -> None:
        return None


def decision_values(dossier: Data) -> Data:
    """Return what every paper of a decision prints; what the register does not know is marked."""
    known = _Known(dossier["decision"])
    office = _Known(known["office"] or {})
    return {
        "office": {
            name: shown(office[name]) if name == "name" else optional(office[name]) for name in OFFICE
        },
        "place_date": f"{optional(office['place'])}, {long_day(known['decided_on'])}",
        "what": shown(known["what"]),
        "number": shown(known["number"]),
        "day": long_day(known["decided_on"]),
        "signer": optional(known["signer"]),
        "titles": shown(known["titles"]),
        "authority": shown(known["authority"]),
        "basis": known["basis"] or [],
        "law": shown(known["law"]),
        "certificate_number": optional(known["certificate_number"]) or "……",
        "certificate_day": long_day(known["certificate_on"] or known["decided_on"]),
        "ends": short_day(known["ends_on"]),
        "case": known["case"],
        "verify_url": optional(known["verify_url"]),
        "revoked": _revoked(known["revoked"]),
    }


def _revoked(revoked: Data | None) -> Data:
    """Return what the paper of a revocation prints; number and day stay open until they are known."""
    known = revoked or {}
    return {
        "number": f"Số: {known['number']}" if known.get("number") else BLANK_NUMBER,
        "day": long_day(known.get("day")),
        "reason": shown(known.get("reason")) if known else "",
        "ground": optional(known.get("ground")),
        "basis": optional(known.get("basis")),
    }
