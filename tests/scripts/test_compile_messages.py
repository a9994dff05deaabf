import gettext
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src" / "minhdinh" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
GOOD = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Password"\nmsgstr "Mật khẩu"\n'
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "compile_messages", ROOT / "scripts" / "compile_messages.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(folder: Path, text: str) -> Path:
    path = folder / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def placeholders(text: str | tuple[str, ...]) -> list[str]:
    """Return what is filled in; of a message with plurals, the last form."""
    return sorted(PLACEHOLDER.findall(text if isinstance(text, str) else text[-1]))


def test_what_was_compiled_is_what_gettext_reads(script: ModuleType, tmp_path: Path) -> None:
    path = catalogue(tmp_path, GOOD)
    assert script.main(tmp_path) == 0
    with path.with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Password") == "Mật khẩu"
    assert not list(path.parent.glob("*.partial"))


def test_a_malformed_file_stops_with_its_name(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = catalogue(tmp_path, GOOD + "no keyword here\n")
    assert script.main(tmp_path) == 1
    assert str(path) in capsys.readouterr().err
    assert not path.with_suffix(".mo").exists()


def test_an_empty_folder_is_a_mistake(script: ModuleType, tmp_path: Path) -> None:
    assert script.main(tmp_path) == 1


def test_our_catalogue_compiles(script: ModuleType, tmp_path: Path) -> None:
    path = catalogue(tmp_path, CATALOGUE.read_text(encoding="utf-8"))
    assert script.compile_file(path) > 50


def test_every_message_is_translated_with_its_placeholders() -> None:
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as stream:
        messages = [message for message in read_po(stream, locale="vi") if message.id]
    assert all(message.string for message in messages)
    wrong = [message.id for message in messages if placeholders(message.id) != placeholders(message.string)]
    assert wrong == []
