"""From an empty school to a sealed report, as its people would do it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from lxml import etree
from playwright.sync_api import expect

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import PassageRevision, SelfAssessment
from minhdinh.documents.pdf import to_pdf
from tests.e2e.people import Person, card, cite, serious_violations, width_overflow, write
from tests.e2e.rest import write_the_rest
from tests.e2e.steps import (
    YEAR,
    assign_criterion,
    collect_evidence,
    found_the_council,
    open_the_year,
    verify_all,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_the_main_job_from_an_empty_school_to_a_sealed_report(
    school, home, people, page_errors, tmp_path, client
):
    page_errors.expect("409")
    page_errors.expect("422")
    page_errors.expect("HTMLDivElement")  # how htmx reports the 422
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    secretary = people("thuky")
    open_the_year(secretary, school)
    found_the_council(secretary, home)
    assign_criterion(secretary, home)

    writer = people("thanhvien")
    collect_evidence(writer, home, ["Bảng số liệu học sinh và lớp", "Sổ theo dõi chuyên cần"])
    verify_all(secretary, home)

    write_in_two_tabs(writer, home)
    type_offline(writer, home)
    answer_requirement(writer, home)
    press_level(writer, home)

    with scopes_disabled():
        write_the_rest(SelfAssessment.objects.get(school=school, year=YEAR))
    approve_and_seal(people, secretary, home)
    download_and_check(secretary, home, tmp_path)
    assert Client().get(f"{home}/").status_code == 302


def write_in_two_tabs(writer: Person, home: str) -> None:
    """Two tabs write the same requirement: the second sees both texts and nothing is lost."""
    sheet = f"{home}/tieu-chi/thcs/1.3/"
    page = writer.go(sheet)
    other = page.context.new_page()
    other.goto(writer.base + sheet)

    state = write(page, "1.3.1a", "Năm học 2026-2027, nhà trường có 612 học sinh ở 18 lớp ")
    cite(page, "bang so lieu")
    page.keyboard.type(", theo dõi hằng ngày ")
    cite(page, "chuyen can")
    page.keyboard.type(".")
    expect(state).to_contain_text("Đã lưu")
    expect(card(page, "1.3.1a").locator(".citation")).to_have_count(2)

    write(other, "1.3.1a", "Bản viết ở tab thứ hai.")
    dialog = other.get_by_role("dialog", name="Đoạn này vừa được sửa ở nơi khác")
    expect(dialog).to_contain_text("612 học sinh")
    expect(dialog).to_contain_text("Bản viết ở tab thứ hai.")
    dialog.get_by_role("button", name=re.compile("Lấy bản kia", re.IGNORECASE)).click()
    expect(card(other, "1.3.1a")).to_contain_text("612 học sinh")
    other.close()
    with scopes_disabled():
        kept = PassageRevision.objects.filter(passage__requirement="1.3.1a").values_list("text", flat=True)
        assert any("612 học sinh" in text for text in kept)


def type_offline(writer: Person, home: str) -> None:
    """What is typed without a line survives closing the page and is sent when the line is back."""
    page = writer.go(f"{home}/tieu-chi/thcs/1.3/")
    page.context.set_offline(True)
    state = write(page, "1.3.1b", "Kiểm kê ngày 31/12/2025 ghi 24 phòng và 186 thiết bị dùng chung.")
    expect(state).to_contain_text("Mất mạng")
    page.context.set_offline(False)
    expect(state).to_contain_text("Đã lưu", timeout=20_000)
    page.reload()
    expect(card(page, "1.3.1b")).to_contain_text("186 thiết bị dùng chung")


def answer_requirement(writer: Person, home: str) -> None:
    """One click answers a requirement; it is still answered after a reload."""
    page = writer.go(f"{home}/tieu-chi/thcs/1.3/")
    with page.expect_response(re.compile(r"/tra-loi\b")):
        card(page, "1.3.1a").locator("label.y").click()
    page.reload()
    expect(card(page, "1.3.1a").locator("input[value=met]")).to_be_checked()


def press_level(writer: Person, home: str) -> None:
    page = writer.go(f"{home}/tieu-chi/thcs/1.3/")
    mirror = page.locator("#doi-chieu")
    mirror.get_by_role("button", name=re.compile("Đạt Mức 2")).click()
    expect(page.get_by_text("Mức 2 chưa có mô tả hiện trạng").first).to_be_visible()
    mirror.get_by_role("button", name=re.compile("^Đạt Mức 1")).click()
    expect(mirror.get_by_role("button", name=re.compile("^Đạt Mức 1"))).to_have_attribute(
        "aria-pressed", "true"
    )


def approve_and_seal(people, secretary: Person, home: str) -> None:
    page = secretary.go(f"{home}/duyet/")
    page.get_by_role("button", name="Trình duyệt báo cáo").click()
    page.get_by_role("button", name="Đồng ý").click()
    page.locator("[name=held_on]").fill("2026-11-20")
    page.locator("[name=summary]").fill("Hội đồng nhất trí thông qua.")
    expect(page.locator("[name=present]")).to_have_value("5")
    page.locator("[name=present]").fill("3")
    page.locator("[name=absent]").fill("2")
    page.get_by_role("button", name="Ghi cuộc họp").click()
    expect(page.get_by_text("Có mặt 03/05 thành viên, cần ít nhất 04", exact=False).first).to_be_visible()
    page.locator("[name=present]").fill("5")
    page.locator("[name=absent]").fill("0")
    page.get_by_role("button", name="Ghi cuộc họp").click()
    expect(page.get_by_text("nhất trí thông qua").first).to_be_visible()

    chair = people("chutich").go(f"{home}/duyet/")
    chair.get_by_role("button", name="Duyệt báo cáo").click()
    expect(chair.get_by_text("Hội đồng đã duyệt").first).to_be_visible()

    head = people("hieutruong").go(f"{home}/duyet/")
    head.get_by_role("button", name="Xác nhận và niêm phong").click()
    head.get_by_role("button", name="Đồng ý").click()
    # In tests the jobs run inside the request, PDFs and all.
    expect(head.get_by_text("SHA-256").first).to_be_visible(timeout=180_000)


def download_and_check(secretary: Person, home: str, tmp_path: Path) -> None:
    """Biểu 1 carries the computed level, its citations as hyperlinks, and no other font than Times' twin."""
    page = secretary.go(f"{home}/bieu-mau/")
    row = page.locator("tr", has_text="Biểu 1")
    with page.expect_download() as waiting:
        row.get_by_role("link", name=re.compile("DOCX")).click()
    target = tmp_path / "bieu-1.docx"
    waiting.value.save_as(target)
    document = etree.fromstring(zipfile.ZipFile(target).read("word/document.xml"))
    text = "".join(document.itertext())
    with scopes_disabled():
        assessment = SelfAssessment.objects.get()
    assert assessment.level == 1
    assert "Mức 1" in text
    assert "[chưa có dữ liệu]" not in text.split("Mô tả hiện trạng")[1][:2000]
    links = ["".join(one.itertext()) for one in document.iter(f"{W}hyperlink")]
    assert links.count("MC.1.3.01") >= 1
    assert links.count("MC.1.3.02") >= 1
    (tmp_path / "bieu-1.pdf").write_bytes(to_pdf(target.read_bytes()))


PAGES = ["/", "/hoi-dong/", "/phan-cong/", "/ke-hoach/", "/so-lieu/", "/minh-chung/", "/ket-qua/",
         "/tieu-chi/thcs/1.3/", "/nhan-xet/", "/bao-cao/", "/bieu-mau/", "/duyet/", "/minh-chung/them/",
         "/minh-chung/gui/"]  # fmt: skip


@pytest.mark.parametrize("size", [(1366, 768), (360, 800)], ids=["laptop", "phone"])
def test_every_page_of_the_journey_is_accessible_and_fits(school, home, people, size):
    secretary = people("thuky", viewport={"width": size[0], "height": size[1]})
    open_the_year(secretary, school)
    problems: list[str] = []
    for path in PAGES:
        page = secretary.go(home + path)
        problems += [f"{path}: {one}" for one in serious_violations(page)]
        if (wide := width_overflow(page)) > 0:
            problems.append(f"{path}: {wide} px too wide")
    assert not problems, "\n".join(problems)
