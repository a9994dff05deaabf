"""``minhdinh backup``: what the command says."""

import json

import pytest
from django.core.management import call_command

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.evidence.models import Blob
from tests.factories import MinistryFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_it_says_what_it_wrote(tmp_path, capsys):
    call_command("backup", str(tmp_path / "out.zip"))
    said = capsys.readouterr()
    assert "Đã sao lưu" in said.out
    assert said.err == ""


def test_standard_output_is_json_on_demand(tmp_path, capsys):
    call_command("backup", str(tmp_path / "out.zip"), "--json")
    outcome = json.loads(capsys.readouterr().out)
    assert outcome["file"] == str(tmp_path / "out.zip")
    assert outcome["missing"] == []


def test_missing_files_are_told_on_standard_error(tmp_path, capsys):
    school = OrganisationFactory(kind_id="school", under=MinistryFactory())
    with scopes_disabled():
        Blob.objects.create(
            school=school, sha256="0" * 64, size=1, media_type="a/b", extension="x", path="not/there.x"
        )
    call_command("backup", str(tmp_path / "out.zip"))
    assert "not/there.x" in capsys.readouterr().err


def test_an_existing_file_is_named(tmp_path):
    (tmp_path / "out.zip").touch()
    with pytest.raises(Problem, match=r"out\.zip đã có"):
        call_command("backup", str(tmp_path / "out.zip"))
