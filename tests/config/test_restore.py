"""``minhdinh restore``: what the command says; what it does is tested in ``backup/test_restoring.py``."""

from pathlib import Path

from tests.config.commands import minhdinh


def test_another_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"no backup")
    done = minhdinh(tmp_path, "restore", str(other), MINHDINH_DATA=str(tmp_path / "data"))
    assert done.returncode == 2
    assert "Không mở được bản sao lưu" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "minhdinh.sqlite3").exists()


def test_it_says_what_it_checked_and_where_the_old_data_are(ready_data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "out.zip"
    add = ("organisations", "add", "--kind", "commune", "--code", "x", "--name", "Xã X")
    assert minhdinh(ready_data, *add).returncode == 0
    assert minhdinh(ready_data, "backup", str(archive)).returncode == 0
    done = minhdinh(ready_data, "restore", str(archive), "--replace")
    assert done.returncode == 0, done.stderr
    assert "dấu niêm phong đều khớp" in done.stdout
    assert "replaced-" in done.stdout
    assert minhdinh(ready_data, "organisations", "list").stdout.startswith("x")
