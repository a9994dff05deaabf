"""The pages of importing and copying: template, file, mapping, preview, and who may open them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import State
from minhdinh.assessments.figures.files import files_of
from minhdinh.assessments.models import SelfAssessment
from minhdinh.lib.sheet_reading import read_sheets
from tests.assessments.figures.books import BY_YEARS, CLASSES, LAST, YEARS, book, own, send, stored
from tests.assessments.setup.desk import Desk, make_desk, queries_of, signed_in

pytestmark = pytest.mark.django_db
GRADES = ("khoi_6", "khoi_7", "khoi_8", "khoi_9")


def upload(client: Client, desk: Desk, content: bytes, source: str = "smas") -> HttpResponse:
    file = SimpleUploadedFile("thong-ke.xlsx", content)
    found: HttpResponse = client.post(desk.url("tables-import"), {"file": file, "source": source})
    return found


def test_from_the_tables_to_the_template_and_back(desk: Desk) -> None:
    client = desk.client()
    assert desk.url("tables-import") in client.get(desk.url("tables")).content.decode()
    template = client.get(desk.url("tables-template"))
    assert template["Content-Disposition"] == f'attachment; filename="so-lieu-{LAST}.xlsx"'
    assert read_sheets(template.content)[0].rows[0][0] == "minhdinh:classes"
    answer = upload(client, desk, own("classes", YEARS, [["khoi_6", 4, 5, 5]]), "other")
    page = client.get(answer["Location"])
    html = page.content.decode()
    assert "Bảng 1, Khối lớp 6, Năm học 2024-2025" in html
    assert "1 Bảng, ô D4" in html
    assert "Ghi 3 ô" in html
    done = client.post(answer["Location"], {"seen": page.context["page"].seen}, follow=True)
    assert "Đã ghi 3 ô số liệu." in done.content.decode()
    with desk.scope():
        assert stored(desk)["classes", "khoi_6", LAST] == "5"


def test_a_foreign_file_leads_to_its_mapping_with_a_guess(desk: Desk) -> None:
    client = desk.client()
    answer = upload(client, desk, book({"Trang bìa": [["Trường"]], "Lớp": BY_YEARS}))
    assert answer["Location"].endswith("/ghep/")
    page = client.get(answer["Location"]).context["page"]
    assert {one.name: one.value for one in page.rows} == {
        "r:khoi_6": "2", "r:khoi_7": "3", "r:khoi_8": "4", "r:khoi_9": "5",
    }  # fmt: skip
    assert [one.value for one in page.columns] == ["B", "C", "D"]
    assert page.rows[0].found == "Khối lớp 6"
    fields = {one.name: one.value for one in [*page.rows, *page.columns]}
    kept = client.post(answer["Location"], {"bang": "classes", "trang": page.sheet, **fields})
    assert kept["Location"] == answer["Location"].removesuffix("ghep/")
    assert client.get(kept["Location"]).context["page"].writing == 12
    assert "SMAS: 1. Số lớp học" in client.get(desk.url("tables-import")).content.decode()


def test_a_wrong_pick_is_said_and_kept_in_its_field(desk: Desk) -> None:
    client = desk.client()
    url = upload(client, desk, book({"Lớp": CLASSES}))["Location"]
    page = client.post(url, {"bang": "classes", "trang": "0", f"c:{LAST}": "cột C", "r:khoi_6": "5"})
    html = page.content.decode()
    assert page.status_code == 422
    assert "không phải tên một cột" in html
    assert 'value="cột C"' in html


def test_another_sheet_is_guessed_anew_and_an_unknown_one_is_not_there(desk: Desk) -> None:
    client = desk.client()
    url = upload(client, desk, book({"Một": BY_YEARS, "Hai": CLASSES}))["Location"]
    page = client.get(f"{url}?bang=classes&trang=1").context["page"]
    assert page.sheet == 1
    assert {one.name: one.value for one in page.rows}["r:khoi_6"] == "5"
    assert client.get(f"{url}?bang=classes&trang=9").status_code == 404
    assert client.get(f"{url}?bang=khong-co").status_code == 404
    assert client.get(f"{url}?bang=classes&trang=x").status_code == 200


def test_a_stale_preview_is_refused_with_words(desk: Desk) -> None:
    client = desk.client()
    url = upload(client, desk, own("classes", YEARS, [["khoi_6", "", "", 5]]))["Location"]
    answer = client.post(url, {"seen": "0" * 32}, follow=True)
    assert "vừa được sửa sau khi Thầy/Cô xem trước" in answer.content.decode()
    with desk.scope():
        assert stored(desk) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "so-lieu"),
        (b"khong phai excel", "không phải tệp Excel"),
        (b"PK\x03\x04hong", "không phải tệp Excel"),
        (b"<html><script>alert(1)</script></html>", "không phải tệp Excel"),
    ],
)
def test_what_is_no_workbook_is_refused(desk: Desk, content: bytes, words: str) -> None:
    answer = upload(desk.client(), desk, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with desk.scope():
        assert files_of(desk.assessment) == []


def test_words_of_a_file_are_shown_as_words(desk: Desk) -> None:
    client = desk.client()
    evil = "<script>alert(1)</script>"
    url = upload(client, desk, book({"Lớp": [[evil, evil], ["Khối 6", "=1+1"]]}))["Location"]
    assert evil not in client.get(url).content.decode()
    own_url = upload(client, desk, own("facilities", ["note"], [["thu_vien", evil]]))["Location"]
    assert evil not in client.get(own_url).content.decode()


def test_who_writes_the_report_imports_and_strangers_find_nothing(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, own("classes", YEARS, [["khoi_6", "", "", 5]]))
    urls = [desk.url("tables-import"), f"{desk.url('tables-import')}{file.pk}/", desk.url("tables-copy")]
    stranger = signed_in(make_desk().person(Role.SECRETARY))
    for url in [*urls, desk.url("tables-template")]:
        assert stranger.get(url).status_code == 404
    member = desk.client(Role.MEMBER)
    assert [member.get(url).status_code for url in urls] == [403, 403, 403]
    assert member.post(urls[1], {"seen": ""}).status_code == 403
    assert desk.url("tables-import") not in member.get(desk.url("tables")).content.decode()


def test_a_handed_in_report_shows_the_pages_without_their_buttons(desk: Desk) -> None:
    with desk.scope():
        file = send(desk, own("classes", YEARS, [["khoi_6", "", "", 5]]))
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state=State.SUBMITTED, complete=True)
    client = desk.client()
    assert "chưa nhập được số liệu" in client.get(desk.url("tables-import")).content.decode()
    assert "Ghi 1 ô" not in client.get(f"{desk.url('tables-import')}{file.pk}/").content.decode()
    assert upload(client, desk, book({"Lớp": CLASSES})).status_code == 422


def test_the_pages_ask_a_constant_number_of_times(desk: Desk) -> None:
    client, actor = desk.client(), desk.actor()
    with desk.scope():
        one = send(desk, own("classes", YEARS, [["khoi_6", 1, 1, 1]]), actor=actor)
    few = queries_of(client, desk.url("tables-import"))
    small = queries_of(client, f"{desk.url('tables-import')}{one.pk}/")
    with desk.scope():
        for number in range(4):
            rows = [[key, number, 2, 3] for key in GRADES]
            many = send(desk, own("classes", YEARS, rows), actor=actor)
    assert queries_of(client, desk.url("tables-import")) == few
    assert queries_of(client, f"{desk.url('tables-import')}{many.pk}/") == small


def test_a_file_sent_by_mistake_is_taken_away_on_its_page(desk: Desk) -> None:
    client = desk.client()
    url = upload(client, desk, own("classes", YEARS, [["khoi_6", "", "", 5]]))["Location"]
    assert "Bỏ tệp" in client.get(url).content.decode()
    done = client.post(url, {"drop": "1"}, follow=True)
    assert "Đã bỏ tệp; số liệu đã ghi giữ nguyên." in done.content.decode()
    assert client.get(url).status_code == 404
    with desk.scope():
        assert stored(desk) == {}
