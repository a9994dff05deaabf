import json
import zipfile

import pytest

from minhdinh.access.actor import actor_with_roles, system_actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.models import Blob
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.package import MANIFEST

pytestmark = pytest.mark.django_db


def principal_of(school):
    return actor_with_roles(None, "Hiệu trưởng", school.pk, frozenset({Role.PRINCIPAL}), school.pk)


def test_the_principal_exports_the_own_school(arrived, tmp_path):
    exported = export_school(actor=principal_of(arrived), school=arrived, path=tmp_path / "out.zip")
    assert (exported.items, exported.assessments) == (29, 1)
    assert exported.files == Blob.objects.count()
    entry = Entry.objects.get(action="exchange.exported")
    assert entry.data["digest"] == exported.digest[:12]
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        manifest = json.loads(archive.read(MANIFEST))
    assert manifest["digest"] == exported.digest


def test_two_exports_have_one_digest(arrived, tmp_path):
    actor = system_actor(arrived.pk)
    one = export_school(actor=actor, school=arrived, path=tmp_path / "one.zip")
    two = export_school(actor=actor, school=arrived, path=tmp_path / "two.zip")
    assert one.digest == two.digest


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CONTRIBUTOR, Role.DEPARTMENT_ADMIN])
def test_others_may_not(arrived, tmp_path, role):
    actor = actor_with_roles(1, "Người khác", arrived.pk, frozenset({role}))
    with pytest.raises(NotAllowed):
        export_school(actor=actor, school=arrived, path=tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()


def test_a_principal_exports_no_other_school(arrived, server, tmp_path):
    stranger = actor_with_roles(1, "Hiệu trưởng khác", server.pk, frozenset({Role.PRINCIPAL}))
    with pytest.raises(NotAllowed):
        export_school(actor=stranger, school=arrived, path=tmp_path / "out.zip")


def test_an_office_has_no_dossier(server, tmp_path):
    with pytest.raises(Problem, match="không phải cơ sở giáo dục"):
        export_school(actor=system_actor(server.pk), school=server, path=tmp_path / "out.zip")


def test_an_existing_file_stays(arrived, tmp_path):
    path = tmp_path / "out.zip"
    path.write_bytes(b"precious")
    with pytest.raises(Problem, match="đã có"):
        export_school(actor=system_actor(arrived.pk), school=arrived, path=path)
    assert path.read_bytes() == b"precious"


def test_a_damaged_store_is_told_and_leaves_no_half_package(arrived, media_root, tmp_path):
    blob = Blob.objects.all()[0]
    (media_root / blob.path).write_bytes(b"rotten")
    with pytest.raises(Problem, match="bị đổi khác"):
        export_school(actor=system_actor(arrived.pk), school=arrived, path=tmp_path / "out.zip")
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == []
