from pathlib import Path

import pytest

from minhdinh.config.env import Environment, SettingError, postgresql_settings, sqlite_settings


def env(**values: str) -> Environment:
    return Environment(values)


class TestText:
    def test_gives_the_value_without_surrounding_space(self) -> None:
        assert env(NAME="  Trường THCS \n").text("NAME") == "Trường THCS"

    def test_takes_the_default_where_nothing_is_set(self) -> None:
        assert env().text("NAME", "data") == "data"

    def test_an_empty_value_is_a_value(self) -> None:
        assert env(NAME="").text("NAME", "data") == ""

    def test_reads_the_file_that_the_other_variable_names(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("bí mật\n", encoding="utf-8")
        assert env(NAME_FILE=str(secret)).text("NAME", "data") == "bí mật"

    def test_the_value_goes_before_the_file(self, tmp_path: Path) -> None:
        assert env(NAME="a", NAME_FILE=str(tmp_path / "missing")).text("NAME") == "a"

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        missing = tmp_path / "missing"
        with pytest.raises(SettingError) as error:
            env(NAME_FILE=str(missing)).text("NAME", "data")
        assert str(error.value) == f"NAME_FILE names {missing}, which is not a file."

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(SettingError, match="not a file"):
            env(NAME_FILE=str(tmp_path)).text("NAME")

    def test_an_empty_file_name_counts_as_not_set(self) -> None:
        assert env(NAME_FILE="").text("NAME", "data") == "data"

    def test_without_default_a_missing_variable_is_an_error_that_names_both_ways(self) -> None:
        with pytest.raises(SettingError) as error:
            env(OTHER="x").text("NAME")
        assert str(error.value) == "NAME is required. Set it, or set NAME_FILE to a file that holds it."

    def test_reads_the_process_environment_by_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MINHDINH_TEST_PROBE", "here")
        assert Environment().text("MINHDINH_TEST_PROBE") == "here"


class TestFlag:
    @pytest.mark.parametrize("word", ["1", "true", "TRUE", "yes", "Yes", "on", " on "])
    def test_words_that_mean_yes(self, word: str) -> None:
        assert env(NAME=word).flag("NAME", default=False) is True

    @pytest.mark.parametrize("word", ["0", "false", "No", "off", ""])
    def test_words_that_mean_no(self, word: str) -> None:
        assert env(NAME=word).flag("NAME", default=True) is False

    @pytest.mark.parametrize("default", [True, False])
    def test_nothing_set_means_the_default(self, default: bool) -> None:
        assert env().flag("NAME", default=default) is default

    @pytest.mark.parametrize("word", ["ja", "2", "có", "truee", "y"])
    def test_any_other_word_is_an_error(self, word: str) -> None:
        with pytest.raises(SettingError) as error:
            env(NAME=word).flag("NAME", default=True)
        assert str(error.value) == f"NAME is {word!r}; use yes or no."


class TestNumber:
    @pytest.mark.parametrize(("raw", "value"), [("0", 0), ("8000", 8000), (" 25 ", 25), ("-3", -3)])
    def test_whole_numbers(self, raw: str, value: int) -> None:
        assert env(NAME=raw).number("NAME", 1, least=-5) == value

    def test_nothing_set_means_the_default(self) -> None:
        assert env().number("NAME", 8000) == 8000

    @pytest.mark.parametrize("raw", ["eight", "8.0", "8,5", "", "0x10"])
    def test_anything_else_is_an_error(self, raw: str) -> None:
        with pytest.raises(SettingError) as error:
            env(NAME=raw).number("NAME", 8000)
        assert str(error.value) == f"NAME is {raw!r}; a whole number is needed."

    @pytest.mark.parametrize("raw", ["1", "65535"])
    def test_both_bounds_are_allowed(self, raw: str) -> None:
        assert env(NAME=raw).number("NAME", 8000, least=1, most=65535) == int(raw)

    @pytest.mark.parametrize("raw", ["0", "65536", "-1"])
    def test_outside_the_bounds_is_an_error(self, raw: str) -> None:
        with pytest.raises(SettingError) as error:
            env(NAME=raw).number("NAME", 8000, least=1, most=65535)
        assert str(error.value) == f"NAME is {raw}; it must lie between 1 and 65535."

    def test_the_number_may_come_from_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "port").write_text("9000\n", encoding="utf-8")
        assert env(NAME_FILE=str(tmp_path / "port")).number("NAME", 1) == 9000


class TestWords:
    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("a.vn,b.vn", ["a.vn", "b.vn"]),
            (" a.vn , b.vn ,", ["a.vn", "b.vn"]),
            ("a.vn", ["a.vn"]),
            ("", []),
            (" , ,", []),
        ],
    )
    def test_commas_separate_and_nothing_empty_is_left(self, raw: str, words: list[str]) -> None:
        assert env(NAME=raw).words("NAME", "x") == words

    def test_the_default_is_a_list_too(self) -> None:
        assert env().words("NAME", "localhost,127.0.0.1") == ["localhost", "127.0.0.1"]
        assert env().words("NAME") == []


class TestChoice:
    MODES = ("local", "demo", "production")

    @pytest.mark.parametrize("mode", MODES)
    def test_every_choice(self, mode: str) -> None:
        assert env(NAME=mode).choice("NAME", "local", self.MODES) == mode

    def test_the_default(self) -> None:
        assert env().choice("NAME", "local", self.MODES) == "local"

    @pytest.mark.parametrize("word", ["Production", "prod", ""])
    def test_anything_else_is_an_error_that_lists_the_choices(self, word: str) -> None:
        with pytest.raises(SettingError) as error:
            env(NAME=word).choice("NAME", "local", self.MODES)
        assert str(error.value) == f"NAME is {word!r}; use one of: local, demo, production."


class TestFolder:
    def test_a_relative_folder_counts_from_where_the_command_was_started(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert env(NAME="du-lieu").folder("NAME", "data") == tmp_path / "du-lieu"
        assert env().folder("NAME", "data") == tmp_path / "data"

    def test_it_is_not_created(self, tmp_path: Path) -> None:
        folder = env(NAME=str(tmp_path / "new")).folder("NAME", "data")
        assert not folder.exists()

    def test_the_home_folder_is_filled_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        assert env(NAME="~/minhdinh").folder("NAME", "data") == tmp_path / "minhdinh"

    def test_a_file_is_no_folder(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.touch()
        with pytest.raises(SettingError) as error:
            env(NAME=str(path)).folder("NAME", "data")
        assert str(error.value) == f"NAME names {path}, which is not a folder."


class TestPostgresql:
    def test_a_whole_address(self) -> None:
        found = postgresql_settings("postgresql://nam:mat@db.truong.vn:6432/minhdinh")
        assert found["ENGINE"] == "django.db.backends.postgresql"
        assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
            "NAME": "minhdinh",
            "USER": "nam",
            "PASSWORD": "mat",
            "HOST": "db.truong.vn",
            "PORT": "6432",
        }

    def test_what_is_left_out_stays_empty(self) -> None:
        found = postgresql_settings("postgres:///minhdinh")
        assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
            "minhdinh",
            "",
            "",
            "",
            "",
        ]

    def test_special_characters_are_percent_encoded(self) -> None:
        found = postgresql_settings("postgresql://c%C3%B4ng:p%40ss%2Fw%3Ard@localhost/minh%20dinh")
        assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("công", "p@ss/w:rd", "minh dinh")

    @pytest.mark.parametrize(
        ("query", "options"),
        [
            ("", {"options": "-c jit=off"}),
            ("?options=-c%20jit%3Don", {"options": "-c jit=on"}),
            ("?options=", {}),
        ],
    )
    def test_the_server_does_not_compile_plans_unless_asked_to(
        self, query: str, options: dict[str, str]
    ) -> None:
        assert postgresql_settings(f"postgresql://localhost/minhdinh{query}")["OPTIONS"] == options

    def test_a_read_opens_no_transaction_and_connections_are_kept(self) -> None:
        found = postgresql_settings("postgresql://localhost/minhdinh")
        assert found["ATOMIC_REQUESTS"] is False
        assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)

    @pytest.mark.parametrize(
        "url",
        ["mysql://u:p@localhost/minhdinh", "postgresql://localhost", "postgresql://localhost/", "minhdinh"],
    )
    def test_another_shape_is_an_error_that_shows_the_right_one(self, url: str) -> None:
        with pytest.raises(SettingError) as error:
            postgresql_settings(url)
        assert str(error.value) == (
            "MINHDINH_DATABASE_URL must look like postgresql://user:password@host:5432/database."
        )

    def test_the_message_never_repeats_the_password(self) -> None:
        with pytest.raises(SettingError) as error:
            postgresql_settings("mysql://nam:rat-mat@localhost/x", name="OTHER_URL")
        assert "rat-mat" not in str(error.value)
        assert str(error.value).startswith("OTHER_URL ")


def test_sqlite_writes_wait_their_turn_and_reach_the_disk(tmp_path: Path) -> None:
    found = sqlite_settings(tmp_path / "minhdinh.sqlite3")
    assert found["NAME"] == str(tmp_path / "minhdinh.sqlite3")
    assert found["ATOMIC_REQUESTS"] is False
    options = found["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert f"PRAGMA {pragma};" in options["init_command"]
