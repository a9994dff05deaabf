"""The editor and its saving, driven in a real browser: nothing a person wrote may be lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django import Settings

from tests.browser import PageErrors
from tests.common.editor_site import Site, paragraph, serve

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SLOT = "statement:thcs:1.3:1:1.3.1a"


@pytest.fixture(autouse=True)  # first up, last down: a page may still be asking for its icon
def site(settings: Settings) -> Iterator[Site]:
    settings.ROOT_URLCONF = "tests.common.editor_site"
    site = Site()
    site.add(SLOT, "Nhà trường có hồ sơ.")
    server = serve(site)
    yield site
    server.shutdown()
    server.server_close()


def open_editor(page: Page, site: Site, number: int = 1) -> Locator:
    page.goto(site.url)
    page.locator(f"#req-{number} .passage-body").click()
    editor = page.locator(f"#req-{number} .ProseMirror")
    expect(editor).to_be_focused()
    return editor


def write(page: Page, words: str) -> None:
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def state(page: Page, number: int = 1) -> Locator:
    return page.locator(f"#req-{number} .save-state")


def test_typing_saves_itself_and_says_so(page: Page, site: Site) -> None:
    open_editor(page, site)
    write(page, " Đủ sổ sách.")
    expect(state(page)).to_contain_text("Đã lưu 10:32")
    expect(page.locator("h1 + .save-state")).to_contain_text("Đã lưu 10:32")
    assert site.words(SLOT) == "Nhà trường có hồ sơ. Đủ sổ sách."
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('draft'))") == []


def test_editor_has_a_name_and_tools_for_the_keyboard(page: Page, site: Site) -> None:
    editor = open_editor(page, site)
    expect(editor).to_have_attribute("role", "textbox")
    expect(editor).to_have_attribute("aria-label", "Mô tả hiện trạng")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Đậm")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Nghiêng")).to_be_focused()
    page.keyboard.press("Escape")
    expect(editor).to_be_focused()


def test_marks_lists_and_tables_are_stored_in_the_schema(page: Page, site: Site) -> None:
    site.add(SLOT)
    open_editor(page, site)
    page.keyboard.press("Control+b")
    page.keyboard.type("đậm")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.type("mục")
    page.get_by_role("button", name="Danh sách đánh số").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Chèn bảng").click()
    page.keyboard.type("ô đầu")
    page.keyboard.press("Tab")
    page.keyboard.type("ô hai")
    expect(state(page)).to_contain_text("Đã lưu")
    content = site.passages[SLOT].body["content"]
    assert [node["type"] for node in content][:3] == ["paragraph", "ordered_list", "table"]
    assert content[0]["content"] == [{"type": "text", "marks": [{"type": "strong"}], "text": "đậm"}]
    first_row = content[2]["content"][0]["content"]
    assert [cell["type"] for cell in first_row] == ["table_header"] * 3
    assert first_row[1]["content"][0]["content"][0]["text"] == "ô hai"


def test_two_brackets_open_the_picker_and_enter_cites(page: Page, site: Site) -> None:
    editor = open_editor(page, site)
    write(page, " [[")
    picker = page.get_by_role("combobox", name="Tìm minh chứng")
    expect(picker).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.type("bảng")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(editor.locator(".citation")).to_have_text("MC.3.1.04")
    expect(editor).to_be_focused()
    page.keyboard.type(".")
    expect(state(page)).to_contain_text("Đã lưu")
    assert site.words(SLOT) == "Nhà trường có hồ sơ. [14]."


def test_enter_waits_for_the_answer_of_the_words_as_typed(page: Page, site: Site) -> None:
    """The list of the words before still stands there: its first item is not what was asked for."""
    site.slow_searches["bảng"] = 1.0
    editor = open_editor(page, site)
    write(page, " [[")
    expect(page.get_by_role("option", selected=True)).to_contain_text("MC.1.3.01")
    page.keyboard.insert_text("bảng")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".picker-hint")).to_have_text("Đang tìm…")
    expect(editor.locator(".citation")).to_have_text("MC.3.1.04")
    expect(page.locator(".picker")).to_have_count(0)
    expect(editor).to_be_focused()
    assert site.searches == ["", "bảng"]


def test_enter_takes_nothing_when_the_words_find_nothing(page: Page, site: Site) -> None:
    site.slow_searches["không có"] = 0.6
    editor = open_editor(page, site)
    write(page, " [[")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.insert_text("không có")
    page.keyboard.press("Enter")
    expect(page.locator(".picker-hint")).to_contain_text("Không thấy minh chứng nào")
    expect(editor.locator(".citation")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Tìm minh chứng")).to_be_focused()


def test_what_is_typed_while_enter_waits_goes_behind_the_citation(page: Page, site: Site) -> None:
    site.slow_searches["sổ"] = 0.8
    editor = open_editor(page, site)
    write(page, " [[")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.insert_text("sổ")
    page.keyboard.press("Enter")
    page.keyboard.type(", đủx")
    page.keyboard.press("Backspace")
    page.keyboard.type(".")
    expect(editor.locator(".citation")).to_have_text("MC.1.3.02")
    expect(editor).to_be_focused()
    page.keyboard.type(" Hết.")
    expect(state(page)).to_contain_text("Đã lưu")
    expect(editor).to_contain_text("Hết.")
    page.wait_for_timeout(1000)
    assert site.words(SLOT) == "Nhà trường có hồ sơ. [13], đủ. Hết."


def test_what_is_typed_while_enter_waits_in_vain_is_searched_for(page: Page, site: Site) -> None:
    site.slow_searches["sổ x"] = 0.6
    editor = open_editor(page, site)
    write(page, " [[")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.insert_text("sổ x")
    page.keyboard.press("Enter")
    page.keyboard.type("yz")
    expect(page.get_by_role("combobox", name="Tìm minh chứng")).to_have_value("sổ xyz")
    expect(page.locator(".picker-hint")).to_contain_text("Không thấy minh chứng nào")
    expect(editor.locator(".citation")).to_have_count(0)
    assert site.searches[-1] == "sổ xyz"


def test_enter_before_the_first_list_is_there_takes_nothing(page: Page, site: Site) -> None:
    site.slow_searches[""] = 0.6
    editor = open_editor(page, site)
    write(page, " [[")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(3)
    expect(editor.locator(".citation")).to_have_count(0)


def test_picker_by_key_is_left_by_escape(page: Page, site: Site) -> None:
    editor = open_editor(page, site)
    page.keyboard.press("Control+Shift+M")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("MC.1.3.02")
    page.keyboard.press("Escape")
    expect(page.locator(".picker")).to_have_count(0)
    expect(editor).to_be_focused()


def test_typed_codes_are_offered_as_citations(page: Page, site: Site) -> None:
    editor = open_editor(page, site)
    write(page, " Có sổ (MC.1.3.01, MC.1.3.02) và MC.9.9.09.")
    page.get_by_role("button", name="Chuyển 3 mã thành trích dẫn").click()
    expect(editor.locator(".citation")).to_have_count(2)
    expect(page.locator("#toasts")).to_contain_text("MC.9.9.09")
    expect(state(page)).to_contain_text("Đã lưu")
    page.wait_for_timeout(1000)
    assert site.words(SLOT) == "Nhà trường có hồ sơ. Có sổ [12][13] và MC.9.9.09."


def paste(editor: Locator, html: str) -> None:
    editor.evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData('text/html', html);
            data.setData('text/plain', 'x');
            element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        html,
    )


def test_paste_from_word_is_cleaned(page: Page, site: Site) -> None:
    site.add(SLOT)
    editor = open_editor(page, site)
    paste(
        editor,
        """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style></head><body>
        <!--StartFragment--><h1>Tiêu đề</h1><p class=MsoNormal><b>Đậm</b> <span lang=VI>thường</span><o:p></o:p></p>
        <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Một</p>
        <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Hai</p>
        <table border=1><tr><td width=100 colspan=2><p>Gộp</p></td></tr><tr><td>a</td><td>b</td></tr></table>
        <img src="file:///x.png"><script>alert(1)</script><!--EndFragment--></body></html>""",
    )
    expect(state(page)).to_contain_text("Đã lưu")
    content = site.passages[SLOT].body["content"]
    assert [node["type"] for node in content][:4] == ["paragraph", "paragraph", "ordered_list", "table"]
    assert len(content[2]["content"]) == 2
    assert content[3]["content"][0]["content"][0]["attrs"] == {"colspan": 2, "rowspan": 1}
    assert "color" not in str(content)
    assert "alert" not in str(content)


def test_words_written_offline_survive_a_reload(page: Page, site: Site, page_errors: PageErrors) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    open_editor(page, site)
    page.context.set_offline(True)
    write(page, " Viết khi mất mạng.")
    expect(state(page)).to_contain_text("Mất mạng: đang giữ trên máy này")
    site.answer_with = 503
    page_errors.expect("503")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#req-1")).to_contain_text("Viết khi mất mạng.")
    again = page.get_by_role("button", name="Gửi lại ngay")
    expect(again).to_be_visible()  # the page has tried by itself and was refused
    site.answer_with = 0
    again.click()
    expect(state(page)).to_contain_text("Đã lưu")
    assert site.words(SLOT) == "Nhà trường có hồ sơ. Viết khi mất mạng."


def test_the_line_coming_back_sends_by_itself(page: Page, site: Site, page_errors: PageErrors) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    open_editor(page, site)
    page.context.set_offline(True)
    write(page, " Một.")
    expect(state(page)).to_contain_text("Mất mạng")
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Đã lưu")
    assert site.words(SLOT).endswith("Một.")
    assert len({request["save_id"] for request in site.requests}) == 1


def test_a_draft_of_a_closed_page_is_sent_by_the_next(
    new_context: Callable[..., BrowserContext], site: Site, page_errors: PageErrors
) -> None:
    page_errors.expect("ERR_INTERNET_DISCONNECTED")
    context = new_context()
    page = context.new_page()
    open_editor(page, site)
    context.set_offline(True)
    write(page, " Đóng luôn.")
    expect(state(page)).to_contain_text("Mất mạng")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(site.url)
    expect(again.locator("#req-1 .save-state")).to_contain_text("Đã lưu")
    assert site.words(SLOT).endswith("Đóng luôn.")


@pytest.fixture
def conflicting(page: Page, site: Site, page_errors: PageErrors) -> Page:
    """Return a page on which a person wrote while someone else saved."""
    page_errors.expect("409")
    open_editor(page, site)
    site.passages[SLOT].version = 5
    site.passages[SLOT].body = paragraph("Bản của thầy Lâm ", 13)
    write(page, " Bản của cô Hà.")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Bản của thầy Lâm")
    expect(dialog).to_contain_text("Bản của cô Hà.")
    expect(dialog).to_contain_text("Lâm Văn Mẫu")
    return page


def test_conflict_keeping_mine(conflicting: Page, site: Site) -> None:
    conflicting.get_by_role("button", name="Giữ bản của tôi").click()
    expect(state(conflicting)).to_contain_text("Đã lưu")
    assert site.words(SLOT) == "Nhà trường có hồ sơ. Bản của cô Hà."
    assert site.requests[-1]["version"] == 5


def test_conflict_taking_the_other_keeps_mine_at_hand(conflicting: Page, site: Site) -> None:
    conflicting.get_by_role("button", name="Lấy bản kia").click()
    expect(conflicting.locator(".ProseMirror")).to_contain_text("Bản của thầy Lâm")
    conflicting.get_by_role("button", name="Xem bản của Thầy/Cô").click()
    expect(conflicting.locator(".kept-text")).to_contain_text("Bản của cô Hà.")
    assert site.words(SLOT) == "Bản của thầy Lâm [13]"
    conflicting.reload()
    conflicting.get_by_role("button", name="Xem bản của Thầy/Cô").click()
    expect(conflicting.locator(".kept-text")).to_contain_text("Bản của cô Hà.")


def test_conflict_merged_by_hand(conflicting: Page, site: Site) -> None:
    conflicting.get_by_role("button", name="Gộp tay").click()
    expect(conflicting.locator(".kept-text")).to_contain_text("Bản của cô Hà.")
    write(conflicting, " Gộp cả hai.")
    expect(state(conflicting)).to_contain_text("Đã lưu 10:32")
    assert site.words(SLOT) == "Bản của thầy Lâm [13] Gộp cả hai."


def test_conflict_put_off_can_be_opened_again(conflicting: Page, site: Site) -> None:
    conflicting.get_by_role("button", name="Để sau").click()
    expect(state(conflicting)).to_contain_text("cả hai bản đều còn")
    conflicting.get_by_role("button", name="Xem hai bản").click()
    conflicting.get_by_role("button", name="Giữ bản của tôi").click()
    expect(state(conflicting)).to_contain_text("Đã lưu")


def test_two_tabs_of_one_person(
    new_context: Callable[..., BrowserContext], site: Site, page_errors: PageErrors
) -> None:
    page_errors.expect("409")
    context = new_context()
    one, two = context.new_page(), context.new_page()
    open_editor(one, site)
    open_editor(two, site)
    one.bring_to_front()
    write(one, " Thẻ một.")
    expect(state(one)).to_contain_text("Đã lưu")
    two.bring_to_front()
    write(two, " Thẻ hai.")
    expect(two.get_by_role("dialog")).to_contain_text("Thẻ một.")
    expect(two.get_by_role("dialog")).to_contain_text("Thẻ hai.")


def test_a_refusal_says_why_and_keeps_the_words(page: Page, site: Site, page_errors: PageErrors) -> None:
    page_errors.expect("422")
    site.answer_with = 422
    editor = open_editor(page, site)
    write(page, " Bị từ chối.")
    expect(state(page)).to_contain_text("Không lưu được: Chưa được phép sửa.")
    expect(editor).to_contain_text("Bị từ chối.")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('draft')).length") == 1


def test_an_ended_session_keeps_the_words_and_leads_to_sign_in(
    page: Page, site: Site, page_errors: PageErrors
) -> None:
    page_errors.expect("401")
    site.answer_with = 401
    open_editor(page, site)
    write(page, " Hết phiên.")
    expect(state(page)).to_contain_text("Phiên làm việc đã hết")
    expect(page.get_by_role("link", name="Đăng nhập lại")).to_have_attribute("target", "_blank")


def test_leaving_the_page_sends_what_was_just_typed(page: Page, site: Site) -> None:
    open_editor(page, site)
    write(page, " Vội.")
    page.goto(site.url + "khac")
    page.wait_for_timeout(300)
    assert site.words(SLOT).endswith("Vội.")


def test_only_a_few_editors_live_at_once(page: Page, site: Site) -> None:
    for number in range(6):
        site.add(f"remark:{number}:trend", f"Đoạn {number}")
    page.goto(site.url)
    expect(page.locator(".ProseMirror")).to_have_count(0)
    for number in range(2, 8):
        page.locator(f"#req-{number} .passage-body").click()
        expect(page.locator(f"#req-{number} .ProseMirror")).to_be_focused()
    assert page.locator(".ProseMirror").count() <= 3
    expect(page.locator("#req-2")).to_contain_text("Đoạn 0")


def test_a_readonly_passage_stays_text(page: Page, site: Site) -> None:
    site.add("remark:1:limits", "Đã khóa.", readonly=True)
    page.goto(site.url)
    page.locator("#req-2 .passage-body").click()
    expect(page.locator(".ProseMirror")).to_have_count(0)


def test_composition_is_left_alone(page: Page, site: Site) -> None:
    editor = open_editor(page, site)
    page.keyboard.press("Control+End")
    client = page.context.new_cdp_session(page)
    for part in ("t", "ti", "tie", "tiê", "tiế", "tiến"):
        client.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)}
        )
        page.wait_for_timeout(60)
    client.send("Input.insertText", {"text": "tiếng"})
    expect(editor).to_have_text("Nhà trường có hồ sơ.tiếng")
    expect(state(page)).to_contain_text("Đã lưu")
    page.wait_for_timeout(900)
    assert site.words(SLOT) == "Nhà trường có hồ sơ.tiếng"


def uploaded(page: Page, files: list[Any]) -> None:
    page.locator("input[name=files]").set_input_files(files)


def test_files_go_up_each_with_its_answer(page: Page, site: Site) -> None:
    page.goto(site.url)
    uploaded(
        page,
        [
            {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"},
            {"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.5"},
            {"name": "to.pdf", "mimeType": "application/pdf", "buffer": b"x" * (1024 * 1024 + 1)},
        ],
    )
    items = page.locator(".upload-list li")
    expect(items.filter(has_text="MC.1.3.")).to_have_count(2)
    expect(items.filter(has_text="to.pdf")).to_contain_text("lớn hơn 1 MB")
    assert len(site.uploads) == 2


def test_a_question_comes_before_the_deed(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("button", name="Xóa").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Xóa thật?")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.url == site.url
    page.get_by_role("button", name="Xóa").click()
    page.get_by_role("button", name="Đồng ý").click()
    page.wait_for_url("**/dang-xuat*")


def test_looks_are_remembered_before_the_first_paint(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("button", name="Chữ lớn hơn").first.click()
    page.get_by_role("button", name="Nền tối").first.click()
    page.get_by_role("button", name="Tương phản cao").first.click()
    page.reload(wait_until="commit")
    root = page.locator("html")
    expect(root).to_have_attribute("data-text", "1")
    expect(root).to_have_attribute("data-bs-theme", "dark")
    expect(root).to_have_attribute("data-contrast", "more")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    new_context: Callable[..., BrowserContext], site: Site, scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    open_editor(page, site)
    page.keyboard.press("Control+Shift+M")
    expect(page.get_by_role("option")).to_have_count(3)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(each["id"], each["nodes"][0]["target"]) for each in found["violations"]] == []


@pytest.mark.parametrize(("width", "height"), [(360, 800), (683, 384), (1366, 768)])
def test_nothing_hangs_over_the_edge(
    new_context: Callable[..., BrowserContext], site: Site, width: int, height: int
) -> None:
    """683 × 384 is a laptop's screen at 200 % zoom."""
    page = new_context(viewport={"width": width, "height": height}).new_page()
    open_editor(page, site)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.keyboard.press("Control+Shift+M")
    box = page.locator(".picker").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_keys_lead_everywhere(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Gõ tên")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#top-search")).to_be_focused()
