"""PDF through LibreOffice Writer without a screen."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from minhdinh.common.problems import Problem
from minhdinh.documents.outline import outline

TIMEOUT = 120

# LibreOffice looks for a twin of Times New Roman by itself; an old Liberation Serif without Vietnamese letters would
# be its first choice, so the profile names Tinos.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Font/Substitution"><prop oor:name="Replacement" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Font/Substitution/FontPairs"><node oor:name="_0" oor:op="replace">
<prop oor:name="ReplaceFont" oor:op="fuse"><value>Times New Roman</value></prop>
<prop oor:name="SubstituteFont" oor:op="fuse"><value>Tinos</value></prop>
<prop oor:name="Always" oor:op="fuse"><value>true</value></prop>
<prop oor:name="OnScreenOnly" oor:op="fuse"><value>false</value></prop></node></item>
</oor:items>
"""


class PdfUnavailable(Problem):
    """No PDF can be made here; the Word file can."""

    status = 503


def available() -> bool:
    """Tell whether LibreOffice is installed."""
    return _soffice() is not None


def require_pdf() -> str:
    """Return the path of LibreOffice; raises PdfUnavailable where it is missing."""
    program = _soffice()
    if program is None:
        raise PdfUnavailable(
            "Máy chủ chưa cài LibreOffice nên chưa tạo được PDF. Thầy/Cô hãy tải bản Word; người quản trị cài gói "
            "libreoffice-writer để có PDF."
        )
    return program


def to_pdf(docx: bytes, *, timeout: float = TIMEOUT) -> bytes:
    """Return the Word document as PDF.

    Every call has a LibreOffice profile of its own, so that several may run at once. Raises PdfUnavailable where
    LibreOffice is missing, does not finish in `timeout` seconds or refuses the document.
    """
    program = require_pdf()
    with tempfile.TemporaryDirectory(prefix="minhdinh-pdf-") as folder:
        return _convert(program, Path(folder), docx, timeout)


def heading_pages(pdf: bytes, titles: Sequence[str]) -> list[int]:
    """Return the page of each heading, in order; empty when the PDF's bookmarks are not these headings."""
    found = outline(pdf)
    if [_squeezed(entry.title) for entry in found] != [_squeezed(title) for title in titles]:
        return []
    return [entry.page for entry in found]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert(program: str, folder: Path, docx: bytes, timeout: float) -> bytes:
    source, profile = folder / "document.docx", folder / "profile" / "user"
    source.write_bytes(docx)
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        str(source),
    ]
    _run(command, folder, timeout)
    result = folder / "document.pdf"
    if not result.exists():
        raise PdfUnavailable("LibreOffice không chuyển được tài liệu này sang PDF. Bản Word vẫn tải được.")
    return result.read_bytes()


def _run(command: list[str], folder: Path, timeout: float) -> None:
    """Run LibreOffice in a process group of its own: what it starts ends with it."""
    environment = os.environ | {"HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(  # noqa: S603 - the program is found on the path, the arguments are ours
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise PdfUnavailable(
            f"LibreOffice không xong trong {timeout:.0f} giây nên đã dừng. Bản Word vẫn tải được; hãy thử lại sau."
        ) from error
