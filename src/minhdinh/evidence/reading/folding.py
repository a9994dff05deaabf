"""Words as they are searched: without diacritics, and with letters that are easily taken for one another made one.

The same form is made of what was read and of what is asked for, so that a slip such as "2O26" or "hoạch" read as
"hoach" is found by the right word, on every database and without anything but a plain comparison (pure).
"""

from __future__ import annotations

import re

from minhdinh.lib.text import fold

TOKEN = re.compile(r"[0-9a-z|]+")
# In a word that holds a digit, letters that look like digits are digits; elsewhere none of the pairs below occurs in
# Vietnamese, so that nothing else is lost.
AS_DIGITS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2"})
ETH = str.maketrans("Ðð", "Đđ")  # looks like Đ; some keyboards and recognisers write it
AS_LETTERS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("|", "l"), ("i", "l"))


def tokens(text: str) -> list[str]:
    """Return the words of a text in their searched form, in order."""
    return [_token(word) for word in TOKEN.findall(fold(text.translate(ETH))) if word != "|"]


def searched(text: str) -> str:
    """Return a text's words with a space before and after each, so that whole words and runs can be looked for."""
    return f" {' '.join(tokens(text))} "


def _token(word: str) -> str:
    if any(letter.isdigit() for letter in word):
        return word.translate(AS_DIGITS)
    for seen, meant in AS_LETTERS:
        word = word.replace(seen, meant)
    return word
