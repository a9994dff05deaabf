"""``minhdinh check`` as an administrator calls it."""

from pathlib import Path

from tests.config.commands import minhdinh


def test_serious_things_make_the_command_fail(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "check", MINHDINH_DATABASE_URL="postgresql://a:b@127.0.0.1:9/none")
    assert done.returncode == 1
    assert "LỖI: Không mở được cơ sở dữ liệu" in done.stdout
    assert "Cấu hình chưa dùng được" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_explains_a_new_folder_and_makes_no_database(tmp_path: Path) -> None:
    done = minhdinh(tmp_path, "check")
    assert done.returncode == 0, done.stdout
    assert "LƯU Ý: Chưa có cơ sở dữ liệu: lần chạy đầu (`minhdinh serve`) tự tạo" in done.stdout
    assert "Cấu hình dùng được." in done.stdout
    assert {path.name for path in tmp_path.iterdir()} <= {"secret.key", "files"}


def test_a_folder_that_a_start_has_made_ready_has_nothing_to_explain(ready_data: Path) -> None:
    done = minhdinh(ready_data, "check")
    assert done.returncode == 0, done.stdout
    assert "cơ sở dữ liệu" not in done.stdout.lower()


def test_one_part_of_djangos_checks_can_be_asked_for(ready_data: Path) -> None:
    assert "compatibility" in minhdinh(ready_data, "check", "--list-tags").stdout
    assert minhdinh(ready_data, "check", "--tag", "models").returncode == 0
