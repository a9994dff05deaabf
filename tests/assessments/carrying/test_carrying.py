"""The pages of carrying as people use them."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import Passage, SelfAssessment
from tests.assessments.carrying.pages import got, hidden, post, source
from tests.assessments.carrying.years import NEXT, Years, fill, same_set, texts_of
from tests.assessments.cases import Case, make_case, signed_in, write
from tests.factories import SchoolFactory, member

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    return found


# Opening a year


@pytest.fixture
def alone() -> Case:
    found = make_case()
    fill(found)
    return found


def opening(case: Case, role: str = Role.PRINCIPAL, **data: object) -> HttpResponse:
    values = {"year": NEXT, "decision_date": "", "standard_set": "", "reason": "", **data}
    response: HttpResponse = case.client(role).post(f"/truong/{case.school.code}/mo-nam-hoc/", values)
    return response


def test_the_page_that_opens_a_year_offers_the_earlier_ones(alone: Case) -> None:
    url = f"/truong/{alone.school.code}/mo-nam-hoc/"
    html = alone.client(Role.PRINCIPAL).get(url).content.decode()
    assert "Kế thừa từ" in html
    assert f'value="{alone.assessment.pk}"' in html
    assert "Kế thừa từ" not in alone.client(Role.SCHOOL_ADMIN).get(url).content.decode()


def test_the_first_post_shows_and_writes_nothing(alone: Case) -> None:
    response = opening(alone, source=alone.assessment.pk)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Mở năm học 2027-2028, kế thừa từ 2026-2027" in html
    assert 'name="confirmed" value="1"' in html
    assert SelfAssessment.objects.count() == 1


def test_the_confirmed_post_opens_and_carries(alone: Case) -> None:
    shown = opening(alone, source=alone.assessment.pk).content.decode()
    response = opening(alone, source=alone.assessment.pk, confirmed="1", seen=hidden(shown, "seen"))
    assert response["Location"] == f"/truong/{alone.school.code}/{NEXT}/ke-thua/"
    made = SelfAssessment.objects.get(year=NEXT)
    assert texts_of(made) == texts_of(alone.assessment)


def test_opening_without_a_source_is_as_before(alone: Case) -> None:
    assert opening(alone, source="")["Location"] == f"/truong/{alone.school.code}/{NEXT}/"
    assert texts_of(SelfAssessment.objects.get(year=NEXT)) == {}


@pytest.mark.parametrize("wrong", ["999999", "abc", "-1"])
def test_a_source_that_is_not_offered_is_refused(alone: Case, wrong: str) -> None:
    assert opening(alone, source=wrong).status_code == 422
    assert SelfAssessment.objects.count() == 1


def test_who_may_not_carry_cannot_slip_a_source_in(alone: Case) -> None:
    response = opening(alone, Role.SCHOOL_ADMIN, source=alone.assessment.pk, confirmed="1")
    assert response.status_code == 302
    assert texts_of(SelfAssessment.objects.get(year=NEXT)) == {}


def test_an_older_year_is_refused_where_it_was_asked(alone: Case) -> None:
    response = opening(
        alone,
        year="2025-2026",
        source=alone.assessment.pk,
        standard_set=alone.assessment.standard_set_id,
        reason="Bài thử",
    )
    assert response.status_code == 422
    assert "ở sau năm học" in response.content.decode()


# An opened year


def test_the_page_names_sources_and_waiting_texts(years: Years) -> None:
    assert f"ke-thua/tu/{source(years)}/" in got(years, "ke-thua/")
    years.carry()
    html = got(years, "ke-thua/")
    assert "04 đoạn chờ cập nhật" in html
    assert "Năm học 2026-2027, tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a" in html
    assert html.count("Còn đúng") == 4


def test_a_viewer_reads_and_is_offered_nothing_to_press(years: Years) -> None:
    years.carry()
    html = got(years, "ke-thua/", Role.VIEWER)
    assert "Còn đúng" not in html
    assert "ke-thua/word/" not in html


def test_the_preview_says_where_each_text_goes(years: Years) -> None:
    html = got(years, f"ke-thua/tu/{source(years)}/")
    assert "Mang sang năm học này" in html
    assert "Tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a" in html
    assert texts_of(years.new.assessment) == {}


def test_posting_carries_and_says_how_much(years: Years) -> None:
    client, url = years.new.client(), years.url(f"ke-thua/tu/{source(years)}/")
    seen = hidden(client.get(url).content.decode(), "seen")
    response = client.post(url, {"seen": seen})
    assert response["Location"] == years.url("ke-thua/")
    said = client.get(years.url("ke-thua/")).content.decode()
    assert "Đã mang sang 4 đoạn văn, 2 lượt dùng minh chứng, 0 người." in said
    client.post(url)
    assert "Không có gì mới để mang sang" in client.get(years.url("ke-thua/")).content.decode()


@pytest.mark.parametrize("mark", ["", "cũ", "\x00" * 3])
def test_what_changed_since_the_preview_is_shown_again_and_not_carried(years: Years, mark: str) -> None:
    response = post(years, f"ke-thua/tu/{source(years)}/", seen=mark)
    assert response.status_code == 409
    assert "vừa thay đổi sau khi Thầy/Cô xem trước" in response.content.decode()
    assert texts_of(years.new.assessment) == {}


def test_a_text_written_since_the_preview_asks_again(years: Years) -> None:
    url = f"ke-thua/tu/{source(years)}/"
    seen = hidden(got(years, url), "seen")
    write(years.old, "report:I.2.a", "Xã ven biển, vừa sửa.")
    response = post(years, url, seen=seen)
    assert response.status_code == 409
    again = hidden(response.content.decode(), "seen")
    assert post(years, url, seen=again)["Location"] == years.url("ke-thua/")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN])
def test_others_cannot_carry(years: Years, role: Role) -> None:
    assert post(years, f"ke-thua/tu/{source(years)}/", role).status_code in {403, 404}
    assert texts_of(years.new.assessment) == {}


@pytest.mark.parametrize(
    "rest", ["ke-thua/", "so-sanh/", "ke-thua/word/", "ke-thua/tu/{}/", "ke-thua/doi-chieu-bo/{}/"]
)
def test_a_stranger_finds_nothing(years: Years, rest: str) -> None:
    stranger = signed_in(member(SchoolFactory(), Role.PRINCIPAL))
    assert stranger.get(years.url(rest.format(source(years)))).status_code == 404


def test_another_schools_year_is_not_here(years: Years) -> None:
    other = make_case()
    for rest in ("ke-thua/tu/{}/", "ke-thua/doi-chieu-bo/{}/", "so-sanh/?voi={}"):
        got(years, rest.format(other.assessment.pk), status=404)


def test_confirming_one_text(years: Years) -> None:
    years.carry()
    slot = years.new.slot("1.1")
    response = post(years, "ke-thua/xac-nhan", slot=slot, version="1")
    assert response.status_code == 302
    assert not Passage.objects.get(assessment=years.new.assessment, slot=slot).inherited
    assert "03 đoạn chờ cập nhật" in got(years, "ke-thua/")


def test_confirming_on_the_criterions_page_answers_a_fragment(years: Years) -> None:
    years.carry()
    data = {"slot": years.new.slot("1.1"), "version": "1"}
    response = years.new.client().post(years.url("ke-thua/xac-nhan"), data, headers={"HX-Request": "true"})
    assert "Đã xác nhận" in response.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1.0"])
def test_a_version_that_is_none_is_refused(years: Years, version: str) -> None:
    years.carry()
    post(years, "ke-thua/xac-nhan", slot=years.new.slot("1.1"), version=version)
    assert Passage.objects.get(assessment=years.new.assessment, slot=years.new.slot("1.1")).inherited


def test_the_criterions_page_shows_the_mark(years: Years) -> None:
    years.carry()
    html = got(years, "tieu-chi/thcs/1.1/")
    assert "Kế thừa, chờ cập nhật." in html
    assert 'data-controller="inherited"' in html
    assert "Kế thừa, chờ cập nhật." not in got(years, "tieu-chi/thcs/2.3/")
    assert "Kế thừa, chờ cập nhật." in got(years, "bao-cao/")


def test_more_waiting_texts_cost_no_more_queries(years: Years) -> None:
    def queries() -> int:
        client = years.new.client()
        client.get(years.url("ke-thua/"))
        with CaptureQueriesContext(connection) as captured:
            client.get(years.url("ke-thua/"))
        return len(captured)

    years.carry()
    few = queries()
    for criterion in ("1.1", "1.3", "2.3"):
        write(years.old, f"statement:thcs:{criterion}:2:{criterion}.2a", "Thêm.")
    years.carry()
    assert queries() == few


# Two years side by side


def test_two_years_on_one_page(years: Years) -> None:
    years.carry()
    write(years.new, years.new.slot("1.1"), "Trường có kế hoạch mới.")
    html = got(years, "so-sanh/")
    assert "So sánh 2026-2027 và 2027-2028" in html
    assert "<ins> mới</ins>" in html
    assert "kế thừa, chờ cập nhật" not in html.split("<h2>1.1")[-1].split("</section>")[0]


def test_a_school_with_one_year_has_nothing_to_compare() -> None:
    case = make_case()
    html = case.client().get(case.url("so-sanh/")).content.decode()
    assert "Chưa có năm học nào để so sánh" in html


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, "１"])
def test_a_year_that_is_no_number_is_not_here(years: Years, asked: str) -> None:
    got(years, f"so-sanh/?voi={asked}", status=404)


def test_a_later_year_is_not_compared_with(years: Years) -> None:
    response = years.old.client().get(years.old.url(f"so-sanh/?voi={years.new.assessment.pk}"))
    assert response.status_code != 200
