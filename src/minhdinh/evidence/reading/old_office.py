"""Word and PowerPoint files of before 2007: LibreOffice makes them new, then they are read as the new ones are.

It runs bounded (``limited``), with a profile of its own that fetches nothing from the network and runs no macro.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from minhdinh.evidence.reading import office
from minhdinh.evidence.reading.limited import TooMuchError, run_limited
from minhdinh.evidence.reading.tools import office_program

SECONDS = 60
LARGEST_MADE = 100 * 1024 * 1024
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


@dataclass(frozen=True, slots=True)
class _Way:
    """How an old kind becomes a new one: the filter that reads it, the one that writes, the new ending."""

    reads: str
    writes: str
    ending: str


WAYS: Mapping[str, _Way] = {
    "doc": _Way("MS Word 97", "MS Word 2007 XML", "docx"),
    "ppt": _Way("MS PowerPoint 97", "Impress MS PowerPoint 2007 XML", "pptx"),
}


def old_office_text(path: Path, extension: str) -> str:
    """Return the words of a .doc or .ppt; raises TooMuchError where it cannot be opened within the bounds."""
    way = WAYS[extension]
    with tempfile.TemporaryDirectory(prefix="minhdinh-office-") as name:
        folder = Path(name)
        run_limited(_command(path, way, folder), folder, SECONDS)
        made = folder / "new" / f"{path.stem}.{way.ending}"
        if not made.is_file() or made.stat().st_size > LARGEST_MADE:
            raise TooMuchError
        return office.READERS[way.ending](made.read_bytes())


def _command(path: Path, way: _Way, folder: Path) -> list[str]:
    """Return the command that writes the new file into ``folder/new``, with a fresh profile beside it."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    return [
        office_program(),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"--infilter={way.reads}",
        "--convert-to",
        f"{way.ending}:{way.writes}",
        "--outdir",
        str(folder / "new"),
        str(path),
    ]


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">\n{items}</oor:items>\n'
    )
