import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.legal_check import checked_texts, day_of
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Passage
from minhdinh.lib.richtext import from_text
from minhdinh.standards.domain.legal_loading import install_documents
from tests.evidence.factories import YEAR, House, make_house
from tests.factories import member

DAY = dt.date(2026, 10, 1)


@pytest.fixture
def house(db: None) -> House:
    install_documents()
    return make_house("thcs-kiem-tra")


def write(house: House, slot: str, text: str) -> None:
    with school_scope(house.school.pk):
        Passage.objects.create(
            school=house.school,
            assessment=house.assessment,
            slot=slot,
            version=1,
            body=from_text(text),
            saved_at=timezone.now(),
        )


def texts(house: House, day: dt.date = DAY):
    with school_scope(house.school.pk):
        return checked_texts(house.assessment, day)


def page(house: House, query: str = "", role: Role = Role.SECRETARY):
    client = Client()
    client.force_login(member(house.school, role))
    return client.get(f"/truong/{house.school.code}/{YEAR}/van-ban-vien-dan/{query}")


def test_texts_without_citations_are_left_out(house: House) -> None:
    write(house, "report:I.2.a", "Trường ở vùng thuận lợi, có 12 lớp, đạt 25/25 tiêu chí.")
    assert texts(house) == []
    assert "Chưa có văn bản nào được viện dẫn" in page(house).content.decode()


def test_a_right_citation_is_counted_and_not_told(house: House) -> None:
    write(house, "report:I.4.a", "Thực hiện Thông tư 57/2026/TT-BGDĐT ngày 07/7/2026.")
    (one,) = texts(house)
    assert (one.slot, one.cited, one.findings) == ("report:I.4.a", 1, [])
    assert "Đã xem 1 lượt viện dẫn" in page(house).content.decode()


def test_wrong_citations_stand_at_their_place(house: House) -> None:
    write(house, "report:I.4.a", "Theo Công văn 5942/BGDĐT-QLCL ngày 28/12/2019.")
    write(house, f"statement:{house.track}:1.3:1:1.3.1a", "Theo Thông tư 18/2018/TT-BGDĐT.")
    write(house, "remark:1:strengths", "Từ 11/2026 - 5/20271.")
    shown = page(house).content.decode()
    for words in (
        "Báo cáo: Lập kế hoạch tự đánh giá",
        "thư viện ghi năm 2018",
        "Tiêu chí 1.3, Mức 1",
        "hết hiệu lực từ 07/07/2026. Văn bản thay thế: 57/2026/TT-BGDĐT.",
        "Nhận xét tiêu chuẩn 1: Điểm mạnh nổi bật",
        "năm phải có bốn chữ số",
        f"/tieu-chi/{house.track}/1.3/",
    ):
        assert words in shown


def test_another_day_gives_another_answer(house: House) -> None:
    write(house, "report:I.4.a", "Theo Thông tư 18/2018/TT-BGDĐT.")
    assert "hết hiệu lực" not in page(house, "?day=01/03/2026").content.decode()
    assert "chưa phải một ngày" in page(house, "?day=mai").content.decode()


def test_an_approved_report_counts_on_its_day(house: House) -> None:
    assert day_of(house.assessment) == timezone.localdate()
    house.assessment.state = State.APPROVED
    house.assessment.approved_at = dt.datetime(2027, 5, 3, 20, 0, tzinfo=dt.UTC)
    assert day_of(house.assessment) == dt.date(2027, 5, 4)


def test_a_text_of_a_place_nobody_knows_any_more(house: House) -> None:
    write(house, "cu:nhat", "Theo Công văn 5942/BGDĐT-QLCL ngày 28/12/2019.")
    assert "cu:nhat" in page(house).content.decode()


def test_who_may_look(house: House) -> None:
    assert page(house, role=Role.VIEWER).status_code == 200
    assert page(house, role=Role.CONTRIBUTOR).status_code == 403


def test_the_page_costs_the_same_for_many_texts(house: House, django_assert_max_num_queries) -> None:
    for number in range(1, 21):
        write(house, f"remark:{number}:strengths", "Theo Công văn 5942/BGDĐT-QLCL ngày 28/12/2019.")
    client = Client()
    client.force_login(member(house.school, Role.SECRETARY))
    with django_assert_max_num_queries(25):
        client.get(f"/truong/{house.school.code}/{YEAR}/van-ban-vien-dan/")
