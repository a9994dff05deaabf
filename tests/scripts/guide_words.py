"""What the guides put in bold, and every text that the program can show: templates, code, scripts and data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house_rules.tree import ROOT

SOURCE = ROOT / "src" / "minhdinh"
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LEAD = re.compile(r"^ *(?:[-*]|\d+\.|#+)? *\*\*[^*]+\*\*:|\*\*[^*]+[.:?!]\*\*", re.MULTILINE)
QUOTED = re.compile(r'"([^"\n]{1,200})"|' r"'([^'\n]{1,200})'|`([^`]{1,200})`")
BLOCK = re.compile(r"{% blocktrans(?:late)?\b.*?%}(.*?){% endblocktrans(?:late)? %}", re.DOTALL)
PLURAL = re.compile(r"{% plural %}")
TAG = re.compile(r"{[%{].*?[%}]}", re.DOTALL)
VALUE = re.compile(r"""(?::|^\s*-)\s+"?(.+?)"?,?\s*$""", re.MULTILINE)
INSIDE = re.compile(r"""\w+:\s+"([^"\n]+)\"""")
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|\{%.*?%\}|\$\{.*?\}|\{[\w.]*\}|<[^<>]+>")
KEYS = frozenset({"j", "k", "enter", "esc", "ctrl k", "a− a a+", "docx", "pdf", "xlsx", "excel", "word"})
REMARK = re.compile(r"\s*\([^()]*\)\s*$")
"""What stands in brackets behind a label: a hint, a format, not the label itself."""
NUMBERS = re.compile(r"^\d+\. |\b\d+(?:\.\d+[a-z]?)*$")
SPAN = ".{1,80}"


def plain(words: str) -> str:
    """Return words as they are compared: on one line, without case, closing marks, brackets behind and numbers around."""
    bare = NUMBERS.sub("", REMARK.sub("", re.sub(r"\s+", " ", words.strip())))
    return bare.strip(" .:?!…").casefold()


def labels(text: str) -> list[str]:
    """Return what a guide says stands on the screen: the bold that is no first words of a paragraph and no stress."""
    without = LEAD.sub(" ", text)
    parts = [part.strip() for bold in BOLD.findall(without) for part in bold.split("→")]
    return [part for part in dict.fromkeys(parts) if part[:1].isupper()]


def _of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _of_text(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        for block in BLOCK.findall(text):
            yield from PLURAL.split(block)
        text = "\n".join(TAG.findall(text))
    for found in QUOTED.findall(text):
        yield from found
    if path.suffix == ".yaml":
        yield from VALUE.findall(text)
        yield from INSIDE.findall(text)


@cache
def program_words() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return all texts of the program, and patterns of those with a gap that is filled when shown."""
    found: set[str] = set()
    for path in SOURCE.rglob("*"):
        inside = path.relative_to(SOURCE).parts
        if inside[0] in {"demo", "static", "locale"} or "migrations" in inside:
            continue
        if path.suffix == ".py":
            found.update(_of_python(path))
        elif path.suffix in {".html", ".js", ".yaml"}:
            found.update(_of_text(path))
    found = {one for one in found if one and len(one) <= 300}
    gaps = {one for one in found if HOLE.search(one)}
    begun = {HOLE.split(one)[0] for one in gaps} | {one.partition(":")[0] for one in found if ":" in one}
    return frozenset(plain(one) for one in found | begun), tuple(_gapped(one) for one in gaps if _said(one))


def _said(words: str) -> bool:
    """Tell whether something is left of a text without its gaps."""
    return len(HOLE.sub("", plain(words)).strip()) > 2


def _gapped(words: str) -> re.Pattern[str]:
    return re.compile(
        SPAN.join(re.escape(part.strip()).replace(r"\ ", " +") for part in HOLE.split(plain(words)))
    )


def is_shown(label: str) -> bool:
    """Tell whether the program has a text that reads like the label; "…" in it stands for anything."""
    texts, gapped = program_words()
    wanted = plain(label)
    if wanted in texts or wanted in KEYS:
        return True
    if "…" in label.strip("… "):
        loose = re.compile(".*".join(re.escape(plain(part)) for part in label.split("…")))
        return any(loose.fullmatch(one) for one in texts)
    return any(one.fullmatch(wanted) for one in gapped)
