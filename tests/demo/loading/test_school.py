import pytest

from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import Problem
from minhdinh.demo.content import OTHER_SCHOOLS, read_dossier
from minhdinh.demo.loading.actors import DemoContentError
from minhdinh.demo.loading.school import SchoolLoad, load_school
from minhdinh.organisations.models import SchoolYear


def test_each_school_is_assessed_by_the_set_of_its_type(province):
    sets = dict(SelfAssessment.objects.values_list("school__code", "standard_set__set_id"))
    assert sets == {
        "thcs-sao-mai": "tt57-2026-pho-thong",
        "th-sao-mai-1": "tt57-2026-pho-thong",
        "mn-hoa-mi": "tt57-2026-mam-non",
        "th-thcs-phu-son": "tt57-2026-pho-thong",
    }
    assert set(SchoolYear.objects.values_list("year", flat=True)) == {"2026-2027"}


def test_a_school_that_is_loaded_is_passed_over(province):
    told: list[str] = []
    load_school(OTHER_SCHOOLS[1], told.append)
    assert told == []


def test_people_without_the_right_cannot_load(province):
    load = SchoolLoad(read_dossier(OTHER_SCHOOLS[1]))
    load.dossier.council["council"]["members"][0]["username"], kept = "thanhvien.mn", "hieutruong.mn"
    try:
        with pytest.raises((Problem, DemoContentError)):
            load.open()
    finally:
        load.dossier.council["council"]["members"][0]["username"] = kept
