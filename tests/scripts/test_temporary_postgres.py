import socket
from pathlib import Path
from types import ModuleType

import psycopg
import pytest


def server_is_installed() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.mark.skipif(not server_is_installed(), reason="no PostgreSQL server on this machine")
def test_the_server_answers_and_is_gone_afterwards(postgres: ModuleType) -> None:
    with postgres.temporary_postgres() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            row = connection.execute("SELECT current_user, current_setting('data_directory')").fetchone()
            assert row is not None
            user, folder = row
            connection.execute("CREATE DATABASE probe TEMPLATE template0 ENCODING 'UTF8'")
        wrong = url.replace(url.split(":")[2].split("@")[0], "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
    assert user == "minhdinh"
    assert not Path(folder).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_a_free_port_can_be_taken(postgres: ModuleType) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", postgres.free_port()))


def test_a_failing_command_tells_what_it_said(postgres: ModuleType) -> None:
    with pytest.raises(postgres.PostgresError, match="sh failed: không được"):
        postgres.run_as(None, ["/bin/sh", "-c", "echo không được; exit 1"])


def test_without_a_command_it_explains_itself(
    postgres: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["temporary_postgres.py"])
    assert postgres.main() == 2
    assert "usage:" in capsys.readouterr().err
