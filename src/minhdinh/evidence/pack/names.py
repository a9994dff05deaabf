"""Names of folders and files inside a pack: plain letters that every system can unpack (pure)."""

from __future__ import annotations

import re
import unicodedata

from minhdinh.lib.text import clean

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
# Without "#": in the link of a workbook it ends the path and begins a place inside the file.
NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ._()\[\],&+=@-]+")
RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
LONGEST = 80


def safe_name(text: str, longest: int = LONGEST) -> str:
    """Return a name without diacritics that Windows, macOS and Linux take as it is; never empty.

    Neither forbidden signs nor names of devices nor a dot or space at an end are left.
    """
    letters = unicodedata.normalize("NFD", clean(text).replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = NOT_PLAIN.sub("_", FORBIDDEN.sub(" ", plain))
    plain = re.sub(r"\s+", " ", plain)[:longest].strip(" .")
    return f"_{plain}" if RESERVED.match(plain) or not plain else plain


class Names:
    """Gives each file of a pack a path of its own; two that differ in case only count as one on Windows."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def path(self, folder: str, stem: str, extension: str) -> str:
        """Return a free path: the stem as it is, else with a number behind it."""
        number, path = 1, f"{folder}/{stem}.{extension}"
        while path.lower() in self._taken:
            number += 1
            path = f"{folder}/{stem} ({number}).{extension}"
        self._taken.add(path.lower())
        return path
