"""Backups of a worked-in data folder, taken while people write, put back elsewhere."""

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from minhdinh.config.backup.archive import MANIFEST, open_archive, read_manifest
from tests.config.commands import clean_environment, minhdinh
from tests.s3 import bucket, s3_server

__all__ = ["bucket", "s3_server"]

WRITER = """
import os, sys, time, io
os.environ["DJANGO_SETTINGS_MODULE"] = "minhdinh.config.settings"
import django
django.setup()
from minhdinh.access.scope import school_scope
from minhdinh.demo.loading.actors import Cast, organisation
from minhdinh.evidence.domain.files import attach_file
from minhdinh.evidence.domain.items import ItemValues, create_item
from minhdinh.assessments.models import SelfAssessment
from minhdinh.demo.files import make_jpg
school = organisation("th-sao-mai-1")
actor = Cast(school)["thuky.th"]
with school_scope(school.pk):
    convention = SelfAssessment.objects.get().standard_set.catalogue.code_convention
    for number in range(100000):
        item = create_item(actor=actor, school_id=school.pk, year="2026-2027", criterion="4.3",
                           convention=convention, values=ItemValues(name=f"Ảnh {number}"))
        content = make_jpg(f"Ảnh số {number}")
        attach_file(actor=actor, item=item, stream=io.BytesIO(content), name="a.jpg", size=len(content))
        print(item.code, flush=True)
"""


def rows(data, query):
    with sqlite3.connect(data / "minhdinh.sqlite3") as database:
        found = database.execute(query).fetchall()
    database.close()
    return found


def backed_up(data, tmp_path):
    path = tmp_path / "out.zip"
    done = minhdinh(data, "backup", str(path), "--json")
    assert done.returncode == 0, done.stderr
    return path, json.loads(done.stdout)


@pytest.fixture(scope="session")
def archive(sample_data, tmp_path_factory):
    """Return a backup of the sample."""
    path, _told = backed_up(sample_data, tmp_path_factory.mktemp("archive"))
    return path


@pytest.fixture(scope="session")
def restored_data(archive, tmp_path_factory):
    """Return the folder into which that backup was restored."""
    folder = tmp_path_factory.mktemp("restored") / "elsewhere"
    done = minhdinh(folder.parent, "restore", str(archive), MINHDINH_DATA=str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_a_backup_taken_while_somebody_writes_is_whole(worked_data, tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER],
        env=clean_environment(worked_data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        before = [writer.stdout.readline().strip() for _number in range(3)]
        path, told = backed_up(worked_data, tmp_path)
        after = writer.stdout.readline().strip()
    finally:
        writer.kill()
        _out, errors = writer.communicate()
    assert all(before), errors
    assert after, errors
    assert told["missing"] == []
    elsewhere = tmp_path / "elsewhere"
    done = minhdinh(tmp_path, "restore", str(path), "--json", MINHDINH_DATA=str(elsewhere))
    assert done.returncode == 0, done.stderr
    restored = json.loads(done.stdout)
    assert restored["seals"] == 1
    assert restored["rows"] == told["rows"]
    codes = {row[0] for row in rows(elsewhere, "SELECT code FROM evidence_evidenceitem")}
    assert set(before) <= codes
    given = rows(elsewhere, "SELECT last FROM evidence_codecounter WHERE criterion = '4.3'")
    made = rows(elsewhere, "SELECT count(*) FROM evidence_evidencecode WHERE criterion = '4.3'")
    assert given == made
    wrong = "SELECT count(*) FROM evidence_evidenceitem i WHERE file_count <> (SELECT count(*) FROM evidence_evidencefile f WHERE f.item_id = i.id AND f.removed_at IS NULL)"
    assert rows(elsewhere, wrong) == [(0,)]


def test_what_was_restored_is_what_was_backed_up(sample_data, archive, restored_data, tmp_path):
    again, _told = backed_up(restored_data, tmp_path)
    with open_archive(archive) as first, open_archive(again) as second:
        one, two = read_manifest(first), read_manifest(second)
    assert {t.model: t.member.sha256 for t in one.tables} == {t.model: t.member.sha256 for t in two.tables}
    assert one.files == two.files
    guards = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'same_school_%'"
    assert rows(restored_data, guards) == rows(sample_data, guards)
    left = [
        found.name for found in restored_data.iterdir() if found.name.startswith((".restore", "replaced"))
    ]
    assert left == []


def test_new_rows_are_numbered_after_the_restored_ones(restored_data, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(restored_data, folder)
    done = minhdinh(folder, "organisations", "add", "--kind", "commune", "--code", "x", "--name", "Xã X")
    assert done.returncode == 0, done.stderr
    newest = "SELECT code FROM organisations_organisation ORDER BY id DESC LIMIT 1"
    assert rows(folder, newest) == [("x",)]


def test_a_folder_with_data_is_replaced_only_on_demand(worked_data, archive):
    minhdinh(worked_data, "organisations", "add", "--kind", "commune", "--code", "moi", "--name", "Xã mới")
    refused = minhdinh(worked_data, "restore", str(archive))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    count = "SELECT count(*) FROM organisations_organisation WHERE code = 'moi'"
    assert rows(worked_data, count) == [(1,)]
    done = minhdinh(worked_data, "restore", str(archive), "--replace", "--json")
    assert done.returncode == 0, done.stderr
    assert rows(worked_data, count) == [(0,)]
    kept = json.loads(done.stdout)["kept"]
    assert rows(Path(kept), count) == [(1,)]


def damaged(path, tmp_path, change):
    """Return a copy of an archive with members changed by ``change(name, content)``."""
    copy = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
    return copy


def altered_seal(name, content):
    return (
        content.replace(b"approved_by", b"approvedby_")
        if name.endswith(".json") and name != MANIFEST
        else content
    )


def altered_row(name, content):
    return content.replace(b"Sao Mai 1", b"Sao Mai 9") if "organisation.jsonl" in name else content


def newer(name, content):
    if name != MANIFEST:
        return content
    manifest = json.loads(content)
    manifest["migrations"]["evidence"] = "0099_of_the_future"
    return json.dumps(manifest)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (altered_seal, "bị đổi hoặc hỏng"),
        (altered_row, "bị đổi hoặc hỏng"),
        (lambda name, content: None if name.endswith(".pdf") else content, "bị đổi hoặc hỏng"),
        (newer, "mới hơn chương trình này"),
    ],
    ids=["seal", "row", "file", "newer"],
)
def test_a_damaged_backup_changes_nothing(archive, tmp_path, change, words):
    elsewhere = tmp_path / "elsewhere"
    done = minhdinh(
        tmp_path, "restore", str(damaged(archive, tmp_path, change)), MINHDINH_DATA=str(elsewhere)
    )
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (elsewhere / "minhdinh.sqlite3").exists()
    assert not any(found.is_dir() for found in elsewhere.iterdir())


def test_a_folder_that_is_served_is_left_alone(worked_data, archive):
    hold = "import fcntl, sys, time\nf = open(sys.argv[1], 'a')\nfcntl.flock(f, fcntl.LOCK_SH)\nprint('held', flush=True)\ntime.sleep(60)"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(worked_data / ".serving")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        refused = minhdinh(worked_data, "restore", str(archive), "--replace")
    finally:
        holder.kill()
        holder.communicate()
    assert refused.returncode == 2
    assert "Hãy dừng máy chủ" in refused.stderr


@pytest.mark.s3
def test_a_backup_is_restored_straight_into_a_bucket(archive, tmp_path, s3_server, bucket):
    store = s3_server.settings(bucket.name)
    with open_archive(archive) as opened:
        members = read_manifest(opened).files
    bucket.put("schools/1/ab/cua-ai.pdf", b"%PDF")
    refused = minhdinh(tmp_path, "restore", str(archive), MINHDINH_DATA=str(tmp_path / "mot"), **store)
    assert refused.returncode != 0
    assert bucket.name in refused.stderr
    assert "bucket còn trống" in refused.stderr
    assert "chạy lại với --replace" in refused.stderr
    bucket.client.delete_object(Bucket=bucket.name, Key="schools/1/ab/cua-ai.pdf")
    folder = tmp_path / "hai"
    done = minhdinh(tmp_path, "restore", str(archive), MINHDINH_DATA=str(folder), **store)
    assert done.returncode == 0, done.stderr
    assert f"kho S3 “{bucket.name}”" in done.stdout
    keys = bucket.keys()
    assert [f"files/{key}" for key in keys] == sorted(member.name for member in members)
    assert not any(path.is_file() for path in (folder / "files").rglob("*"))
    checked = minhdinh(tmp_path, "evidence", "check", "--json", MINHDINH_DATA=str(folder), **store)
    found = json.loads(checked.stdout)
    assert (found["missing"], found["altered"], found["orphan"]) == ([], [], [])
    again = minhdinh(tmp_path, "restore", str(archive), "--replace", MINHDINH_DATA=str(folder), **store)
    assert again.returncode == 0, again.stderr
    assert len(bucket.keys()) == len(members)


@pytest.mark.s3
def test_a_restore_that_fails_leaves_the_bucket_as_it_was(archive, tmp_path, s3_server, bucket):
    broken = tmp_path / "hong.zip"
    with zipfile.ZipFile(archive) as whole, zipfile.ZipFile(broken, "w") as made:
        manifest = json.loads(whole.read(MANIFEST))
        manifest["tables"][-1]["rows"] += 1
        for name in whole.namelist():
            made.writestr(name, json.dumps(manifest) if name == MANIFEST else whole.read(name))
    folder = tmp_path / "ba"
    done = minhdinh(
        tmp_path, "restore", str(broken), MINHDINH_DATA=str(folder), **s3_server.settings(bucket.name)
    )
    assert done.returncode != 0
    assert "danh mục ghi" in done.stderr
    assert bucket.keys() == []
