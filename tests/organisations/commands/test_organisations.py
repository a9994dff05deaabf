import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from minhdinh.organisations.models import Organisation, Parentage, SchoolProfile
from tests.factories import World

ROOT = ["add", "--kind", "ministry", "--code", "bo", "--name", "Bộ Giáo dục và Đào tạo"]


def run(*words: str) -> tuple[str, str]:
    out, error = io.StringIO(), io.StringIO()
    call_command("organisations", *words, stdout=out, stderr=error)
    return out.getvalue(), error.getvalue()


def listed(*words: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("list", "--json", *words)[0])
    return rows


@pytest.mark.django_db
def test_an_empty_installation() -> None:
    assert listed() == []
    assert run("list") == ("", "")


def test_all_and_one_kind(world: World) -> None:
    assert [row["code"] for row in listed()][:2] == ["bo", "so"]
    assert listed("--kind", "school")[0] == {
        "code": "thcs-an-binh",
        "name": "Trường THCS An Bình",
        "kind": "school",
        "parent": "xa-an-binh",
        "path": ["bo", "so", "xa-an-binh", "thcs-an-binh"],
        "active": True,
    }
    assert (
        run("list", "--kind", "commune")[0].splitlines()[0]
        == "xa-an-binh\tcommune\tỦy ban nhân dân xã An Bình"
    )


@pytest.mark.django_db
def test_adding_a_tree() -> None:
    run(*ROOT)
    run(
        "add",
        "--kind",
        "department",
        "--code",
        "so",
        "--name",
        "Sở",
        "--parent",
        "bo",
        "--from",
        "2020-01-01",
    )
    out, _ = run("add", "--kind", "commune", "--code", "xa", "--name", "Xã", "--parent", "so", "--json")
    assert json.loads(out)["path"] == ["bo", "so", "xa"]
    edges = {edge.child.code: edge.valid_from for edge in Parentage.objects.select_related("child")}
    assert edges == {"so": dt.date(2020, 1, 1), "xa": None}


@pytest.mark.django_db
def test_adding_a_school_with_its_type() -> None:
    run(
        "add",
        "--kind",
        "school",
        "--code",
        "a",
        "--name",
        "A",
        "--school-type",
        "nhieu_cap",
        "--levels",
        "tieu_hoc, thcs",
    )
    profile = SchoolProfile.objects.get()
    assert (profile.education_levels, profile.ownership) == (["tieu_hoc", "thcs"], "public")


@pytest.mark.django_db
def test_repeating_changes_nothing() -> None:
    run(*ROOT)
    before = list(Organisation.objects.values())
    out, error = run(*ROOT)
    assert "đã có từ trước" in error
    assert out.startswith("bo\t")
    assert list(Organisation.objects.values()) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["list", "--kind", "university"], "Không có loại đơn vị “university”"),
        (["add", "--kind", "school", "--code", "x", "--name", "X", "--parent", "khong"], "mang mã khong"),
        (["add", "--kind", "university", "--code", "x", "--name", "X"], "Không có loại đơn vị"),
        (["add", "--kind", "school", "--code", " ", "--name", "X"], "mã và tên"),
        (["add", "--kind", "school", "--code", "so", "--name", "X"], "Mã so đã dùng"),
        (["add", "--kind", "school", "--code", "x", "--name", "X", "--from", "hôm qua"], "hôm qua"),
        (["add", "--kind", "school", "--code", "x", "--name", "X", "--school-type", "nhieu_cap"], "Cấp học"),
        (
            ["add", "--kind", "commune", "--code", "x", "--name", "X", "--school-type", "thcs"],
            "cơ sở giáo dục",
        ),
    ],
)
def test_mistakes_end_with_two_and_a_sentence(world: World, words: list[str], message: str) -> None:
    before = Organisation.objects.count()
    with pytest.raises(CommandError, match=message) as caught:
        run(*words)
    assert caught.value.returncode == 2
    assert Organisation.objects.count() == before


def test_as_a_process_json_stands_alone_on_standard_output(ready_data: Path) -> None:
    """The command itself, with nothing but a data folder, as people and scripts run it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MINHDINH_")}
    environment |= {"MINHDINH_DATA": str(ready_data), "DJANGO_SETTINGS_MODULE": "minhdinh.config.settings"}

    def process(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "django", *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert json.loads(process("organisations", *ROOT, "--json").stdout)["code"] == "bo"
    again = process("organisations", *ROOT, "--json")
    assert (json.loads(again.stdout)["code"], again.returncode) == ("bo", 0)
    assert "đã có" in again.stderr
    wrong = process("organisations", "add", "--kind", "x", "--code", "y", "--name", "z", "--json")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Không có loại đơn vị" in wrong.stderr
    assert process("organisations", "add", "--kind", "school").returncode == 2
