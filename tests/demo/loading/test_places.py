import datetime as dt

from minhdinh.demo.loading.actors import organisation
from minhdinh.demo.loading.places import profile_values
from minhdinh.demo.loading.places import province as entries
from minhdinh.organisations.domain.tree import parent_on
from minhdinh.organisations.models import Organisation, SchoolProfile, Site

BEFORE, AFTER = dt.date(2024, 9, 5), dt.date(2026, 9, 5)


def codes(kind):
    return {entry["code"] for entry in entries() if entry["kind"] == kind}


def test_every_organisation_is_there(province):
    wanted = {entry["code"] for entry in entries()}
    assert wanted <= set(Organisation.objects.values_list("code", flat=True))
    assert len(codes("school")) == 16
    assert len(codes("commune")) == 3


def test_schools_moved_from_the_district_to_the_commune(province):
    school = organisation("thcs-sao-mai")
    assert parent_on(school, BEFORE).code == "pgd-an-thuan"
    assert parent_on(school, AFTER).code == "xa-an-binh"
    assert school.path.startswith(organisation("xa-an-binh").path)


def test_the_district_office_is_history(province):
    district = organisation("pgd-an-thuan")
    assert district.active is False
    assert parent_on(district, BEFORE).code == "so-gddt-an-hoa"
    assert parent_on(district, AFTER) is None
    assert parent_on(organisation("xa-an-binh"), BEFORE) is None


def test_profiles_say_what_the_file_says(province):
    assert SchoolProfile.objects.filter(organisation__code__in=codes("school")).count() == 16
    profile = organisation("thcs-sao-mai").profile
    assert profile.head_name == "Phạm Quang Minh"
    assert profile.commune == "Xã An Bình"
    assert profile.managing_body == "Ủy ban nhân dân xã An Bình"
    assert profile.national_standard == "Năm 2021, mức độ 1"
    assert organisation("mn-anh-duong").profile.ownership == "private"
    assert organisation("th-thcs-phu-son").profile.education_levels == ["tieu_hoc", "thcs"]


def test_sites_begin_with_the_main_one(province):
    sites = list(Site.objects.filter(school__code="th-sao-mai-2"))
    assert [site.main for site in sites] == [True, False]


def test_a_school_without_data_tables_has_a_plain_profile():
    entry = next(one for one in entries() if one["code"] == "thpt-hoa-thuan")
    names = {one["code"]: one["name"] for one in entries()}
    values = profile_values(entry, names, {})
    assert values["national_standard"] == ""
    assert values["difficult_area"] is False
    assert values["commune"] == "Phường Hòa Thuận"
    assert values["former_name"] == "Trường Phổ thông trung học Hòa Thuận"
