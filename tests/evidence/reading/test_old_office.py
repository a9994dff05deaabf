"""Words of Word and PowerPoint files of before 2007."""

import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.reading import old_office
from minhdinh.evidence.reading.limited import TooMuchError
from minhdinh.evidence.reading.old_office import old_office_text
from minhdinh.evidence.reading.tools import has_office, office_program
from minhdinh.evidence.reading.words import read_words
from tests.evidence.reading.papers import Paper, saved, word_paper

needs_writer = pytest.mark.skipif(not has_office("writer"), reason="apt-get install libreoffice-writer")
needs_impress = pytest.mark.skipif(not has_office("impress"), reason="apt-get install libreoffice-impress")
NAMES = "xmlns:{0}='urn:oasis:names:tc:opendocument:xmlns:{1}:1.0'"
OPEN = " ".join(
    NAMES.format(short, long)
    for short, long in (
        ("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"),
    )
)  # fmt: skip


def flat(kind: str, body: str) -> bytes:
    """Return a document of a single XML file, as LibreOffice writes it on request."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    root = "text" if kind == "text" else kind
    return (
        f"<?xml version='1.0'?><office:document {OPEN} xmlns:xlink='http://www.w3.org/1999/xlink' "
        f"office:version='1.3' office:mimetype=\"{media}\"><office:body><office:{root}>{body}</office:{root}>"
        "</office:body></office:document>"
    ).encode()


def made_old(folder: Path, source: Path, extension: str, written: str) -> Path:
    """Let LibreOffice save a document as people did before 2007."""
    profile = (folder / "making").as_uri()
    command = [office_program(), f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, f"{extension}:{written}", "--outdir", folder, source], check=True, capture_output=True
    )
    return source.with_suffix(f".{extension}")


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """Give the port of a server on this machine, and the addresses that it was asked for."""
    addresses: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            addresses.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  # names of the library

        def log_message(self, *_args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, addresses
        server.shutdown()


@needs_writer
def test_an_old_word_file_is_read_whole(tmp_path: Path) -> None:
    path = made_old(tmp_path, saved(tmp_path, "a.docx", word_paper()), "doc", "MS Word 97")
    told: list[int] = []
    reading = read_words(path, "doc", lambda: told.append(1))
    assert (reading.state, reading.by_eye, told) == (ReadingState.READ, False, [1])
    assert [line for line in reading.text.split("\n") if line] == Paper().lines


@needs_impress
def test_old_slides_are_read_in_their_order(tmp_path: Path) -> None:
    pages = "".join(
        "<draw:page><draw:frame svg:x='1cm' svg:y='1cm' svg:width='9cm' svg:height='3cm'><draw:text-box>"
        f"<text:p>{words}</text:p></draw:text-box></draw:frame></draw:page>"
        for words in ("Tập huấn tự đánh giá", "Phần hai: minh chứng")
    )
    source = saved(tmp_path, "a.fodp", flat("presentation", pages))
    path = made_old(tmp_path, source, "ppt", "MS PowerPoint 97")
    reading = read_words(path, "ppt")
    assert [line for line in reading.text.split("\n") if line] == [
        "Tập huấn tự đánh giá",
        "Phần hai: minh chứng",
    ]


@needs_writer
def test_nothing_is_fetched_for_a_file(tmp_path: Path, asked: tuple[int, list[str]]) -> None:
    port, addresses = asked
    picture = (
        "<draw:frame text:anchor-type='as-char' svg:width='2cm' svg:height='2cm'><draw:image xlink:type='simple' "
        f"xlink:href='http://127.0.0.1:{port}/spy.png'/></draw:frame>"
    )
    source = saved(tmp_path, "a.fodt", flat("text", f"<text:p>Xin chào{picture}</text:p>"))
    path = made_old(tmp_path, source, "doc", "MS Word 97")
    assert addresses  # what a LibreOffice with usual settings does
    addresses.clear()
    assert "Xin chào" in old_office_text(path, "doc")
    assert addresses == []


@needs_writer
@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_broken_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = saved(tmp_path, "a.doc", content)
    reading = read_words(path, "doc")
    assert reading.state in (ReadingState.FAILED, ReadingState.EMPTY)
    assert reading.reason


@needs_writer
def test_what_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_office, "SECONDS", 0.01)
    with pytest.raises(TooMuchError):
        old_office_text(saved(tmp_path, "a.doc", b"x"), "doc")
