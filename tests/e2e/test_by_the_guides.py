"""The demo's school goes through its year by what docs/user says: every label pressed here is read in a guide."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import SelfAssessment
from minhdinh.demo.content import MAIN_SCHOOL
from minhdinh.demo.loading.load import load_demo
from minhdinh.demo.loading.people import PASSWORD
from minhdinh.standards.domain.loading import load_packaged_sets
from tests.e2e.guide_reader import control, menu, press, read, stands
from tests.e2e.people import Person, card, cite, sign_in, write
from tests.e2e.steps import picture

HOME = "/truong/thcs-sao-mai/2026-2027"
OTHER = "/truong/thcs-an-binh"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NEXT = "/truong/thcs-sao-mai/2027-2028"
LAST_SHEETS = ("1.3", "4.2")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
Enter = Callable[[str], Person]


@pytest.fixture
def enter(request, transactional_db, live_server, new_context) -> Enter:
    """Load the demo's offices and people, with the dossiers asked for; let people in by the demo's password."""
    load_packaged_sets()
    load_demo(lambda step: None, folders=request.param)
    return lambda username: sign_in(new_context, live_server.url, username, password=PASSWORD)


@pytest.mark.parametrize("enter", [(MAIN_SCHOOL,)], indirect=True, ids=["main school"])
def test_the_year_of_the_demo_school(enter: Enter, page_errors) -> None:
    page_errors.expect("422")
    council_and_plan(enter("thuky"))
    teacher_sends(enter("giaovien"))
    secretary_files(enter("thuky"))
    figures(enter("thuky"))
    writer, head = enter("thanhvien"), enter("hieutruong")
    writes_a_sheet(writer)
    last_sheets(enter("thuky"))
    approves_sheets(head)
    report_is_approved(enter("thuky"), head)
    head_seals(head)
    papers(enter("thuky"))
    improvement(enter("thuky"), writer)
    office_looks(enter("congchucxa"))
    notices(writer)
    next_year(enter("thuky"), writer)
    with scopes_disabled():
        assert SelfAssessment.objects.filter(year="2027-2028").exists()


@pytest.mark.parametrize("enter", [()], indirect=True, ids=["no school begun"])
def test_another_set_and_a_report_in_word(enter: Enter, page_errors) -> None:
    """A school that wrote by the rules of 2018 goes over to those of 2026, and takes in a report in Word."""
    head = enter("hieutruong.ab")
    under_the_rules_of_2018(head)
    another_set(head)
    from_word(head)


def council_and_plan(secretary: Person) -> None:
    page = secretary.go(f"{HOME}/")
    menu(page, "thu-ky", "**Hội đồng**: ghi số, ngày quyết định")
    control(page, *read("thu-ky", "**Thêm người** cho từng thành viên")).focus()
    stands(page, "thu-ky", "Đối chiếu với quy định")
    press(page, "thu-ky", "Bấm **Lưu hội đồng**")
    expect(page.get_by_text("Đã lưu").first).to_be_visible()
    menu(page, "thu-ky", "**Nhóm & phân công**: ô vuông là người tham gia viết")
    box = page.get_by_role("checkbox", name="Hoàng Thị Ngọc Bích, 1.3")
    box.set_checked(not box.is_checked())
    expect(page.locator("[data-autosave-form-target=state]")).to_contain_text("Đã lưu")
    menu(page, "thu-ky", "**Kế hoạch**: mục đích, phạm vi, các bước")
    press(page, "viec-cua-toi", "Lần sau bấm **Sửa kế hoạch**")
    press(page, "thu-ky", "Bấm **Lưu kế hoạch**")
    expect(page.get_by_role("link", name="Sửa kế hoạch")).to_be_visible()


def teacher_sends(teacher: Person) -> None:
    page = teacher.go("/")
    read("nguoi-gui-minh-chung", "trang **Gửi minh chứng** mở sẵn")
    expect(page.get_by_role("heading", name="Gửi minh chứng")).to_be_visible()
    page.get_by_label(*read("nguoi-gui-minh-chung", "**Đây là gì?**")).fill("Biên bản họp tổ Toán tháng 10")
    page.get_by_label(*read("nguoi-gui-minh-chung", "**Chọn tệp**")).set_input_files(
        {"name": "bien-ban.png", "mimeType": "image/png", "buffer": picture("orange")}
    )
    press(page, "nguoi-gui-minh-chung", "Bấm **Gửi**")
    stands(page, "nguoi-gui-minh-chung", "Đã nhận …")


def secretary_files(secretary: Person) -> None:
    page = secretary.go(f"{HOME}/")
    menu(page, "thu-ky", "**Thêm một minh chứng**: **Minh chứng**")
    press(page, "thu-ky", "nằm ở **Chờ xác minh**")
    page.get_by_role("row", name=re.compile("Biên bản họp tổ Toán")).get_by_role("link").first.click()
    page.get_by_label("Tiêu chí").first.select_option(value="3.1")
    press(page, "thu-ky", "bấm **Xếp và cấp mã**")
    press(page, "thu-ky", "xem tệp, bấm **Xác minh**")
    expect(page.get_by_text("Đã xác minh").first).to_be_visible()


def figures(secretary: Person) -> None:
    page = secretary.go(f"{HOME}/")
    menu(page, "thu-ky", "Mục **Số liệu**")
    press(page, "so-lieu", "bấm **Nhập từ Excel**")
    with page.expect_download():
        press(page, "so-lieu", "**Tải tệp mẫu**")
    menu(page, "thu-ky", "Mục **Số liệu**")
    press(page, "so-lieu", "**Soát cả bộ số liệu**")
    press(page, "so-lieu", "Nếu số đúng, bấm **Giải trình**")
    page.locator("textarea:visible").first.fill("Trường nhận thêm học sinh của hai xã sáp nhập.")
    press(page, "so-lieu", "viết lý do, bấm **Lưu giải trình**")
    expect(page.get_by_text("Trường nhận thêm học sinh").first).to_be_visible()


def writes_a_sheet(writer: Person) -> None:
    """Cite with two brackets, add a sentence by a suggestion, answer, decide the level, hand in."""
    page = writer.go(f"{HOME}/")
    menu(page, "thanh-vien", "**Đánh giá tiêu chí**")
    page.locator("nav.tree").get_by_role("link", name=re.compile("1.3")).first.click()
    state = write(page, "1.3.1b", " ")
    cite(page, "kiem ke")
    expect(state).to_contain_text("Đã lưu")
    suggested(page, card(page, "1.3.1c"))
    page.reload()
    for requirement in ("1.3.1b", "1.3.1c"):
        with page.expect_response(re.compile(r"/tra-loi\b")):
            card(page, requirement).locator("label.y").click()
    [level] = read("thanh-vien", "**Đạt Mức 1** trở lên")
    stands(page, "thanh-vien", "Mức của tiêu chí")
    page.locator("#doi-chieu").get_by_role("button", name=re.compile(f"^{level}")).click()
    expect(page.locator("#doi-chieu").get_by_role("button", name=re.compile(f"^{level}"))).to_have_attribute(
        "aria-pressed", "true"
    )
    page.reload()
    press(page, "thanh-vien", "Viết xong bấm **Trình phiếu này**")
    expect(page.get_by_role("button", name="Rút lại")).to_be_visible()


def suggested(page: Page, own: Locator) -> None:
    """Choose what is true, fill in, choose evidence, put the sentence into the text."""
    press(page, "goi-y", "ở yêu cầu cần viết bấm **Gợi ý**", own)
    chosen = own.locator("details.suggest-card").first
    chosen.locator("summary").click()
    for label, words in (
        ("Tên văn bản quy định", "Quy chế quản lý hồ sơ, dữ liệu"),
        ("Số, ký hiệu", "05/QC-THCSSM"),
        ("Ngày ban hành", "12/03/2026"),
        ("Số người được giao phụ trách", "4"),
    ):
        chosen.get_by_label(label, exact=True).fill(words)
    for box in (0, 1):
        chosen.locator("[name=evidence]").nth(box).check()
    stands(page, "goi-y", "Câu sẽ viết")
    press(page, "goi-y", "Bấm **Đưa câu vào mô tả**", chosen)
    stands(page, "goi-y", "Do gợi ý soạn, chưa sửa")


def last_sheets(secretary: Person) -> None:
    """An honest "chưa đạt" is an answer; what was returned is mended and handed in again."""
    page = secretary.go(f"{HOME}/tieu-chi/thcs/4.2/")
    for row in page.locator(".req").filter(has=page.locator("label.u input:checked")).all():
        with page.expect_response(re.compile(r"/tra-loi\b")):
            row.get_by_text(*read("thanh-vien", "**Chưa đạt** hoặc để"), exact=True).click()
    [level] = read("thanh-vien", "**Không đạt Mức 1** chỉ cần viết rõ lý do")
    page.locator("#doi-chieu").get_by_role("button", name=re.compile(f"^{level}")).click()
    page.wait_for_timeout(500)
    for criterion in ("4.2", "2.2"):
        page = secretary.go(f"{HOME}/tieu-chi/thcs/{criterion}/")
        [done] = read("duyet-phieu", "bấm **Đã xong**; còn góp ý buộc sửa")
        while page.locator("#gop-y").get_by_role("button", name=done).count():
            page.locator("#gop-y").get_by_role("button", name=done).first.click()
            page.wait_for_timeout(500)
        press(page, "duyet-phieu", "**Trình phiếu này** | người viết phiếu")


def approves_sheets(head: Person) -> None:
    page = head.go(f"{HOME}/")
    menu(page, "duyet-phieu", "Mở **Duyệt phiếu** trong danh mục")
    sheets = page.locator("main tbody tr").filter(has_text="Chờ duyệt").get_by_role("link")
    for address in [str(one.get_attribute("href")) for one in sheets.all()]:
        if "/tieu-chi/" in address:
            page = head.go(address)
            press(
                page, "duyet-phieu", "**Duyệt phiếu** | người ở bước cuối", page.locator("#trang-thai-phieu")
            )
            expect(page.locator("#trang-thai-phieu .pill").first).to_have_text("Đã duyệt")


def report_is_approved(secretary: Person, head: Person) -> None:
    page = secretary.go(f"{HOME}/")
    menu(page, "thu-ky", "2. **Trình duyệt**")
    press(page, "thu-ky", "→ **Trình duyệt báo cáo** → **Đồng ý**")
    page.locator("[name=held_on]").fill("20/11/2026")
    page.locator("[name=summary]").fill("Hội đồng nhất trí thông qua.")
    press(page, "thu-ky", "bấm **Ghi cuộc họp**")
    expect(page.get_by_text("nhất trí thông qua").first).to_be_visible()
    page = head.go(f"{HOME}/duyet/")
    press(page, "thu-ky", "Chủ tịch bấm **Duyệt báo cáo**")
    stands(page, "hieu-truong", "Hội đồng đã duyệt")


def head_seals(head: Person) -> None:
    page = head.go(f"{HOME}/")
    menu(page, "hieu-truong", "mở **Trình duyệt**")
    press(page, "hieu-truong", "**Xác nhận và niêm phong** → **Đồng ý**")
    expect(page.get_by_text("SHA-256").first).to_be_visible(timeout=180_000)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "ban-ky.png", "mimeType": "image/png", "buffer": picture("white")}
    )
    press(page, "hieu-truong", "chọn tệp và bấm **Gắn bản ký**")
    expect(page.get_by_text("ban-ky.png").first).to_be_visible()


def papers(secretary: Person) -> None:
    page = secretary.go(f"{HOME}/")
    menu(page, "bieu-mau", "Mục **Biểu mẫu**")
    for paper in ("Quyết định thành lập", "Biên bản họp", "Bảng phân công"):
        row = page.locator("main tr", has_text=paper).first
        row.get_by_role("button", name=re.compile("^" + read("bieu-mau", "Bấm **DOCX** hoặc")[0])).click()
        with page.expect_download():
            press(page, "bieu-mau", "rồi bấm **Tải về**")
        page = secretary.go(f"{HOME}/bieu-mau/")


def improvement(secretary: Person, writer: Person) -> None:
    """The plan of the demo stands: its owner reports, the school monitors it twice."""
    page = secretary.go(f"{HOME}/")
    menu(page, "ke-hoach-cai-tien", "Danh mục **Kế hoạch cải tiến** giữ")
    for sentence in ("bấm **Cuối học kỳ I**", "hoặc **Cuối năm học**"):
        [moment] = read("ke-hoach-cai-tien", sentence)
        control(page.locator("#giam-sat"), moment).click()
        page.locator("[name=result]").fill("Thực hiện đúng tiến độ.")
        page.locator("[name=assessor]").fill("Hội đồng tự đánh giá")
        press(page, "ke-hoach-cai-tien", "rồi bấm **Ghi kết quả giám sát**")
        expect(page.get_by_text("Đã ghi kết quả giám sát.")).to_be_visible()
        page = secretary.go(f"{HOME}/cai-tien/")
    page.get_by_role("link", name=re.compile("Đối chiếu và cập nhật dữ liệu")).first.click()
    page.locator("[name=state]").select_option("doing")
    page.locator("[name=note]").fill("Đã đối chiếu tháng 11.")
    press(page, "ke-hoach-cai-tien", "bấm **Ghi tiến độ**")
    expect(page.get_by_text("Đã đối chiếu tháng 11.").first).to_be_visible()
    page = writer.go(f"{HOME}/")
    page.locator("details.menu > summary").last.click()
    press(page, "viec-cua-toi", "chọn **Việc của tôi**", page.locator("details.menu[open]"))
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()


def office_looks(officer: Person) -> None:
    page = officer.go("/co-quan/xa-an-binh/")
    menu(page, "ke-hoach-cai-tien", "**Kế hoạch cải tiến** ở danh mục của cơ quan")
    page.locator("main tbody tr", has_text="Sao Mai").get_by_role("checkbox").last.check()
    press(page, "can-bo-so-xa", "đánh dấu trường rồi **Nhắc nhở trường đã chọn**")
    press(page, "can-bo-so-xa", "3. **Gửi lời nhắc**")
    expect(page.get_by_text(re.compile("[Đđ]ã nhắc")).first).to_be_visible()


def notices(writer: Person) -> None:
    page = writer.go(f"{HOME}/")
    page.locator("details.menu > summary").last.click()
    press(page, "thong-bao", "chọn **Cách nhận thông báo, lịch**", page.locator("details.menu[open]"))
    press(page, "thong-bao", "3. Bấm **Lưu**")
    press(page, "thong-bao", "bấm **Tạo địa chỉ lịch**")
    stands(page, "thong-bao", "Đổi địa chỉ mới")


def next_year(secretary: Person, writer: Person) -> None:
    """The new year begins from this one; a carried passage waits until somebody has read it."""
    page = secretary.go(f"{HOME}/")
    menu(page, "nam-hoc-moi", "Chọn **Mở năm học**")
    page.locator("[name=year]").fill("2027-2028")
    source = page.get_by_label(*read("nam-hoc-moi", "Ở ô **Kế thừa từ**"))
    source.select_option(label=source.locator("option", has_text="2026-2027").first.inner_text())
    press(page, "nam-hoc-moi", "Bấm **Mở năm học**.")
    press(page, "nam-hoc-moi", "Bấm **Mở năm học và kế thừa**")
    page = writer.go(f"{NEXT}/tieu-chi/thcs/1.3/")
    own = card(page, "1.3.1a")
    stands(page, "nam-hoc-moi", "ế thừa, chờ cập nhật")
    press(page, "nam-hoc-moi", "hoặc đọc rồi bấm **Còn đúng**", own)
    expect(own.get_by_text("Đã xác nhận đoạn này còn đúng.")).to_be_visible()
    page = secretary.go(f"{NEXT}/")
    menu(page, "nam-hoc-moi", "vào **Kế thừa, so sánh** ở cột trái")
    press(page, "nam-hoc-moi", "→ **So sánh với năm trước**")
    expect(page.locator("main").get_by_text(re.compile("2026-2027")).first).to_be_visible()


def under_the_rules_of_2018(head: Person) -> None:
    page = head.go(f"{OTHER}/ho-so/")
    menu(page, "thu-ky", "1. Mục **Mở năm học**")
    page.locator("[name=year]").fill("2025-2026")
    press(page, "thu-ky", "Bấm **Mở năm học**.")
    expect(page.get_by_text(re.compile("Thông tư 18/2018")).first).to_be_visible()
    page = head.go(f"{OTHER}/2025-2026/tieu-chi/thcs/1.1/")
    state = write(page, "1.1.1a", "Nhà trường có phương hướng, chiến lược giai đoạn 2021-2026.")
    expect(state).to_contain_text("Đã lưu")


def another_set(head: Person) -> None:
    page = head.go(f"{OTHER}/2025-2026/")
    menu(page, "nam-hoc-moi", "1. Ở **Mở năm học**")
    page.locator("[name=year]").fill("2026-2027")
    source = page.get_by_label(*read("nam-hoc-moi", "Ở ô **Kế thừa từ**"))
    source.select_option(label=source.locator("option", has_text="2025-2026").first.inner_text())
    press(page, "nam-hoc-moi", "bấm **Mở năm học**. Hai năm khác bộ")
    press(page, "nam-hoc-moi", "3. Bấm **Xem trước**")
    press(page, "nam-hoc-moi", "4. Bấm **Mở năm học và kế thừa**. Mang sang")
    page = head.go(f"{OTHER}/2026-2027/tieu-chi/thcs/1.1/")
    expect(page.get_by_text("giai đoạn 2021-2026").first).to_be_visible()
    stands(page, "nam-hoc-moi", "ế thừa, chờ cập nhật")


def from_word(head: Person) -> None:
    page = head.go(f"{OTHER}/2026-2027/")
    menu(page, "nam-hoc-moi", "vào **Kế thừa, so sánh** ở cột trái")
    press(page, "nam-hoc-moi", "→ **Từ báo cáo Word (.docx) của năm trước**")
    page.locator("input[type=file]").set_input_files(
        {"name": "bao-cao.docx", "mimeType": WORD, "buffer": last_report()}
    )
    press(page, "nam-hoc-moi", "bấm **Đọc và xem trước**")
    expect(page.get_by_text("ba tổ chuyên môn").first).to_be_visible()
    press(page, "nam-hoc-moi", "rồi bấm **Đưa vào báo cáo, chờ cập nhật**")
    page = head.go(f"{OTHER}/2026-2027/tieu-chi/thcs/1.2/")
    expect(page.get_by_text("ba tổ chuyên môn").first).to_be_visible()


def last_report() -> bytes:
    """Return a short report as schools write it in Word."""
    document = Document()
    for line in (
        "Tiêu chuẩn 1: Quản trị nhà trường",
        "Tiêu chí 1.2: Cơ cấu tổ chức, phân công nhiệm vụ",
        "1. Mô tả hiện trạng",
        "Mức 1",
        "a) Nhà trường có ba tổ chuyên môn và một tổ văn phòng.",
    ):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
