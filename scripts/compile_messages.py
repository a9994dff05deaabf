"""Compile the words of ``src/minhdinh/locale`` (.po, edited by people) into what the program reads (.mo, not committed)."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "minhdinh" / "locale"


def compile_file(source: Path) -> int:
    """Write the .mo beside a .po and return how many messages it holds; raises PoFileError for a malformed file."""
    with source.open("rb") as stream:
        catalog = read_po(stream, locale=source.parent.parent.name, domain=source.stem, abort_invalid=True)
    target = source.with_suffix(".mo")
    partial = target.with_suffix(".mo.partial")
    with partial.open("wb") as stream:
        write_mo(stream, catalog)
    partial.replace(target)
    return sum(1 for message in catalog if message.id and message.string)


def main(folder: Path = LOCALE) -> int:
    """Compile every .po below ``folder``; 1 with a message where one is malformed or none is there."""
    sources = sorted(folder.rglob("*.po"))
    if not sources:
        print(f"No .po file below {folder}.", file=sys.stderr)
        return 1
    for source in sources:
        try:
            print(f"{source.relative_to(folder)}: {compile_file(source)} messages")
        except PoFileError as error:
            print(f"{source}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
