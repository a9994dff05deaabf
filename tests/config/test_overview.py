"""What the commands say of themselves: one page, in Vietnamese from end to end."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import load_command_class

from minhdinh.config.overview import OTHERS, overview, own_commands
from minhdinh.lib.text import fold
from tests.config.commands import minhdinh

MANAGEMENT = sorted(own_commands().items())


def options_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str | None]]:
    """Yield every option of a command and of its verbs with its help; argparse's own ``-h`` is left to argparse."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield f"{parser.prog} {choice.dest}", choice.help
            for verb in action.choices.values():
                yield from options_of(verb)
        elif action.dest != "help" and action.help != argparse.SUPPRESS:
            yield f"{parser.prog} {action.dest}", action.help


def is_vietnamese(text: str | None) -> bool:
    """Tell whether a sentence carries diacritics, which hardly any Vietnamese sentence is without."""
    return bool(text) and fold(text) != text.lower()


@pytest.mark.parametrize(("name", "room"), MANAGEMENT)
def test_every_option_is_explained_in_vietnamese(name: str, room: str) -> None:
    parser = load_command_class(room, name).create_parser("minhdinh", name)
    told = [(f"minhdinh {name}", parser.description), *options_of(parser)]
    assert [option for option, words in told if not is_vietnamese(words)] == []


def test_evaluate_is_explained_in_vietnamese_too(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "evaluate", "--help")
    assert "Tính mức theo một bộ tiêu chuẩn." in done.stdout
    lines = [line.split("  ")[-1].strip() for line in done.stdout.splitlines() if line.startswith("  --")]
    assert lines
    assert [words for words in lines if not is_vietnamese(words)] == []


def test_the_page_tells_every_command_of_ours() -> None:
    lines = overview().splitlines()
    told = {line.split()[0]: line.partition("  ")[2] for line in lines if line.startswith("  ")}
    assert set(told) == set(own_commands()) | set(OTHERS)
    assert all(is_vietnamese(words) for words in told.values())
    assert {"serve", "demo", "backup", "check", "evaluate"} <= set(told)


@pytest.mark.parametrize("arguments", [(), ("help",), ("-h",), ("--help",)])
def test_the_page_is_what_no_command_prints(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = minhdinh(tmp_path, *arguments)
    assert (done.returncode, done.stdout.rstrip()) == (0, overview()), done.stderr
    assert list(tmp_path.glob("*.sqlite3")) == []


def test_djangos_commands_can_still_be_listed_and_its_switches_used(tmp_path: Path) -> None:
    assert "showmigrations" in minhdinh(tmp_path, "help", "--commands").stdout
    assert "--traceback" not in minhdinh(tmp_path, "serve", "--help").stdout
    assert minhdinh(tmp_path, "check", "--traceback", "--verbosity", "2").returncode == 0
