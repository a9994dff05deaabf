from pathlib import Path

import pytest

from minhdinh.config.run import needs_database
from tests.config.commands import minhdinh


def test_a_wrong_setting_is_one_sentence_and_code_2(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "check", MINHDINH_MODE="prod")
    assert done.returncode == 2
    assert done.stderr == "minhdinh: MINHDINH_MODE is 'prod'; use one of: local, demo, production.\n"
    assert done.stdout == ""


def test_an_unknown_command_fails_with_its_name_and_makes_no_database(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "danh-gia")
    assert done.returncode == 1
    assert "danh-gia" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "minhdinh.sqlite3").exists()


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",)])
def test_without_a_command_it_lists_what_it_can_do(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = minhdinh(tmp_path, *arguments)
    assert done.returncode == 0
    assert "organisations" in done.stdout
    assert not (tmp_path / "minhdinh.sqlite3").exists()


@pytest.mark.parametrize(
    ("argv", "needed"),
    [
        (["minhdinh"], False),
        (["minhdinh", "check"], False),
        (["minhdinh", "nonsense"], False),
        (["minhdinh", "serve", "--help"], False),
        (["minhdinh", "serve"], True),
        (["minhdinh", "organisations", "list"], True),
        (["minhdinh", "standards", "check", "bo.yaml"], False),
        (["minhdinh", "standards", "list"], True),
    ],
)
def test_what_makes_a_data_folder_ready(argv: list[str], needed: bool) -> None:
    assert needs_database(argv) is needed


def test_json_output_is_json_also_at_the_first_start(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "organisations", "list", "--json")
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_a_problem_is_one_sentence_and_code_2(ready_data: Path) -> None:
    done = minhdinh(ready_data, "organisations", "add", "--kind", "planet", "--code", "p", "--name", "P")
    assert done.returncode == 2
    assert "planet" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
