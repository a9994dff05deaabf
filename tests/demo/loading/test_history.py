import datetime as dt
from collections import Counter

from minhdinh.access.scope import path_scope
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.demo import actions
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import organisation
from minhdinh.organisations.domain.tree import parent_on
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.schedule_queries import rows_of, schedule_of


def test_sixteen_schools_stand_below_their_district(province):
    district = organisation("pgd-thanh-mien")
    schools = Organisation.objects.filter(code__startswith="tm-", kind="school")
    assert schools.count() == 16
    assert district.active is False
    assert {parent_on(school, dt.date(2017, 10, 1)) for school in schools} == {district}


def test_after_the_district_they_stand_below_the_department(province):
    schools = Organisation.objects.filter(code__startswith="tm-", kind="school")
    assert {parent_on(school, dt.date(2025, 7, 1)).code for school in schools} == {"so-gddt-hai-duong"}
    assert all(school.active for school in schools)


def test_the_plan_is_the_published_schedule_of_its_office(province):
    district = organisation("pgd-thanh-mien")
    schedule = schedule_of(district, "2017-2018")
    assert schedule is not None
    assert schedule.version == 1
    with path_scope(district.path):
        printed = [(row.school.code, row.month) for row in rows_of(schedule)]
    wanted = [(row["school"], row["month"]) for row in read_yaml("history.yaml")["schedule"]]
    assert sorted(printed) == sorted(wanted)
    assert Counter(month for _code, month in printed)["2017-11"] == 4


def test_the_month_of_each_proposal_is_recorded(province):
    rows = {entry.target: entry for entry in Entry.objects.filter(action=actions.HISTORY_RECORDED)}
    assert len(rows) == 16
    school = organisation("tm-thcs-lam-son")
    entry = rows[f"organisations.Organisation:{school.pk}"]
    assert entry.organisation_id == school.pk
    assert sentence(entry.action, entry.data) == (
        "Kế hoạch triển khai công tác kiểm định chất lượng giáo dục năm học 2017-2018 (Phòng GD&ĐT Thanh Miện): "
        "trường đề xuất được đánh giá ngoài trong tháng 03/2018, theo bộ tt42-2012-trung-hoc"
    )


def test_nothing_that_the_plan_does_not_say_is_added(province):
    for entry in read_yaml("history.yaml")["organisations"]:
        if entry["kind"] == "school":
            profile = organisation(entry["code"]).profile
            assert profile.school_type == entry["school_type"]
            assert (profile.address, profile.head_name, profile.founded_year) == ("", "", None)
