import json
import zipfile

import pytest

from minhdinh.common.problems import Problem
from minhdinh.config.backup.archive import (
    FORMAT,
    MANIFEST,
    Manifest,
    Member,
    Table,
    open_archive,
    read_lines,
    read_manifest,
    read_member,
    write_member,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.zip"


def written(path, *, manifest=None, chunks=(b"mot\nhai", b"\nba\n"), packed=True):
    with zipfile.ZipFile(path, "w") as archive:
        member = write_member(archive, "tables/1.jsonl", chunks, packed=packed)
        made = Manifest("1.0", "2026-11-20", "sqlite", {"a": "0001"}, [Table("a.b", 3, member)], [])
        archive.writestr(MANIFEST, manifest if manifest is not None else made.as_json())
    return made


def test_a_manifest_comes_back(path):
    made = written(path)
    with open_archive(path) as archive:
        assert read_manifest(archive) == made


def test_members_are_streamed_and_checked(path):
    made = written(path)
    member = made.tables[0].member
    assert member.size == 11
    with open_archive(path) as archive:
        assert b"".join(read_member(archive, member)) == b"mot\nhai\nba\n"
        assert list(read_lines(archive, member)) == [b"mot", b"hai", b"ba"]


@pytest.mark.parametrize(
    "wrong",
    [
        Member("tables/1.jsonl", 11, "0" * 64),
        Member("tables/1.jsonl", 10, ""),
        Member("tables/1.jsonl", 12, ""),
        Member("tables/2.jsonl", 11, ""),
    ],
)
def test_other_bytes_than_the_manifests_are_refused(path, wrong):
    made = written(path)
    asked = Member(wrong.name, wrong.size, wrong.sha256 or made.tables[0].member.sha256)
    with open_archive(path) as archive, pytest.raises(Problem, match="bị đổi hoặc hỏng"):
        list(read_member(archive, asked))


@pytest.mark.parametrize("packed", [True, False])
def test_a_flipped_byte_is_noticed(path, packed):
    made = written(path, chunks=(bytes(range(256)) * 20,), packed=packed)
    with open_archive(path) as archive:
        start = archive.getinfo("tables/1.jsonl").header_offset + 30 + len("tables/1.jsonl") + 20
    content = bytearray(path.read_bytes())
    content[start + 40] ^= 1
    path.write_bytes(content)
    with open_archive(path) as archive, pytest.raises(Problem, match="bị đổi hoặc hỏng"):
        list(read_member(archive, made.tables[0].member))


@pytest.mark.parametrize("content", [b"", b"no zip at all"])
def test_another_file_is_no_backup(path, content):
    path.write_bytes(content)
    with pytest.raises(Problem, match="Không mở được"):
        open_archive(path)


def test_a_missing_file_is_no_backup(tmp_path):
    with pytest.raises(Problem, match="Không mở được"):
        open_archive(tmp_path / "none.zip")


@pytest.mark.parametrize(
    "manifest", [b"{}", b"[]", b"nonsense", json.dumps({"format": FORMAT}).encode(), b'{"format": "other/9"}']
)
def test_an_odd_manifest_is_refused(path, manifest):
    written(path, manifest=manifest)
    with open_archive(path) as archive, pytest.raises(Problem):
        read_manifest(archive)


def test_a_zip_without_manifest_is_refused(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    with open_archive(path) as archive, pytest.raises(Problem, match="không phải bản sao lưu"):
        read_manifest(archive)


@pytest.mark.parametrize("name", ["files/../../etc/passwd", "/files/a", "secret.key", "../files/a"])
def test_places_outside_are_refused(path, name):
    made = written(path)
    evil = Manifest(made.version, made.created_at, made.vendor, {}, [], [Member(name, 1, "0" * 64)])
    written(path, manifest=evil.as_json())
    with open_archive(path) as archive, pytest.raises(Problem, match="đường dẫn lạ"):
        read_manifest(archive)
