"""The pictures of the papers: small, all of them used, none missing; and links that lead somewhere."""

import importlib
import io
import re
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageDraw

from tests.house_rules.tree import ROOT

PICTURES = ROOT / "docs" / "pictures"
PAPERS = [
    *ROOT.glob("*.md"),
    *(path for path in (ROOT / "docs").rglob("*.md")),
]
TARGET = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
MOST_PICTURES, MOST_BYTES, MOST_IN_ALL = 12, 200_000, 2_000_000


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("take_pictures")


def anchor(heading: str) -> str:
    """Return the anchor of a heading as a forge makes it."""
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.replace(" ", "-")


def targets(paper: Path) -> list[str]:
    return TARGET.findall(paper.read_text(encoding="utf-8"))


def test_a_picture_becomes_smaller_and_stays_itself(script: ModuleType) -> None:
    full = Image.effect_noise((200, 120), 12).convert("RGB")
    ImageDraw.Draw(full).rectangle((20, 20, 90, 70), fill=(31, 80, 148))
    raw = io.BytesIO()
    full.save(raw, "PNG")
    small = script.shrink(raw.getvalue(), 16)
    assert len(small) < len(raw.getvalue()) / 2
    with Image.open(io.BytesIO(small)) as image:
        assert (image.mode, image.size) == ("P", (200, 120))
        red, green, blue = image.convert("RGB").getpixel((50, 50))
    assert abs(red - 31) + abs(green - 80) + abs(blue - 148) < 30


def test_every_picture_has_its_own_name(script: ModuleType) -> None:
    names = [*(shot.name for shot in script.SHOTS), script.REPORT]
    assert len(names) == len(set(names)) <= MOST_PICTURES
    assert sorted(f"{name}.png" for name in names) == sorted(path.name for path in PICTURES.iterdir())


def test_only_the_pictures_asked_for_are_taken(script: ModuleType) -> None:
    assert script.wanted("tieu-chi", [])
    assert script.wanted("tieu-chi", ["tong-quan", "tieu-chi"])
    assert not script.wanted("tieu-chi", ["tong-quan"])


def test_pictures_are_light() -> None:
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert sum(sizes.values()) < MOST_IN_ALL


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(target).name for paper in PAPERS for target in targets(paper)}
    assert {path.name for path in PICTURES.iterdir()} <= shown


def leads_somewhere(paper: Path, target: str) -> bool:
    """Tell whether the file of a link is there, and with ``#`` the heading too."""
    name, _, part = target.partition("#")
    found = (paper.parent / name) if name else paper
    if not found.exists() or not part:
        return found.exists()
    return part in {anchor(text) for text in HEADING.findall(found.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_leads_somewhere(paper: Path) -> None:
    assert [target for target in targets(paper) if not leads_somewhere(paper, target)] == []


def test_lost_links_are_found(tmp_path: Path) -> None:
    paper = tmp_path / "a.md"
    paper.write_text("# Đầu đề `a`\n[b](b.md) [c](a.md#đầu-đề-a) [d](#khác)", encoding="utf-8")
    assert [leads_somewhere(paper, target) for target in targets(paper)] == [False, True, False]
