"""The pages of carrying as people use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.forms.word_report import WordReportForm
from minhdinh.assessments.models import CrosswalkChoice, Passage, SelfAssessment, WordReport
from tests.assessments.carrying.word_files import OLE, docx_of
from tests.assessments.carrying.years import NEXT, OLD_SET, Years, fill, other_set, same_set, texts_of
from tests.assessments.cases import Case, make_case, signed_in, write
from tests.factories import SchoolFactory, member

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    return found


def got(years: Years, rest: str, role: str = Role.SECRETARY, status: int = 200) -> str:
    response = years.new.client(role).get(years.url(rest))
    assert response.status_code == status
    return response.content.decode()


def post(years: Years, rest: str, role: str = Role.SECRETARY, **data: object) -> HttpResponse:
    response: HttpResponse = years.new.client(role).post(years.url(rest), data)
    return response


def source(years: Years) -> int:
    return years.old.assessment.pk


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
    response = opening(alone, source=alone.assessment.pk, confirmed="1")
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
    response = client.post(url)
    assert response["Location"] == years.url("ke-thua/")
    said = client.get(years.url("ke-thua/")).content.decode()
    assert "Đã mang sang 4 đoạn văn, 2 lượt dùng minh chứng, 0 người." in said
    client.post(url)
    assert "Không có gì mới để mang sang" in client.get(years.url("ke-thua/")).content.decode()


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


# Another set


@pytest.fixture
def crossing() -> Years:
    found = other_set()
    write(found.old, found.old.slot("1.4"), "Đủ hiệu trưởng.")
    return found


def test_the_crosswalk_is_a_proposal_and_says_so(crossing: Years) -> None:
    html = got(crossing, f"ke-thua/doi-chieu-bo/{source(crossing)}/")
    assert "Đề xuất của phần mềm" in html
    assert 'name="yc-1.4.1a" value="2.1.1a"' in html


def test_a_schools_choice_is_kept_and_leads_back_to_the_preview(crossing: Years) -> None:
    response = post(
        crossing, f"ke-thua/doi-chieu-bo/{source(crossing)}/", **{"yc-1.4.1a": " 1.2.1a ; 1.2.1b"}
    )
    assert response["Location"] == crossing.url(f"ke-thua/tu/{source(crossing)}/")
    assert CrosswalkChoice.objects.get().targets == ["1.2.1a", "1.2.1b"]
    assert "Tiêu chí 1.2, Mức 1, yêu cầu 1.2.1b" in got(crossing, f"ke-thua/tu/{source(crossing)}/")


def test_a_wrong_choice_stays_on_the_page_with_the_reason(crossing: Years) -> None:
    response = post(crossing, f"ke-thua/doi-chieu-bo/{source(crossing)}/", **{"yc-1.4.1a": "8.8.8z"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "bộ tiêu chuẩn mới không có 8.8.8z" in html
    assert 'value="8.8.8z"' in html
    assert not CrosswalkChoice.objects.exists()


def test_the_same_set_needs_no_crosswalk(years: Years) -> None:
    response = years.new.client().get(years.url(f"ke-thua/doi-chieu-bo/{source(years)}/"))
    assert response.status_code != 200


# From Word


def upload(content: bytes, name: str = "bao-cao-2025.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_read_shown_and_written_once(crossing: Years) -> None:
    assert "Báo cáo tự đánh giá (.docx)" in got(crossing, "ke-thua/word/")
    response = post(crossing, "ke-thua/word/", file=upload(docx_of()), source_set=OLD_SET)
    report = WordReport.objects.get()
    assert response["Location"] == crossing.url(f"ke-thua/word/{report.pk}/")
    html = got(crossing, f"ke-thua/word/{report.pk}/")
    assert "Mã chưa có trong kho minh chứng" in html
    assert "Câu chữ của quy định" in html
    assert texts_of(crossing.new.assessment) == {}
    post(crossing, f"ke-thua/word/{report.pk}/")
    assert "statement:thcs:1.1:1:1.1.1b" in texts_of(crossing.new.assessment)
    before = texts_of(crossing.new.assessment)
    post(crossing, f"ke-thua/word/{report.pk}/")
    assert texts_of(crossing.new.assessment) == before
    assert "bao-cao-2025.docx" in got(crossing, "ke-thua/word/")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "Tệp có mật khẩu"),
        (b"%PDF-1.4", "không phải tệp Word"),
        (docx_of(["Biên bản"]), "Không thấy dòng"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field(crossing: Years, content: bytes, words: str) -> None:
    response = post(crossing, "ke-thua/word/", file=upload(content), source_set=OLD_SET)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not WordReport.objects.exists()


def test_no_file_and_an_unknown_set_are_refused(crossing: Years) -> None:
    assert post(crossing, "ke-thua/word/", source_set=OLD_SET).status_code == 422
    assert post(crossing, "ke-thua/word/", file=upload(docx_of()), source_set="la").status_code == 422


def test_the_form_asks_for_a_level_of_school_only_where_there_are_several() -> None:
    one = WordReportForm(sets=[("a", "A")], tracks=[("thcs", "THCS")])
    two = WordReportForm(sets=[("a", "A")], tracks=[("thcs", "THCS"), ("thpt", "THPT")])
    assert "track" not in one.fields
    assert [key for key, _label in two.fields["track"].choices] == ["", "thcs", "thpt"]  # type: ignore[attr-defined]


def test_the_form_refuses_a_file_that_is_too_big() -> None:
    big = upload(docx_of())
    big.size = 21 * 1024 * 1024
    form = WordReportForm({"source_set": "a"}, {"file": big}, sets=[("a", "A")])
    assert not form.is_valid()
    assert "20 MB" in str(form.errors["file"])


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
