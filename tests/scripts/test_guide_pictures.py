"""The pictures of the guides: taken, named, said in words, light; and what the script does to make them so."""

from __future__ import annotations

import importlib
import io
import re
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageDraw

from tests.house_rules.tree import ROOT

GUIDES = sorted((ROOT / "docs" / "user").glob("*.md"))
PICTURES = ROOT / "docs" / "user" / "hinh"
SHOWN = re.compile(r"!\[([^\]]*)\]\((?:hinh|\.\./pictures)/([\w-]+)\.png\)")
OWN = re.compile(r"!\[[^\]]*\]\(hinh/([\w-]+)\.png\)")
LOOK = re.compile(r"!\[[^\]]*\]\(hinh/[\w-]+\.png\)\n\n\*Trong hình:\* \S")
MOST_IN_ALL, MOST_IN_ONE = 2_500_000, 5


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("guide_pictures")


def noisy(size: tuple[int, int]) -> bytes:
    """Return a picture of many colours in its upper half and of one below."""
    full = Image.new("RGB", size, "#f1f3f6")
    noise = Image.effect_noise((size[0], size[1] // 2), 90).convert("RGB")
    ImageDraw.Draw(noise).rectangle((10, 10, 60, 40), fill=(31, 80, 148))
    full.paste(noise, (0, 0))
    raw = io.BytesIO()
    full.save(raw, "PNG")
    return raw.getvalue()


def test_every_picture_of_the_script_was_taken_and_no_other(script: ModuleType) -> None:
    names = [shot.name for shot in script.SHOTS]
    assert len(names) == len(set(names))
    assert sorted(names) == sorted(path.stem for path in PICTURES.iterdir())


def test_every_picture_is_shown_in_one_guide() -> None:
    shown = [name for path in GUIDES for name in OWN.findall(path.read_text(encoding="utf-8"))]
    assert sorted(shown) == sorted(path.stem for path in PICTURES.glob("*.png"))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_has_a_few_pictures_with_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    shown = SHOWN.findall(text)
    assert all(len(words) > 5 for words, _ in shown)
    assert len(shown) <= MOST_IN_ONE + 1
    assert len(LOOK.findall(text)) == len(OWN.findall(text))


def test_most_guides_have_pictures() -> None:
    bare = sorted(path.stem for path in GUIDES if not SHOWN.search(path.read_text(encoding="utf-8")))
    assert len(bare) <= len(GUIDES) // 4, bare
    assert not {"thu-ky", "hieu-truong", "nguoi-gui-minh-chung", "can-bo-so-xa", "thanh-vien"} & set(bare)


def test_the_pictures_are_light(script: ModuleType) -> None:
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert {name: size for name, size in sizes.items() if size > script.MOST_BYTES} == {}
    assert sum(sizes.values()) < MOST_IN_ALL


def test_a_picture_is_as_wide_as_a_laptop_or_a_phone(script: ModuleType) -> None:
    widths = {shot.name: shot.size[0] for shot in script.SHOTS}
    for path in PICTURES.iterdir():
        with Image.open(path) as image:
            assert (image.mode, image.format) == ("P", "PNG")
            assert 200 < image.width <= widths[path.stem]


def test_the_empty_part_below_is_cut_off(script: ModuleType) -> None:
    with Image.open(io.BytesIO(script.trimmed(noisy((300, 400))))) as image:
        assert image.size == (300, 200 + script.EDGE)


def test_an_empty_picture_stays(script: ModuleType) -> None:
    raw = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(raw, "PNG")
    assert script.trimmed(raw.getvalue()) == raw.getvalue()


def test_colours_are_given_up_for_size(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    full = noisy((300, 400))
    rich = script.light(full)
    monkeypatch.setattr(script, "MOST_BYTES", len(rich) // 2)
    assert len(script.light(full)) < len(rich)


def test_a_free_port_is_free_and_nobody_answers_there(script: ModuleType) -> None:
    port = script.free_port()
    assert 1024 <= port < 65536
    assert not script.answers(f"http://127.0.0.1:{port}")
