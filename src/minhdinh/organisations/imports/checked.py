"""The outcome of checking one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.lib.sheet_reading import SheetRow, header_key


class RowStatus(models.TextChoices):
    """What confirming would do with a row."""

    NEW = "new", _("Thêm mới")
    MORE = "more", _("Thêm vai trò")
    CHANGED = "changed", _("Sửa")
    EXISTING = "existing", _("Đã có")
    FAULTY = "faulty", _("Cần sửa")


@dataclass(slots=True)
class CheckedRow:
    """A row with every fault found, and what it means: ``data`` is what will be written."""

    number: int
    values: dict[str, str]
    status: RowStatus = RowStatus.NEW
    faults: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)

    def fault(self, message: str) -> None:
        """Note one thing that has to be mended."""
        self.faults.append(message)
        self.status = RowStatus.FAULTY


def started(rows: Iterable[SheetRow]) -> list[CheckedRow]:
    """Return unchecked rows."""
    return [CheckedRow(row.number, row.values) for row in rows]


def counts(rows: Iterable[CheckedRow]) -> dict[str, int]:
    """Return how many rows there are of each status."""
    found = Counter(row.status for row in rows)
    return {status.value: found[status] for status in RowStatus}


def need(row: CheckedRow, key: str, label: str) -> str:
    """Return a value that must be there, noting a fault where it is not."""
    value = row.values.get(key, "")
    if not value:
        row.fault(f"Thiếu {label}.")
    return value


def check_email(row: CheckedRow) -> str:
    """Return the row's e-mail in lower case, noting a fault where it is none."""
    email = row.values.get("email", "").lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            row.fault(f"Thư điện tử “{email}” không đúng dạng.")
    return email


def phone_of(row: CheckedRow) -> str:
    """Return the telephone; spreadsheets drop the leading zero of a number."""
    phone = row.values.get("phone", "")
    return f"0{phone}" if phone.isdecimal() and len(phone) == 9 else phone


def check_repeats(
    rows: Sequence[CheckedRow], key_of: Callable[[CheckedRow], tuple[str, ...]], what: str
) -> None:
    """Note a fault at every row whose key stood in an earlier row; the key's first part is shown, "" is no key."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = key_of(row)
        if key[0] and key in first:
            row.fault(f"{what} “{key[0]}” trùng với dòng {first[key]}.")
        elif key[0]:
            first[key] = row.number


class Choice:
    """Words that people write for an id: the id itself, its label, other usual words; without diacritics."""

    def __init__(self, choices: Iterable[tuple[Any, Any]], others: dict[str, str] | None = None) -> None:
        self.known = {header_key(str(value)): str(value) for value, _label in choices}
        self.known |= {header_key(str(label)): str(value) for value, label in choices}
        self.known |= {header_key(word): value for word, value in (others or {}).items()}

    def find(self, word: str) -> str | None:
        """Return the id, or None where the word means none of them."""
        return self.known.get(header_key(word))
