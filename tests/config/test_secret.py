import multiprocessing
import stat
from pathlib import Path

import pytest

from minhdinh.config.env import Environment, SettingError
from minhdinh.config.secret import LEAST_LENGTH, SECRET_FILE, secret_key

GOOD = "x" * LEAST_LENGTH


def make(data: str) -> str:
    """Run in another process: what two servers that start together do."""
    return secret_key(Environment({}), Path(data), production=False)


def test_the_given_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert secret_key(Environment({"MINHDINH_SECRET_KEY": GOOD}), data, production=False) == GOOD
    assert not data.exists()


def test_a_given_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{GOOD}\n", encoding="utf-8")
    environment = Environment({"MINHDINH_SECRET_KEY_FILE": str(tmp_path / "key")})
    assert secret_key(environment, tmp_path, production=True) == GOOD


def test_a_short_one_will_do_on_one_machine(tmp_path: Path) -> None:
    assert secret_key(Environment({"MINHDINH_SECRET_KEY": "short"}), tmp_path, production=False) == "short"


def test_production_demands_its_own(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with pytest.raises(SettingError) as error:
        secret_key(Environment({}), data, production=True)
    assert str(error.value) == "MINHDINH_SECRET_KEY is required in production (MINHDINH_MODE=production)."
    assert not data.exists()


def test_production_does_not_take_one_made_earlier(tmp_path: Path) -> None:
    secret_key(Environment({}), tmp_path, production=False)
    with pytest.raises(SettingError, match="required in production"):
        secret_key(Environment({}), tmp_path, production=True)


@pytest.mark.parametrize("length", [1, LEAST_LENGTH - 1])
def test_production_refuses_a_short_one_without_repeating_it(tmp_path: Path, length: int) -> None:
    with pytest.raises(SettingError) as error:
        secret_key(Environment({"MINHDINH_SECRET_KEY": "z" * length}), tmp_path, production=True)
    assert str(error.value) == "MINHDINH_SECRET_KEY has fewer than 32 characters."


def test_the_first_start_makes_a_long_one_and_the_second_reads_it(tmp_path: Path) -> None:
    data = tmp_path / "a" / "b"
    first = secret_key(Environment({}), data, production=False)
    assert len(first) >= 64
    assert secret_key(Environment({}), data, production=False) == first
    assert (data / SECRET_FILE).read_text(encoding="utf-8") == first


def test_two_data_folders_have_two_secrets(tmp_path: Path) -> None:
    one, two = (secret_key(Environment({}), tmp_path / name, production=False) for name in ("one", "two"))
    assert one != two


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    secret_key(Environment({}), tmp_path, production=False)
    assert stat.S_IMODE((tmp_path / SECRET_FILE).stat().st_mode) == 0o600


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    secret_key(Environment({}), tmp_path, production=False)
    assert [path.name for path in tmp_path.iterdir()] == [SECRET_FILE]


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        answers = pool.map(make, [str(tmp_path)] * 12, chunksize=1)
    assert len(set(answers)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [SECRET_FILE]
