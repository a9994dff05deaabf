from pathlib import Path

import pytest

from tests.config.commands import minhdinh


def test_a_wrong_setting_is_one_sentence_and_code_2(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "check", MINHDINH_MODE="prod")
    assert done.returncode == 2
    assert done.stderr == "minhdinh: MINHDINH_MODE is 'prod'; use one of: local, demo, production.\n"
    assert done.stdout == ""


def test_an_unknown_command_fails_with_its_name(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "danh-gia")
    assert done.returncode == 1
    assert "danh-gia" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",)])
def test_without_a_command_it_lists_what_it_can_do(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = minhdinh(tmp_path, *arguments)
    assert done.returncode == 0
    assert "organisations" in done.stdout
    assert not (tmp_path / "minhdinh.sqlite3").exists()
