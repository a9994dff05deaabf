"""The pages that bring last year's report from Word."""

import pytest

from minhdinh.assessments.forms.word_report import WordReportForm
from minhdinh.assessments.models import WordReport
from tests.assessments.carrying.pages import got, post, upload
from tests.assessments.carrying.word_files import OLE, docx_of
from tests.assessments.carrying.years import OLD_SET, Years, other_set, texts_of

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def crossing() -> Years:
    return other_set()


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
