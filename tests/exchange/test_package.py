import json
import zipfile

import pytest

from minhdinh.common.problems import Problem
from minhdinh.exchange import package as packages
from minhdinh.exchange.package import (
    MANIFEST,
    SCHEMA,
    Member,
    Package,
    digest_of,
    open_package,
    part_of,
)
from tests.exchange.packages import rewritten


def opened(path):
    with open_package(path) as archive:
        return Package(archive)


def read_all(path):
    with open_package(path) as archive:
        found = Package(archive)
        for name in found.members:
            if name.endswith(".json"):
                found.json(name)
            else:
                list(found.chunks(found.members[name]))
        return found


def with_raw(path, target, change):
    """Copy a ZIP member by member through ``change(archive, info, content)``, which writes what it likes."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            change(new, info, old.read(info))
    return target


def test_a_sound_package_is_read_whole(package):
    found = read_all(package)
    assert found.manifest["school"] == "th-sao-mai-1"
    assert found.manifest["digest"] == found.digest


def test_assessments_come_in_order(package):
    with open_package(package) as archive:
        assert [one["year"] for one in Package(archive).assessments().values()] == ["2026-2027"]


def test_the_schema_is_published_and_valid():
    from jsonschema import Draft202012Validator

    content = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    assert content["$defs"]["manifest"]["properties"]["format"] == {"const": "minhdinh.school/1"}


def test_the_digest_depends_on_content_only():
    one, two = Member("a.json", 1, "a" * 64), Member("b.json", 2, "b" * 64)
    assert digest_of([one, two]) == digest_of([two, one])
    assert digest_of([one]) != digest_of([Member("a.json", 1, "c" * 64)])


@pytest.mark.parametrize(
    "name", ["../evil.json", "assessments/1.json", "files/abc", "other.json", "/school.json"]
)
def test_other_names_are_refused(name):
    with pytest.raises(Problem, match="phần lạ"):
        part_of(name)


def extra(archive, info, content):
    archive.writestr(info, content)
    if info.filename == "school.json":
        archive.writestr("../../etc/cron.d/evil", b"* * * * *")


def changed_file(archive, info, content):
    archive.writestr(info, content[:-1] + b"!" if info.filename.startswith("files/") else content)


def changed_json(archive, info, content):
    archive.writestr(
        info, content.replace(b"Sao Mai 1", b"Sao Mai 7") if info.filename == "school.json" else content
    )


def left_out(archive, info, content):
    if info.filename != "people.json":
        archive.writestr(info, content)


def packed(archive, info, content):
    archive.writestr(info.filename, content, zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (extra, "không khớp với danh mục"),
        (changed_file, "bị đổi hoặc hỏng"),
        (changed_json, "bị đổi hoặc hỏng"),
        (left_out, "không khớp với danh mục"),
        (packed, "mã băm"),
    ],
)
def test_a_package_that_was_touched_is_refused(package, tmp_path, change, words):
    path = with_raw(package, tmp_path / "touched.zip", change)
    with pytest.raises(Problem, match=words):
        read_all(path)


def test_two_members_of_one_name_are_refused(package, tmp_path):
    def doubled(archive, info, content):
        archive.writestr(info, content)

    path = with_raw(package, tmp_path / "doubled.zip", doubled)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("school.json", b"{}")
    with pytest.raises(Problem, match="trùng tên"):
        opened(path)


def declared(path, tmp_path, change):
    """Return a copy whose manifest is changed and nothing else."""

    def rewrite(archive, info, content):
        if info.filename == MANIFEST:
            manifest = json.loads(content)
            change(manifest)
            content = json.dumps(manifest).encode()
        archive.writestr(info, content)

    return with_raw(path, tmp_path / "declared.zip", rewrite)


def test_a_size_that_is_not_the_members_is_refused(package, tmp_path):
    path = declared(package, tmp_path, lambda manifest: manifest["members"][0].update(size=5))
    with pytest.raises(Problem, match="bị đổi hoặc hỏng"):
        opened(path)


def test_a_file_that_carries_another_files_name_is_refused(package, tmp_path):
    def swap(manifest):
        files = [member for member in manifest["members"] if member["name"].startswith("files/")]
        files[0]["sha256"], files[1]["sha256"] = files[1]["sha256"], files[0]["sha256"]

    with pytest.raises(Problem, match="mã băm"):
        opened(declared(package, tmp_path, swap))


def test_a_bomb_is_refused_before_it_is_unpacked(package, tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "LONGEST_JSON", 10_000)

    def swell(parts):
        parts["school.json"]["name"] = " " * 20_000

    path = rewritten(package, tmp_path / "bomb.zip", swell)
    assert path.stat().st_size < package.stat().st_size + 1000
    with pytest.raises(Problem):
        opened(path)


@pytest.mark.parametrize(
    ("limit", "words"), [("MOST_BYTES", "lớn quá mức"), ("MOST_MEMBERS", "quá nhiều phần")]
)
def test_limits_hold(package, monkeypatch, limit, words):
    monkeypatch.setattr(packages, limit, 10)
    with pytest.raises(Problem, match=words):
        opened(package)


@pytest.mark.parametrize("change", [{"format": "minhdinh.school/9"}, {"odd": 1}, {"digest": "short"}])
def test_a_manifest_of_another_format_is_refused(package, tmp_path, change):
    with pytest.raises(Problem):
        opened(declared(package, tmp_path, lambda manifest: manifest.update(change)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"plain text"])
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "other.zip"
    path.write_bytes(content)
    with pytest.raises(Problem, match="Không mở được"):
        open_package(path)


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "else.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(Problem, match="không phải gói hồ sơ"):
        opened(path)


@pytest.mark.parametrize(
    ("name", "change", "where"),
    [
        ("school.json", lambda part: part.update(password="x"), "school.json"),
        ("people.json", lambda part: part["people"][0].pop("email"), "people/0"),
        ("people.json", lambda part: part["people"][0]["memberships"][0].update(role="system_admin"), "role"),
        ("evidence.json", lambda part: part["items"][0].update(link="javascript:alert(1)"), "items/0/link"),
        ("assessments/001.json", lambda part: part.update(state="secret"), "state"),
        ("files.json", lambda part: part["files"][0].update(extension="../x"), "files/0/extension"),
    ],
)
def test_parts_that_do_not_follow_the_schema_are_refused(package, tmp_path, name, change, where):
    path = rewritten(package, tmp_path / "odd.zip", lambda parts: change(parts[name]))
    with pytest.raises(Problem, match="không đúng mẫu") as caught:
        read_all(path)
    assert where in caught.value.message


@pytest.mark.parametrize("text", ["Trường\x00", "nửa chữ \ud800"])
def test_a_text_that_no_database_takes_is_refused_before_anything_is_written(package, tmp_path, text):
    def change(parts):
        parts["school.json"]["profile"]["head_name"] = text

    if "\ud800" in text:
        path = tmp_path / "bad.zip"
        raw = json.dumps({"people": [text]}).encode()
        with zipfile.ZipFile(path, "w") as archive:
            members = [packages.Member("people.json", len(raw), packages.sha256(raw))]
            archive.writestr("people.json", raw)
            packages.write_manifest(
                archive,
                version="1.0",
                created_at="2026-11-20T08:00:00.000000+07:00",
                school="x",
                members=members,
            )
    else:
        path = rewritten(package, tmp_path / "bad.zip", change)
    with pytest.raises(Problem, match="bị đổi hoặc hỏng"):
        read_all(path)


def test_words_that_only_look_like_an_escape_are_sound(package, tmp_path):
    def change(parts):
        parts["school.json"]["profile"]["head_name"] = "Dấu \\u0000 viết ra chữ"

    read_all(rewritten(package, tmp_path / "words.zip", change))
