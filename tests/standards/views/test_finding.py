import pytest

from minhdinh.common.problems import NotHere
from minhdinh.standards.models import OfficialWording
from minhdinh.standards.views.finding import criterion_here, office_context, set_url, version_here
from tests.standards.pages import ONE, SETS

pytestmark = pytest.mark.django_db


def test_a_version_or_nothing(tt57):
    assert version_here("tt57-2026-pho-thong", "2026.1") == tt57
    for set_id, version in (("tt57-2026-pho-thong", "2026.2"), ("", "2026.1")):
        with pytest.raises(NotHere):
            version_here(set_id, version)


def test_a_criterion_or_nothing(tt57):
    assert criterion_here(tt57, "1.3").code == "1.3"
    with pytest.raises(NotHere):
        criterion_here(tt57, "1.9")


def test_addresses_of_a_set(tt57):
    assert set_url("system-set", "bo", tt57) == ONE
    assert set_url("system-set-criterion", "bo", tt57, criterion="1.3") == f"{ONE}tieu-chi/1.3/"


def test_the_head_of_a_page_about_a_set(tt57):
    OfficialWording.objects.create(standard_set=tt57, criterion="1.1", level=1, text="Câu")
    context = office_context("bo", tt57, "system-set")
    assert context["set"].levels_official == 1
    assert [tab["active"] for tab in context["tabs"]] == [True, False, False]
    assert [crumb["url"] for crumb in context["crumbs"]] == [SETS, ONE]


def test_a_page_below_is_named_by_its_tab_or_itself(tt57):
    rules = office_context("bo", tt57, "system-set-rules")
    assert rules["crumbs"][-1] == {"label": "Quy tắc và giá trị"}
    assert [tab["active"] for tab in rules["tabs"]] == [False, True, False]
    criterion = office_context("bo", tt57, "system-set-criterion", "1.3")
    assert criterion["crumbs"][-1] == {"label": "1.3"}
    assert not any(tab["active"] for tab in criterion["tabs"])
