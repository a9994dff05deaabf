"""Sentences made of a wording and the slots' values; nothing else ever enters them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from decimal import Decimal

from minhdinh.standards.suggestions.guards import NAME
from minhdinh.standards.suggestions.model import Proposition, SlotType, Wording
from minhdinh.standards.suggestions.slots import Read
from minhdinh.standards.suggestions.values import Values, errors_of, read_values

SAME_WORDS = 3
INDEX, MEASURED = "chi_so", "gia_tri"
UNIT = re.compile(r"(.+?) ?\(([^()\d]{1,20})\)")


class NotReadyError(ValueError):
    """A sentence was asked for that a slot or a confirmation is missing for; the message is Vietnamese."""


def sentence(
    proposition: Proposition, values: Values, wording: int, *, direction_confirmed: bool = False
) -> str:
    """Return the sentence of a wording without citations; raises NotReadyError on a missing or wrong slot.

    ``wording`` is any whole number: it goes round the wordings that may be used (see ``open_wordings``).
    """
    if errors := errors_of(proposition, values):
        raise NotReadyError(errors[0].message)
    known, _ = read_values(proposition, values)
    choice = _zero_wordings(proposition, known) or [
        proposition.wordings[at] for at in open_wordings(proposition, direction_confirmed=direction_confirmed)
    ]
    if not choice:
        raise NotReadyError("Thầy/Cô cần xác nhận chiều thay đổi trước khi viết câu này.")
    return fill(choice[wording % len(choice)].text, _texts(proposition, known))


def open_wordings(proposition: Proposition, *, direction_confirmed: bool = False) -> tuple[int, ...]:
    """Return the indexes of the wordings that may be used: those that tell a direction only once it is confirmed."""
    return tuple(at for at, one in enumerate(proposition.wordings) if direction_confirmed or not one.directed)


def wording_for(proposition: Proposition, key: str) -> int:
    """Return the wording a school starts with: always the same for one key, so that a text does not change by itself."""
    digest = hashlib.sha256(f"{key}:{proposition.id}".encode()).digest()
    return digest[0] % len(proposition.wordings)


def _texts(proposition: Proposition, known: Mapping[str, Read]) -> dict[str, str]:
    """Return the values as they print; a unit in brackets behind an index goes to the numbers: "tỷ lệ (%)", 85 → 85%."""
    texts = {name: read.text for name, read in known.items()}
    unit = UNIT.fullmatch(texts.get(INDEX, ""))
    if unit:
        texts[INDEX] = unit[1]
        for slot in proposition.slots:
            if slot.type == SlotType.NUMBER and slot.name.startswith(MEASURED):
                texts[slot.name] += "%" if unit[2] == "%" else f" {unit[2]}"
    return texts


def fill(pattern: str, texts: Mapping[str, str]) -> str:
    """Return a pattern with its slots filled; a value that begins with the word before it does not say it twice."""
    written = ""
    end = 0
    for match in NAME.finditer(pattern):
        written += pattern[end : match.start()]
        written += _after(written, texts[match[1]])
        end = match.end()
    written += pattern[end:]
    return written[:1].upper() + written[1:]


def _after(before: str, value: str) -> str:
    """Drop from a value the words that stand right before it: "số {so}" with "số 12/KH" is "số 12/KH"."""
    if not before.endswith(" "):
        return value
    last = before.split()[-SAME_WORDS:]
    for count in range(len(last), 0, -1):
        lead = " ".join(last[-count:]) + " "
        if value.lower().startswith(lead.lower()) and not re.search(r"\d", lead):
            return value[len(lead) :]
    return value


def _zero_wordings(proposition: Proposition, known: Mapping[str, Read]) -> list[Wording]:
    """Return the wordings for a count of nought; what such a wording leaves out must be nought too."""
    for name, wordings in proposition.zero.items():
        if known[name].value != Decimal(0):
            continue
        fitting = [one for one in wordings if _only_noughts_left_out(proposition, one, known)]
        if fitting:
            return fitting
    return []


def _only_noughts_left_out(proposition: Proposition, wording: Wording, known: Mapping[str, Read]) -> bool:
    told = set(NAME.findall(wording.text))
    return all(known[slot.name].value == Decimal(0) for slot in proposition.slots if slot.name not in told)
