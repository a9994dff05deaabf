import pytest
from django.utils import timezone

from minhdinh.lib.school_year import containing, opening
from minhdinh.organisations.models import SchoolProfile
from minhdinh.standards.domain.corrections import correct
from minhdinh.standards.models import OfficialWording
from tests.factories import SchoolFactory
from tests.standards.pages import SCHOOL, signed_in, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

CRITERION = f"{SCHOOL}tt57-2026-pho-thong/2026.1/1.3/"


@pytest.mark.parametrize("path", [SCHOOL, CRITERION])
def test_who_may_read_it(world, path):
    answers = {
        "owner": 200, "colleague": 200, "officer": 200, "manager": 200, "commune_officer": 200, "stranger": 404,
        "system": 404,
    }  # fmt: skip
    for name, status in answers.items():
        assert signed_in(getattr(world, name)).get(path).status_code == status, name


def test_the_set_and_why_it_applies(world, tt57):
    text = words(signed_in(world.owner).get(f"{SCHOOL}?ngay=2026-09-05"))
    assert (
        "Ngày 05/09/2026, trường THCS áp dụng Thông tư 57/2026/TT-BGDĐT ngày 07/7/2026, Phụ lục II, "
        "có hiệu lực từ ngày 07/07/2026." in text
    )
    assert "ngày quyết định thành lập hội đồng" in text
    assert "ít nhất 05 trong số 07 tiêu chí còn lại" in text
    assert "(MC.1.3.01, MC.1.3.02)" in text
    for criterion in tt57.catalogue.iter_criteria():
        assert criterion.title in text


def test_without_a_day_the_opening_of_this_school_year_decides(world):
    day = opening(containing(timezone.localdate()))
    text = words(signed_in(world.owner).get(SCHOOL))
    assert f"Ngày {day:%d/%m/%Y}, trường THCS áp dụng" in text
    assert f"Ngày {day:%d/%m/%Y}" in words(signed_in(world.owner).get(f"{SCHOOL}?ngay=hom-qua"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-07-06", "Thông tư 18/2018 – trung học"),
        ("2026-07-07", "Thông tư 57/2026 – phổ thông"),
        ("2018-10-09", "Thông tư 42/2012 – trung học"),
    ],
)
def test_the_day_decides(world, day, expected):
    assert expected in words(signed_in(world.owner).get(f"{SCHOOL}?ngay={day}"))


def test_where_no_set_applies_the_page_says_so(world):
    text = words(signed_in(world.owner).get(f"{SCHOOL}?ngay=2012-09-05"))
    assert "Không có bộ tiêu chuẩn nào áp dụng cho trường THCS vào ngày 05/09/2012" in text
    assert "Xác định mức của trường" not in text


def test_the_type_of_the_school_decides(world):
    SchoolProfile.objects.filter(organisation=world.school).update(school_type="mam_non")
    assert "Thông tư 57/2026 – mầm non" in words(signed_in(world.owner).get(f"{SCHOOL}?ngay=2026-09-05"))


def test_a_school_without_a_profile_is_led_to_it(world):
    SchoolProfile.objects.filter(organisation=world.school).delete()
    answer = signed_in(world.owner).get(SCHOOL)
    assert "Hồ sơ trường chưa ghi loại trường" in words(answer)
    assert "/truong/thcs-an-binh/ho-so/" in answer.content.decode()


def test_a_criterion_is_shown_to_read_only(world, tt57):
    OfficialWording.objects.create(
        standard_set=tt57, criterion="1.3", level=1, text="Câu chữ", article="Điều 7"
    )
    answer = signed_in(world.colleague).get(CRITERION)
    text = words(answer)
    for one in tt57.catalogue.criterion("1.3").iter_requirements():
        assert one.text in text
        assert one.ask in text
    assert "Nguyên văn · Điều 7 Câu chữ" in text
    assert "Điều chỉnh" not in text
    assert f"{SCHOOL}tt57-2026-pho-thong/2026.1/1.4/" in answer.content.decode()


def test_corrections_are_seen_by_schools(world, tt57, boss):
    correct(actor=boss, version=tt57, target="rule_value:others_quota_level_1", value=4,
            legal_reference="Điều 5", reason="Thử")  # fmt: skip
    assert "ít nhất 04 trong số 07" in words(signed_in(world.owner).get(f"{SCHOOL}?ngay=2026-09-05"))


@pytest.mark.parametrize(
    "rest", ["tt57-2026-pho-thong/2026.1/9.9/", "khong-co/2026.1/1.1/", "tt57-2026-pho-thong/1/1.1/"]
)
def test_what_is_not_there_is_not_found(world, rest):
    assert signed_in(world.owner).get(f"{SCHOOL}{rest}").status_code == 404


def test_the_menu_of_a_school_leads_there(world):
    answer = signed_in(world.owner).get("/truong/thcs-an-binh/ho-so/")
    assert SCHOOL in answer.content.decode()


def test_a_constant_number_of_queries(world, django_assert_num_queries, django_assert_max_num_queries):
    client = signed_in(world.owner)
    client.get(SCHOOL)
    with django_assert_max_num_queries(14) as first:
        client.get(f"{SCHOOL}?ngay=2026-09-05")
    number = len(first)
    SchoolFactory.create_batch(5)
    with django_assert_num_queries(number):
        client.get(f"{SCHOOL}?ngay=2026-09-05")
    with django_assert_max_num_queries(14):
        client.get(CRITERION)


def test_the_page_is_for_reading(world):
    assert signed_in(world.owner).post(SCHOOL).status_code == 405
