"""Gather every sentence that people read into the English catalogue, ``src/minhdinh/locale/en/LC_MESSAGES/django.po``.

Python and templates are read by Babel, templates through Django's own ``templatize``; no gettext programs are needed.
What is translated stays, what is no longer in the source goes, new sentences stand there without a translation. The
file is sorted and names no places, so that a change shows as the sentences that changed.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "minhdinh"
TARGET = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = (
    "# English words of Minh Định; the sentences of the source are Vietnamese.\n# Remade by `make messages`."
)

# Django's functions, and the short names under which modules import them.
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "_text", "_lazy", "lazy")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# Errors for people: a sentence written out there is translated when it is read (minhdinh.common.problems).
PROBLEMS = frozenset({"Problem", "NotAllowed", "NotHere", "Stale", "TemplateProblem", "PdfUnavailable"})
NAMED = re.compile(r"%\(\w+\)[sd]")


def template_as_python(text: str) -> str:
    """Return a template as calls of gettext and blanked-out rest, without indents, which mean nothing here."""
    return "\n".join(line.lstrip() for line in templatize(text).splitlines())


def sentences_of_problems(text: str) -> Iterator[str]:
    """Yield the sentences that a module raises as they stand; one put together from parts is not among them."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in PROBLEMS
            and node.args
        ):
            match node.args[0]:
                case ast.Constant(value=str() as sentence) if sentence.strip():
                    yield sentence


def messages_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield (sentence or its singular and plural, context) of one .py or template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from ((sentence, None) for sentence in sentences_of_problems(text))
    else:
        text = template_as_python(text)
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        if message and not (isinstance(message, tuple) and not all(message)):
            yield message, context


def sources(folder: Path) -> list[Path]:
    """List the modules and templates below ``folder``; what was built or brought along is not ours to translate."""
    kept = (path for kind in ("*.py", "*.html", "*.txt") for path in folder.rglob(kind))
    left_out = {"static", "node_modules", "migrations", "data"}
    return sorted(
        path
        for path in kept
        if not left_out & set(path.relative_to(folder).parts)
        and (path.suffix == ".py" or "templates" in path.parts)
    )


def gather(folder: Path) -> Catalog:
    """Return the catalogue of all sentences below ``folder``, none of them translated."""
    catalog = Catalog(locale="en", fuzzy=False)
    for path in sources(folder):
        for message, context in messages_of(path):
            identifier = message if isinstance(message, str) else message[0]
            flags = ["python-format"] if NAMED.search(identifier) else []
            catalog.add(message, context=context, flags=flags)
    return catalog


def keep_translations(catalog: Catalog, target: Path) -> None:
    """Take over from ``target`` what is translated there and still in the source."""
    if not target.exists():
        return
    with target.open("rb") as stream:
        known = read_po(stream, locale="en")
    for message in catalog:
        before = known.get(message.id, message.context) if message.id else None
        if before is not None:
            message.string = before.string


def rendered(catalog: Catalog) -> str:
    """Return the .po: a steady head without dates, then the sentences in their order."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    head = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Project-Id-Version: Minh Định\\n"\n"Language: en\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    )
    return f"{head}\n{out.getvalue().decode().strip()}\n"


def main(folder: Path = SOURCE, target: Path = TARGET) -> int:
    """Remake ``target`` and say how many sentences there are and how many wait for a translator."""
    catalog = gather(folder)
    keep_translations(catalog, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(rendered(catalog), encoding="utf-8")
    messages = [message for message in catalog if message.id]
    waiting = sum(1 for message in messages if not message.string or message.string == ("", ""))
    print(f"{target.name}: {len(messages)} messages, {waiting} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
