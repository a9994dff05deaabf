"""What each picture of the guides shows: who is signed in, which page, what is done there, which part is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from guide_evidence import (
    asked_for_many,
    asked_of_a_teacher,
    merging,
    more_acts,
    moving,
    photographed,
    proposed,
    searched,
)
from playwright.sync_api import Page, expect
from take_pictures import LAPTOP

PHONE = (390, 780)
SCHOOL, OTHER = "/truong/thcs-sao-mai", "/truong/th-sao-mai-1"
YEAR = f"{SCHOOL}/2026-2027"
DEPARTMENT, COMMUNE = "/co-quan/so-gddt-an-hoa", "/co-quan/xa-an-binh"
ROOM = f"{OTHER}/danh-gia/1"
CASE = f"{OTHER}/dang-ky/1"
MAIN = "main"


@dataclass(frozen=True, slots=True)
class GuideShot:
    """One picture; ``crop`` is what of the page is kept (empty: the window), at most ``tallest`` pixels of it."""

    name: str
    username: str
    path: str
    prepare: Callable[[Page], None] | None = None
    crop: str = MAIN
    size: tuple[int, int] = LAPTOP
    tallest: int = 640


def press(*names: str) -> Callable[[Page], None]:
    """Return a preparation that presses buttons or links, one after the other, by the beginning of their names."""

    def prepare(page: Page) -> None:
        for name in names:
            begins = re.compile(rf"^\s*{re.escape(name)}")
            place = page.locator("main, dialog[open]")
            found = place.get_by_role("button", name=begins).or_(place.get_by_role("link", name=begins))
            found.locator("visible=true").first.click()
            page.wait_for_load_state("networkidle")

    return prepare


def opened(css: str) -> Callable[[Page], None]:
    """Return a preparation that clicks the first element of a kind."""

    def prepare(page: Page) -> None:
        page.locator(css).first.click()
        page.wait_for_load_state("networkidle")

    return prepare


def waiting_evidence(page: Page) -> None:
    """Open the first item that waits for verification."""
    page.locator("main tbody th a").first.click()


def next_year(page: Page) -> None:
    """Ask for the preview of a year that begins from this one."""
    page.locator("[name=year]").fill("2027-2028")
    source = page.locator("[name=source]")
    source.select_option(label=source.locator("option", has_text="2026-2027").first.inner_text())
    press("Mở năm học")(page)


def suggestion(page: Page) -> None:
    """Open the suggestions of a requirement and the first of them."""
    card = page.locator('[id="yc-1.3.1c"]')
    card.get_by_role("link", name="Gợi ý").click()
    card.locator("details.suggest-card summary").first.click()
    expect(card.locator("[name=proposition]").first).to_be_attached()
    page.wait_for_timeout(600)


def evidence_list(page: Page) -> None:
    """Send a small list of evidence, one row of each fate."""
    rows = (
        "Mã minh chứng,Tên minh chứng,Số ký hiệu,Ngày ban hành",
        "MC.1.1.31,Kế hoạch phát triển thư viện,21/KH-THCSSM,05/09/2026",
        "H1-1.2-09,Biên bản họp tổ Văn phòng,,12/10/2026",
        "MC.1.1.01,Nghị quyết Hội đồng trường,,",
        ",,,",
        "XYZ,,,",
    )
    page.locator("main input[type=file]").first.set_input_files(
        {"name": "danh-muc.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    press("Xem trước danh mục")(page)
    page.wait_for_timeout(2500)
    page.reload()


def ticked_school(page: Page) -> None:
    """Choose two schools of the table and ask for the preview of the reminder."""
    for box in page.locator("main tbody input[type=checkbox]").all()[:2]:
        box.check()
    press("Nhắc nhở trường đã chọn")(page)


SHOTS = (
    # The secretary's and the head's year
    GuideShot("mo-nam-hoc", "hieutruong.ab", "/truong/thcs-an-binh/mo-nam-hoc/"),
    GuideShot("hoi-dong", "thuky", f"{YEAR}/hoi-dong/", tallest=760),
    GuideShot(
        "xac-minh", "thuky", f"{YEAR}/minh-chung/?status=pending&criterion=1.3", waiting_evidence, tallest=760
    ),
    GuideShot("ho-so-truong", "hieutruong", f"{SCHOOL}/ho-so/"),
    GuideShot("nguoi-dung", "hieutruong", f"{SCHOOL}/nguoi-dung/", tallest=560),
    GuideShot("ke-thua", "thuky", f"{SCHOOL}/mo-nam-hoc/", next_year, tallest=760),
    GuideShot("so-lieu", "thuky", f"{YEAR}/so-lieu/", tallest=700),
    GuideShot("soat-so-lieu", "thuky", f"{YEAR}/so-lieu/soat/", opened("main details summary"), tallest=560),
    GuideShot("bieu-mau", "thuky", f"{YEAR}/bieu-mau/", tallest=760),
    GuideShot("trinh-duyet", "thuky", f"{YEAR}/duyet/", tallest=640),
    # Writing and reviewing
    GuideShot("muc-tieu-chi", "thanhvien", f"{YEAR}/tieu-chi/thcs/1.3/", crop="#doi-chieu", tallest=760),
    GuideShot(
        "goi-y",
        "thanhvien",
        f"{YEAR}/tieu-chi/thcs/1.3/",
        suggestion,
        "details.suggest-card[open]",
        tallest=980,
    ),
    GuideShot("do-phu", "thuky", f"{YEAR}/do-phu/", tallest=620),
    GuideShot("menh-de-rieng", "thuky", f"{SCHOOL}/menh-de-rieng/moi/", tallest=820),
    GuideShot("duyet-phieu", "hieutruong", f"{YEAR}/duyet-phieu/", tallest=620),
    GuideShot("gop-y", "thanhvien", f"{YEAR}/tieu-chi/thcs/1.3/", crop="#gop-y", tallest=560),
    GuideShot("viec-cua-toi", "thuky", "/viec-cua-toi/", tallest=520),
    GuideShot("lich-nhiem-vu", "thuky", f"{YEAR}/lich/", tallest=640),
    GuideShot("cach-nhan", "thuky", "/thong-bao/cach-nhan/", tallest=760),
    # The store of evidence
    GuideShot("suc-khoe", "thuky", f"{YEAR}/minh-chung/suc-khoe/", tallest=700),
    GuideShot("lam-nhieu", "thuky", f"{YEAR}/minh-chung/nhieu/?status=pending", more_acts, tallest=1120),
    GuideShot("nhap-xem-truoc", "thuky", f"{YEAR}/minh-chung/nhap/", evidence_list, tallest=760),
    GuideShot("thu-thap", "thuky", f"{YEAR}/minh-chung/nhieu/?criterion=3.3", asked_for_many, tallest=620),
    GuideShot("may-doc", "thuky", f"{YEAR}/minh-chung/", proposed, "#item-proposals", tallest=700),
    GuideShot(
        "tim-trong-tep", "thuky", f"{YEAR}/minh-chung/tra-cuu/?q=tai+nan+thuong+tich", searched, tallest=700
    ),
    GuideShot("lam-moi", "thuky", f"{YEAR}/minh-chung/?renew=1", crop="#evidence-list", tallest=700),
    GuideShot("chuyen-tieu-chi", "thuky", f"{YEAR}/minh-chung/?q=MC.1.2.04", moving, tallest=700),
    GuideShot("gop", "thuky", f"{YEAR}/minh-chung/?q=MC.1.1.07", merging, tallest=860),
    GuideShot("goi", "thuky", f"{YEAR}/minh-chung/goi/", press("Làm gói"), tallest=760),
    GuideShot("ghep-anh", "giaovien", f"{YEAR}/minh-chung/gui/", photographed, size=PHONE, tallest=1100),
    GuideShot("viec-thu-thap", "giaovien", "/viec-cua-toi/", asked_of_a_teacher, size=PHONE, tallest=900),
    # The improvement plan
    GuideShot("cai-tien", "thuky", f"{YEAR}/cai-tien/", tallest=760),
    GuideShot("van-de", "thuky", f"{YEAR}/cai-tien/van-de/", tallest=700),
    # The offices
    GuideShot("theo-doi", "congchucxa", f"{COMMUNE}/2026-2027/theo-doi/", tallest=820),
    GuideShot("nhac-nho", "congchucxa", f"{COMMUNE}/2026-2027/theo-doi/", ticked_school, tallest=760),
    GuideShot("lich-danh-gia-ngoai", "chuyenvien", f"{DEPARTMENT}/2026-2027/lich-danh-gia-ngoai/"),
    GuideShot("bao-cao", "chuyenvien", f"{DEPARTMENT}/2026-2027/bao-cao/"),
    GuideShot("so-cong-nhan", "chuyenvien", f"{DEPARTMENT}/cong-nhan/", tallest=760),
    GuideShot("kiem-tra-cheo", "chuyenvien", f"{DEPARTMENT}/2026-2027/kiem-tra-cheo/"),
    GuideShot("tra-cuu", "", "/tra-cuu/?q=sao+mai", crop="", size=PHONE),
    # Registration and examination
    GuideShot("dang-ky", "thuky", f"{SCHOOL}/dang-ky/", tallest=820),
    GuideShot("ho-so-cua-truong", "hieutruong.th", f"{CASE}/", tallest=760),
    GuideShot("tiep-nhan", "chuyenvien", f"{DEPARTMENT}/dang-ky/"),
    GuideShot("ho-so-dang-ky", "chuyenvien", f"{DEPARTMENT}/dang-ky/1/", tallest=820),
    GuideShot("hoi-dong-tham-dinh", "chuyenvien", f"{DEPARTMENT}/dang-ky/1/doan/", tallest=820),
    GuideShot("phong-danh-gia", "thamdinh", f"{ROOM}/", tallest=760),
    GuideShot("phieu-tieu-chi", "thamdinh", f"{ROOM}/tieu-chi/tieu_hoc/1.3/", crop="", size=(1280, 820)),
    GuideShot("hoi-truong", "hieutruong.th", f"{CASE}/cau-hoi/"),
    GuideShot(
        "khao-sat",
        "thamdinh",
        f"{ROOM}/khao-sat/",
        opened("main a[href*='khao-sat/1']"),
        size=PHONE,
        tallest=1100,
    ),
    GuideShot("ket-luan", "thamdinh", f"{ROOM}/ket-luan/", tallest=820),
    GuideShot("giay-to", "chuyenvien", f"{DEPARTMENT}/dang-ky/1/giay-to/", tallest=700),
)
