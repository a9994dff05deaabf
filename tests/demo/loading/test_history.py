import datetime as dt

from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.demo import actions
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.actors import organisation
from minhdinh.organisations.domain.tree import parent_on
from minhdinh.organisations.models import Organisation


def test_sixteen_schools_stand_below_their_district(province):
    district = organisation("pgd-thanh-mien")
    schools = Organisation.objects.filter(path__startswith=district.path, kind="school")
    assert schools.count() == 16
    assert district.active is False
    assert {parent_on(school, dt.date(2017, 10, 1)) for school in schools} == {district}


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
