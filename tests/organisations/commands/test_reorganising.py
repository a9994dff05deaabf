"""``minhdinh organisations merge`` and ``split``."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from minhdinh.organisations.management.reorganising import proposal_of
from minhdinh.organisations.models import Organisation, Succession
from tests.factories import CommuneFactory, SchoolFactory, World
from tests.organisations.reorganising import BASIS, BEFORE, REFORM, codes_under, get

WHEN = ["--day", "2025-07-01", "--basis", BASIS]
MERGE = [
    "merge",
    "--unit",
    "xa-an-binh",
    "--unit",
    "xa-phu-son",
    "--into",
    "xa-moi",
    "--name",
    "Xã Mới",
    *WHEN,
]


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("organisations", *words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_merging_two_communes(world: World) -> None:
    lines = run(*MERGE).splitlines()
    assert "lập mới\txa-moi\tXã Mới" in lines
    assert "chuyển\tthcs-an-binh\txa-an-binh → xa-moi" in lines
    assert any(line.startswith("vai trò\tcongchucxa") for line in lines)
    made = get("xa-moi")
    assert (made.kind_id, made.path.startswith(world.department.path)) == ("commune", True)
    assert codes_under(made, REFORM) == {"thcs-an-binh", "thcs-phu-son"}


def test_a_dry_run_shows_the_same_and_writes_nothing(world: World) -> None:
    dry = json.loads(run(*MERGE, "--dry-run", "--json"))
    assert not Organisation.objects.filter(code="xa-moi").exists()
    done = json.loads(run(*MERGE, "--json"))
    assert dry == done
    assert [one["child"] for one in done["moves"]] == ["thcs-an-binh", "thcs-phu-son"]
    assert Succession.objects.count() == 2


def test_what_is_refused_is_printed_and_ends_with_2(world: World) -> None:
    out = io.StringIO()
    words = [*MERGE[:-4], "--day", "2999-01-01", "--basis", BASIS, "--json"]
    with pytest.raises(CommandError, match="chưa đến") as caught:
        call_command("organisations", *words, stdout=out, stderr=io.StringIO())
    assert caught.value.returncode == 2
    assert len(json.loads(out.getvalue())["refused"]) == 1
    assert get("xa-an-binh").active


def test_schools_with_what_recognition_needs(world: World) -> None:
    words = [
        "merge",
        "--unit",
        "thcs-an-binh",
        "--unit",
        "thcs-phu-son",
        "--into",
        "thcs-moi",
        "--name",
        "M",
        *WHEN,
    ]
    with pytest.raises(CommandError, match="trường hợp sáp nhập"):
        run(*words)
    run(*words, "--merger-form", "all_certified", "--no-cohort-completed", "--people", "end")
    assert set(Succession.objects.values_list("merger_form", "cohort_completed")) == {
        ("all_certified", False)
    }
    assert get("thcs-moi").path.startswith(world.commune.path), "below the first one's parent"


def test_splitting_with_an_assignment(world: World) -> None:
    SchoolFactory(code="hai", under=world.commune)
    run("split", "--unit", "xa-an-binh", "--part", "xa-a=Xã A", "--part", "xa-phu-son",
        "--assign", "hai=xa-phu-son", *WHEN)  # fmt: skip
    assert codes_under(get("xa-a"), REFORM) == {"thcs-an-binh"}
    assert codes_under(world.other_commune, REFORM) == {"hai", "thcs-phu-son"}
    assert codes_under(world.commune, BEFORE) == {"thcs-an-binh", "hai"}


def test_a_part_leaves(world: World) -> None:
    run(
        "split",
        "--unit",
        "xa-an-binh",
        "--part",
        "xa-a=Xã A",
        "--assign",
        "thcs-an-binh=xa-a",
        "--keep",
        *WHEN,
    )
    assert codes_under(get("xa-a"), REFORM) == {"thcs-an-binh"}
    assert get("xa-an-binh").active


@pytest.mark.parametrize(
    "words",
    [
        [*MERGE[:2], "khong-co", *MERGE[3:]],
        [*MERGE, "--parent", "khong-co"],
        [*MERGE[:-4], "--day", "hom-nay", "--basis", BASIS],
    ],
)
def test_codes_and_days_that_are_none(world: World, words: list[str]) -> None:
    with pytest.raises(CommandError) as caught:
        run(*words)
    assert caught.value.returncode == 2
    assert not Succession.objects.exists()


def test_kind_and_parent_follow_the_first_unit_unless_given(world: World) -> None:
    office = CommuneFactory(code="phong", kind_id="district_office", under=world.department)
    options = {
        "action": "merge", "unit": ["phong"], "into": "moi", "name": "Mới", "day": "1/7/2025", "basis": BASIS,
        "note": "", "people": "pass", "kind": "", "parent": "", "merger_form": "", "cohort_completed": None,
        "school_type": "", "levels": "",
    }  # fmt: skip
    target = proposal_of(options).main
    assert (target.kind, target.parent) == (office.kind_id, world.department)
    given = proposal_of({**options, "kind": "commune", "parent": "bo"}).main
    assert (given.kind, given.parent) == ("commune", world.ministry)
