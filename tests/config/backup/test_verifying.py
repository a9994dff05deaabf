import hashlib

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Seal, SelfAssessment
from minhdinh.common.problems import Problem
from minhdinh.config.backup.files import FolderFiles
from minhdinh.config.backup.verifying import verify_blobs, verify_seals
from minhdinh.evidence.models import Blob
from minhdinh.standards.domain.loading import load_packaged_sets
from minhdinh.standards.models import StandardSetVersion
from tests.factories import MinistryFactory, OrganisationFactory

CONTENT = "Báo cáo đã niêm phong".encode()
pytestmark = pytest.mark.django_db


@pytest.fixture
def seal(tmp_path):
    school = OrganisationFactory(kind_id="school", under=MinistryFactory())
    load_packaged_sets()
    (tmp_path / "s.json").write_bytes(CONTENT)
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    with scopes_disabled():
        blob = Blob.objects.create(
            school=school, sha256=sha256, size=len(CONTENT), media_type="a/b", extension="json", path="s.json"
        )
        assessment = SelfAssessment.objects.create(
            school=school, year="2026-2027", standard_set=StandardSetVersion.objects.all()[0]
        )
        yield Seal.objects.create(
            school=school,
            assessment=assessment,
            revision=1,
            blob=blob,
            sha256=sha256,
            token="abc",
            sealed_at=timezone.now(),
            sealed_by_name="Hiệu trưởng",
        )


def test_sound_files_and_seals_are_counted(seal, tmp_path):
    assert verify_blobs(FolderFiles(tmp_path)) == 1
    assert verify_seals(FolderFiles(tmp_path)) == 1
    assert FolderFiles(tmp_path).digest("s.json") == (seal.sha256, len(CONTENT))


def test_a_changed_file_is_named(seal, tmp_path):
    (tmp_path / "s.json").write_bytes(CONTENT.replace(b"B", b"b"))
    with pytest.raises(Problem, match=r"s\.json không khớp"):
        verify_blobs(FolderFiles(tmp_path))
    with pytest.raises(Problem, match="abc"):
        verify_seals(FolderFiles(tmp_path))


def test_a_missing_file_is_named(seal, tmp_path):
    (tmp_path / "s.json").unlink()
    with pytest.raises(Problem, match=r"thiếu tệp s\.json"):
        verify_blobs(FolderFiles(tmp_path))


def test_a_seal_whose_row_was_changed_is_named(seal, tmp_path):
    Seal.objects.filter(pk=seal.pk).update(sha256="0" * 64)
    with pytest.raises(Problem, match="Dấu niêm phong abc"):
        verify_seals(FolderFiles(tmp_path))
