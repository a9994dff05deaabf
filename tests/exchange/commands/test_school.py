import json

import pytest
from django.core.management import CommandError, call_command

from minhdinh.access.actor import system_actor
from minhdinh.common.problems import Problem
from minhdinh.exchange.management.commands.school import named
from minhdinh.improvement.domain.plans import open_plan

pytestmark = pytest.mark.django_db


def said(capsys):
    return capsys.readouterr().out


def test_a_school_arrives_once(server, package, capsys):
    call_command("school", "import", str(package), "--parent", "bo")
    assert "Tài khoản chưa có mật khẩu" in said(capsys)
    call_command("school", "import", str(package))
    assert "không đổi" in said(capsys)


def test_outcomes_as_json(server, package, capsys, tmp_path):
    call_command("school", "import", str(package), "--parent", "bo", "--json")
    arrived = json.loads(said(capsys))
    assert (arrived["school"], arrived["new"]) == ("th-sao-mai-1", True)
    call_command("school", "export", "th-sao-mai-1", str(tmp_path / "out.zip"), "--json")
    left = json.loads(said(capsys))
    assert left["digest"] == arrived["digest"]
    assert left["items"] == 29


def test_an_export_says_what_it_wrote(arrived, capsys, tmp_path):
    call_command("school", "export", arrived.code, str(tmp_path / "out.zip"))
    words = said(capsys)
    assert "29 minh chứng" in words
    assert "0 kế hoạch cải tiến" in words


def test_an_export_says_how_many_improvement_plans_go_along(arrived, capsys, tmp_path):
    open_plan(actor=system_actor(arrived.pk), school=arrived, year="2026-2027")
    call_command("school", "export", arrived.code, str(tmp_path / "out.zip"))
    assert "1 kế hoạch cải tiến" in said(capsys)
    call_command("school", "export", arrived.code, str(tmp_path / "again.zip"), "--json")
    assert json.loads(said(capsys))["plans"] == 1


def test_unknown_codes_are_named(server, package, tmp_path):
    with pytest.raises(Problem, match="khong-co"):
        call_command("school", "export", "khong-co", str(tmp_path / "out.zip"))
    with pytest.raises(Problem, match="khong-co"):
        call_command("school", "import", str(package), "--parent", "khong-co")
    assert named("bo") == server


def test_a_verb_is_needed():
    with pytest.raises(CommandError):
        call_command("school")
