"""Organisations, recorded history, accounts, councils."""

import collections
import datetime as dt
import itertools
import re

import pytest

from minhdinh.demo.content import MAIN_SCHOOL, read_yaml
from tests.demo.samples import FOLDERS, criteria_of, dossier

ROLES = {
    "system_admin", "department_admin", "department_specialist", "department_leader", "commune_officer", "principal",
    "ministry_officer", "supervisor", "chair", "vice_chair", "secretary", "member", "contributor", "viewer",
}  # fmt: skip
TYPES = {"mam_non", "tieu_hoc", "thcs", "thpt", "nhieu_cap", "gdtx"}


@pytest.fixture(scope="module")
def province():
    return read_yaml("province.yaml")["organisations"]


@pytest.fixture(scope="module")
def history():
    return read_yaml("history.yaml")


@pytest.fixture(scope="module")
def people():
    return read_yaml("people.yaml")


def test_codes_are_unique_and_fit_an_address(province, history):
    codes = [one["code"] for one in [*province, *history["organisations"]]]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z0-9-]{3,40}", code) for code in codes)


def test_every_parent_stands_before_its_children(province, history):
    seen = set()
    for one in [*province, *history["organisations"]]:
        assert one.get("parent") is None or one["parent"] in seen, one["code"]
        seen.add(one["code"])


def test_sixteen_schools_of_every_type_under_three_communes(province):
    schools = [one for one in province if one["kind"] == "school"]
    assert len(schools) == 16
    assert {one["school_type"] for one in schools} == TYPES
    assert {one["ownership"] for one in schools} == {"public", "private"}
    assert sum(one["kind"] == "commune" for one in province) == 3
    names = " ".join(one["name"] for one in schools)
    for words in ("tư thục", "Dân tộc nội trú", "Tiểu học và Trung học cơ sở", "Giáo dục nghề nghiệp"):
        assert words in names


def test_a_school_has_a_complete_profile(province):
    codes = {one["code"] for one in province}
    for one in province:
        if one["kind"] != "school":
            continue
        assert one["managing_body"] == one["parent"]
        assert one["located_in"] in codes
        assert one["professional_body"] == "so-gddt-an-hoa"
        assert sum(site["main"] for site in one["sites"]) == 1
        assert 1950 < one["founded_year"] <= 2026
        assert len(one["education_levels"]) == (2 if one["school_type"] == "nhieu_cap" else 1)
        assert one["phone"].startswith("0000 ")
        assert ".example" in one["email"]


def test_the_district_office_is_history_and_its_schools_moved(province):
    offices = {one["code"]: one for one in province if one["kind"] == "district_office"}
    assert [one["to"] for one in offices.values()] == [dt.date(2025, 7, 1)]
    moved = [one for one in province if one.get("former_parents")]
    assert len(moved) == 12
    assert all(one["former_parents"][0]["code"] in offices and one["parent"] not in offices for one in moved)
    assert all(one["from"] == dt.date(2025, 7, 1) for one in province if one["kind"] == "commune")


def test_the_recorded_schedule_counts_as_the_plan_does(history):
    schools = {one["code"]: one for one in history["organisations"] if one["kind"] == "school"}
    assert [entry["school"] for entry in history["schedule"]] == list(schools)
    months = collections.Counter(entry["month"] for entry in history["schedule"])
    assert months == {"2017-10": 2, "2017-11": 4, "2017-12": 4, "2018-01": 4, "2018-03": 2}
    types = collections.Counter(one["school_type"] for one in schools.values())
    assert types == {"mam_non": 3, "tieu_hoc": 7, "thcs": 6}


def test_history_adds_nothing_to_its_schools(history):
    for one in history["organisations"]:
        if one["kind"] == "school":
            assert set(one) == {"code", "kind", "name", "parent", "former_parents", "school_type"}
            assert one["former_parents"] == [{"code": history["root"], "to": dt.date(2025, 7, 1)}]


def test_accounts_are_unique_and_use_known_roles_and_organisations(people, province):
    codes = {one["code"] for one in province}
    names = [one["username"] for one in people["people"]]
    assert len(names) == len(set(names))
    assert len({one["email"] for one in people["people"]}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9.]{2,20}", name) for name in names)
    used = set()
    for one in people["people"]:
        assert one["email"].endswith(".example")
        assert one["memberships"]
        for membership in one["memberships"]:
            assert membership["organisation"] in codes
            used |= set(membership["roles"])
    assert used == ROLES
    assert set(people["featured"]) <= set(names)


def test_the_featured_accounts_cover_nearly_every_role(people):
    by_name = {one["username"]: one for one in people["people"]}
    roles = {
        role for name in people["featured"] for one in by_name[name]["memberships"] for role in one["roles"]
    }
    assert ROLES - {"vice_chair"} <= roles


def test_somebody_works_at_two_schools(people):
    assert any(len({one["organisation"] for one in person["memberships"]}) > 1 for person in people["people"])


def test_the_main_school_has_a_council_of_nine_and_helpers(people):
    staff = [
        one for one in people["people"]
        if any(membership["organisation"] == "thcs-sao-mai" for membership in one["memberships"])
    ]  # fmt: skip
    assert len(staff) >= 14
    council = dossier(MAIN_SCHOOL).council["council"]
    assert len(council["members"]) == 9
    assert len(council["groups"]) == 4
    assert len(dossier(MAIN_SCHOOL).council["plan"]["steps"]) == 5


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_council_follows_the_rule_and_agrees_with_the_accounts(folder, people):
    content = dossier(folder).council
    members = content["council"]["members"]
    roles = [member["role"] for member in members]
    assert len(members) % 2 == 1
    assert len(members) >= 5
    assert roles.count("chair") == roles.count("secretary") == 1
    accounts = {one["username"]: one for one in people["people"]}
    for member in members:
        account = accounts[member["username"]]
        own = next(one for one in account["memberships"] if one["organisation"] == content["school"])
        assert member["name"] == account["full_name"]
        assert member["role"] in own["roles"]


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if dossier(folder).council["assignments"]])
def test_every_criterion_is_somebodys(folder):
    content = dossier(folder).council
    council = content["council"]
    members = {member["username"]: member for member in council["members"]}
    helpers = {name for group in council["groups"] for name in group["members"]}
    assert list(content["assignments"]) == list(criteria_of(folder))
    for criterion, who in content["assignments"].items():
        assert criterion in members[who["lead"]]["criteria"], criterion
        assert set(who["others"]) <= set(members) | helpers, criterion
        assert who["lead"] not in who["others"], criterion
    assert {code for group in council["groups"] for code in group["criteria"]} == set(criteria_of(folder))
    assert all(group["lead"] in group["members"] for group in council["groups"])


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if dossier(folder).council.get("plan")])
def test_the_steps_of_a_plan_follow_each_other(folder):
    content = dossier(folder).council
    steps = content["plan"]["steps"]
    assert len(steps) == 5
    assert content["council"]["decision_date"] <= content["plan"]["date"]
    for before, after in itertools.pairwise(steps):
        assert before["from"] <= before["to"] < after["from"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_uploads_come_from_people_of_the_school(folder, people):
    school = dossier(folder).council["school"]
    own = {
        one["username"] for one in people["people"]
        if any(membership["organisation"] == school for membership in one["memberships"])
    }  # fmt: skip
    assert {item["uploaded_by"] for item in dossier(folder).evidence if "uploaded_by" in item} <= own
