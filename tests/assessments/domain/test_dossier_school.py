import pytest

from minhdinh.assessments.domain.dossier_school import PLAIN, school_part
from minhdinh.organisations.domain.school import replace_sites
from tests.assessments.cases import Case, make_case, small_set


def test_the_school_as_its_profile_has_it(small: Case) -> None:
    profile = small.school.profile
    profile.head_name, profile.province, profile.founded_year = "Phạm Quang Minh", "Tỉnh An Hòa", 1998
    profile.difficult_area = True
    profile.save()
    part = school_part(small.fresh())
    assert (part["code"], part["name"]) == (small.school.code, small.school.name)
    assert (part["head"], part["province"], part["founded_year"]) == (
        "Phạm Quang Minh", "Tỉnh An Hòa", 1998,
    )  # fmt: skip
    assert (part["difficult_area"], part["very_difficult_area"]) == (True, False)
    assert set(PLAIN) <= set(part)


@pytest.mark.usefixtures("db", "_scopes_open")
def test_types_and_levels_in_words() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    part = school_part(case.assessment)
    assert part["school_type_label"] == "Trường phổ thông có nhiều cấp học"
    assert part["education_level_labels"] == ["Tiểu học", "Trung học cơ sở"]
    assert part["ownership_label"] == "Công lập"


def test_sites_the_main_one_first(small: Case) -> None:
    sites = [("Trường chính", "Thôn 3"), ("Điểm trường Nà Pán", "Bản Nà Pán")]
    replace_sites(actor=small.system, organisation=small.school, sites=sites)
    assert school_part(small.assessment)["sites"] == [
        {"name": "Trường chính", "address": "Thôn 3", "main": True},
        {"name": "Điểm trường Nà Pán", "address": "Bản Nà Pán", "main": False},
    ]


def test_the_size_is_what_the_data_tables_say(small: Case) -> None:
    size = school_part(small.assessment)["size"]
    assert set(size) <= {"classes", "pupils", "staff", "managers", "teachers", "support"}
    assert all(value == "" for value in size.values())
