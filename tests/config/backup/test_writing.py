import json
import zipfile

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.config.backup.archive import open_archive, read_lines, read_manifest
from minhdinh.config.backup.writing import write_backup
from minhdinh.evidence.models import Blob
from tests.factories import MinistryFactory, OrganisationFactory
from tests.s3 import bucket, in_bucket, s3_server

__all__ = ["bucket", "in_bucket", "s3_server"]

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def school():
    return OrganisationFactory(kind_id="school", code="truong-mau", under=MinistryFactory())


def test_rows_and_files_are_written(tmp_path, media_root, school):
    (media_root / "a").mkdir()
    (media_root / "a" / "b.pdf").write_bytes(b"%PDF")
    (media_root / "a" / ".b.pdf.12.partial").write_bytes(b"half")
    path = tmp_path / "out.zip"
    written = write_backup(path)
    assert (written.files, written.missing) == (1, [])
    with open_archive(path) as archive:
        manifest = read_manifest(archive)
        assert [member.name for member in manifest.files] == ["files/a/b.pdf"]
        table = next(one for one in manifest.tables if one.model == "organisations.organisation")
        rows = [json.loads(line) for line in read_lines(archive, table.member)]
        assert "truong-mau" in {row["code"] for row in rows}
        assert archive.getinfo("files/a/b.pdf").compress_type == zipfile.ZIP_STORED
    assert written.rows == sum(table.rows for table in manifest.tables)
    assert manifest.migrations["organisations"]
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == ["out.zip"]


def test_a_file_that_the_database_names_and_the_folder_lacks_is_told(tmp_path, school):
    with scopes_disabled():
        Blob.objects.create(
            school=school, sha256="0" * 64, size=1, media_type="a/b", extension="x", path="not/there.x"
        )
    assert write_backup(tmp_path / "out.zip").missing == ["not/there.x"]


@pytest.mark.s3
def test_files_of_a_bucket_are_written_too(tmp_path, school, in_bucket):
    in_bucket.put("schools/1/ab/here.pdf", b"%PDF")
    in_bucket.put("quarantine/1/unchecked", b"never")
    with scopes_disabled():
        for number, path in enumerate(("schools/1/ab/here.pdf", "schools/1/cd/gone.pdf")):
            Blob.objects.create(
                school=school, sha256=f"{number}" * 64, size=4, media_type="a/b", extension="pdf", path=path
            )
    written = write_backup(tmp_path / "out.zip")
    assert (written.files, written.missing) == (1, ["schools/1/cd/gone.pdf"])
    with open_archive(tmp_path / "out.zip") as archive:
        assert archive.read("files/schools/1/ab/here.pdf") == b"%PDF"


def test_an_existing_file_is_not_overwritten(tmp_path):
    path = tmp_path / "out.zip"
    path.write_bytes(b"precious")
    with pytest.raises(Problem, match="đã có"):
        write_backup(path)
    assert path.read_bytes() == b"precious"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Problem, match="Không có thư mục"):
        write_backup(tmp_path / "none" / "out.zip")


def test_a_backup_that_breaks_off_leaves_nothing(tmp_path, media_root, monkeypatch):
    (media_root / "a.pdf").write_bytes(b"%PDF")
    (media_root / "a.pdf").chmod(0o000)
    monkeypatch.setattr(
        zipfile.ZipFile, "writestr", lambda *_args: (_ for _ in ()).throw(OSError("disk full"))
    )
    with pytest.raises(OSError):
        write_backup(tmp_path / "out.zip")
    assert [found for found in tmp_path.iterdir() if found.is_file()] == []
