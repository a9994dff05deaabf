import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from tests.house_rules.tree import ROOT

SCRIPT = ROOT / "scripts" / "temporary_swift.py"
ASK = (
    "import os, sys; sys.exit(0 if os.environ['MINHDINH_STORAGE'] == 's3' and "
    "os.environ['MINHDINH_S3_BUCKET'] == 'kho' and os.environ['MINHDINH_S3_SECRET'] else 3)"
)


@pytest.mark.s3
def test_the_server_answers_its_own_keys_and_is_gone_afterwards(swift: ModuleType) -> None:
    with swift.temporary_swift() as server:
        client = server.client()
        client.create_bucket(Bucket="thu")
        client.put_object(Bucket="thu", Key="a", Body=b"x")
        with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
            server.client(secret="wrong").get_object(Bucket="thu", Key="a")
        folder = Path(f"/proc/{server.process.pid}/cwd").resolve()
        assert folder.is_dir()
        port = int(server.endpoint.rpartition(":")[2])
    assert not folder.exists()
    assert server.process.poll() is not None
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.s3
def test_a_server_that_was_killed_starts_again_with_what_it_had(swift: ModuleType) -> None:
    with swift.temporary_swift() as server:
        server.client().create_bucket(Bucket="thu")
        server.client().put_object(Bucket="thu", Key="a", Body=b"x")
        server.kill()
        server.kill()
        with pytest.raises(EndpointConnectionError):
            server.client().get_object(Bucket="thu", Key="a")
        server.start()
        assert server.client().get_object(Bucket="thu", Key="a")["Body"].read() == b"x"
        assert [one["Key"] for one in server.client().list_objects_v2(Bucket="thu")["Contents"]] == ["a"]


@pytest.mark.s3
def test_the_server_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import pathlib, time; from temporary_swift import temporary_swift\n"
        "with temporary_swift() as server:\n"
        f"    pathlib.Path({str(told)!r}).write_text(str(server.process.pid))\n"
        "    time.sleep(60)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", code], cwd=SCRIPT.parent)
    end = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < end:
        time.sleep(0.1)
    server = int(told.read_text())
    folder = Path(f"/proc/{server}/cwd").resolve()
    starter.kill()
    starter.wait()
    while running(server) and time.monotonic() < end:
        time.sleep(0.1)
    assert not running(server)
    assert not folder.exists()


def running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"


@pytest.mark.s3
def test_a_command_runs_with_the_settings_of_a_bucket() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), sys.executable, "-c", ASK], check=False)
    assert done.returncode == 0


def test_without_a_command_it_explains_itself() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT)], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "usage" in done.stderr


def test_where_it_is_not_installed_the_packages_are_named(swift: ModuleType) -> None:
    assert not swift.is_installed("/no/such/python")
    assert not swift.is_installed("/bin/false")
    with (
        pytest.raises(swift.SwiftError, match="apt-get install python3-swift"),
        swift.temporary_swift("/no/such/python"),
    ):
        pass


def test_a_server_that_ends_at_once_tells_what_it_said(swift: ModuleType) -> None:
    process = subprocess.Popen(["/bin/false"])
    process.wait()
    with pytest.raises(swift.SwiftError, match="ended at once: nothing works"):
        swift.wait_until_answering("http://127.0.0.1:9", process, lambda: "nothing works")


def test_a_server_that_stays_silent_is_given_up(swift: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swift, "SECONDS_TO_START", 0.3)
    process = subprocess.Popen(["/bin/sleep", "30"])
    try:
        with pytest.raises(swift.SwiftError, match="did not answer"):
            swift.wait_until_answering(f"http://127.0.0.1:{swift.free_port()}", process, str)
    finally:
        process.kill()
        process.wait()
