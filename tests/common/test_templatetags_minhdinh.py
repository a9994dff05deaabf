"""Tags and filters of the templates, and the components drawn with them."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.forms import BooleanField, CharField, ChoiceField, Form, RadioSelect
from django.template import Context, RequestContext, Template, TemplateSyntaxError, engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from pytest_django import Settings

from minhdinh.common.context import site
from minhdinh.common.templatetags import minhdinh as tags

ROOT = Path(__file__).resolve().parents[2]
ICONS = {
    line.strip()
    for line in (ROOT / "src/minhdinh/assets/icons.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}
TEMPLATES = sorted((ROOT / "src/minhdinh").rglob("templates/**/*.html"))
SCRIPTS = sorted((ROOT / "src/minhdinh/assets/js").rglob("*.js"))
PLACE = {
    "organisation_name": "Trường THCS Sao Mai",
    "role_label": "Thư ký hội đồng",
    "school_year": "2026-2027",
    "years": [{"label": "2026-2027", "url": "/nay", "active": True}, {"label": "2025-2026", "url": "/truoc"}],
    "search_url": "/tim",
    "bell_url": "/thong-bao",
    "bell_count": 3,
    "user_links": [{"label": "Mật khẩu", "url": "/mat-khau", "icon": "key"}],
    "nav": [
        {"label": "Tổng quan", "url": "/tong-quan", "icon": "home", "active": True},
        {"label": "Chuẩn bị", "links": [{"label": "Hội đồng", "url": "/hoi-dong", "badge": "7"}]},
    ],
}
PERSON = SimpleNamespace(is_authenticated=True, pk=7, __str__=lambda: "Hà")
urlpatterns: list[Any] = []


@pytest.fixture(autouse=True)
def _no_addresses(settings: Settings) -> None:
    """The components must not need the addresses of any room."""
    settings.ROOT_URLCONF = __name__


def draw(source: str, address: str = "/", **context: Any) -> str:
    request = RequestFactory().get(address)
    return engines["django"].from_string(source).render(context, request)


def draw_component(name: str, **context: Any) -> str:
    return draw(f'{{% include "common/components/{name}.html" %}}', **context)


def draw_page(name: str, place: Any = None, **context: Any) -> str:
    request = RequestFactory().get("/")
    if place is not None:
        request.place = place  # type: ignore[attr-defined]
    return render_to_string(name, context, request)


def test_icon_is_hidden_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in tags.icon("check")
    assert "icons.svg#check" in tags.icon("check")
    labelled = tags.icon("check", label='Đã "xong"')
    assert 'aria-label="Đã &quot;xong&quot;"' in labelled
    assert "aria-hidden" not in labelled


def test_pill_has_words_and_an_icon() -> None:
    drawn = tags.pill("Đã duyệt", "ok")
    assert "pill ok" in drawn
    assert "Đã duyệt" in drawn
    assert "#circle-check" in drawn
    assert "<svg" not in tags.pill("3", "none", "-")
    assert "#lock" in tags.pill("Khóa", "none", "lock")
    assert "&lt;b&gt;" in tags.pill("<b>", "strange")


def test_meter_stacks_shares_and_never_passes_the_end() -> None:
    drawn = tags.meter(40, "ok", 27.5, "wait", label="6/15")
    assert '<rect class="ok" x="0%" width="40%"' in drawn
    assert '<rect class="wait" x="40%" width="27.5%"' in drawn
    assert 'width="30%"' in tags.meter(70, "ok", 90, "wait")
    assert 'width="0%"' in tags.meter(None, "ok", label="")
    assert "style=" not in drawn


@pytest.mark.parametrize(
    ("address", "tag", "expected"),
    [
        ("/x?q=a&trang=2", "{% query_string trang=None %}", "?q=a"),
        ("/x?q=a", '{% query_string sort="-name" %}', "?q=a&amp;sort=-name"),
        ("/x?q=a", '{% query_string q="" %}', "?"),
        ("/x?q=a%26b", "{% query_string %}", "?q=a%26b"),
        ("/x", "{% query_string loai=kinds %}", "?loai=a&amp;loai=b"),
        ("/x?sort=code&after=9", '{% sort_link "code" "code" %}', "?sort=-code"),
        ("/x?after=9&q=a", '{% sort_link "code" "-code" %}', "?q=a&amp;sort=code"),
    ],
)
def test_addresses_keep_the_rest_of_the_query(address: str, tag: str, expected: str) -> None:
    assert draw(tag, address, kinds=["a", "b"]) == expected


def test_query_string_works_without_a_request() -> None:
    assert tags.query_string({}, {"a": 1}) == "?a=1"


def test_dates_are_vietnamese_and_local() -> None:
    late = dt.datetime(2026, 11, 20, 18, 30, tzinfo=dt.UTC)
    assert tags.vn_date(dt.date(2026, 9, 5)) == "05/09/2026"
    assert tags.vn_date(late) == "21/11/2026"
    assert tags.vn_date(dt.datetime(2026, 11, 20, 23, 0)) == "20/11/2026"
    assert tags.vn_datetime(late) == "21/11/2026 01:30"
    assert tags.vn_datetime(dt.datetime(2026, 1, 2, 3, 4)) == "02/01/2026 03:04"
    assert tags.vn_date(None) == ""
    assert tags.vn_datetime(None) == ""


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (1264, 0, "1.264"),
        (37.5, 2, "37,50"),
        ("1234567.891", "1", "1.234.567,9"),
        (0, 0, "0"),
        (None, 0, ""),
        ("", 0, ""),
        ("không có", 0, "không có"),
    ],
)
def test_numbers_have_a_comma_and_dots(value: Any, places: Any, expected: str) -> None:
    assert tags.vn_number(value, places) == expected


def test_counts_have_two_digits_as_in_official_tables() -> None:
    assert [tags.two_digit(value) for value in (8, 12, 0, None, "", "3")] == ["08", "12", "0", "", "", "03"]


def test_initials_are_those_of_the_last_two_words() -> None:
    assert tags.initials("Nguyễn Thu Hà") == "TH"
    assert tags.initials("admin") == "A"
    assert tags.initials(None) == ""


def test_file_sizes() -> None:
    assert [tags.file_size(size) for size in (0, None, 10, 831_488, 3_565_158, 2_147_483_648)] == [
        "0 kB",
        "0 kB",
        "1 kB",
        "812 kB",
        "3,4 MB",
        "2,0 GB",
    ]


def test_json_body_cannot_leave_its_element() -> None:
    drawn = tags.json_body({"text": "</script><b>&"})
    assert drawn.count("</script>") == 1
    assert "\\u003c/script\\u003e\\u003cb\\u003e\\u0026" in drawn


def test_component_takes_a_body_and_values_of_the_page() -> None:
    source = '{% component "card" title=heading css="mb-3" %}<p>{{ words }}</p>{% endcomponent %}{{ title }}'
    drawn = draw(source, heading="Hội đồng", words="a<b")
    assert "<h2>Hội đồng</h2>" in drawn
    assert "<p>a&lt;b</p>" in drawn
    assert "card mb-3" in drawn
    assert drawn.endswith("</section>\n") or "title" not in drawn


@pytest.mark.parametrize(
    "wrong", ["{% component %}{% endcomponent %}", '{% component "card" x %}{% endcomponent %}']
)
def test_component_refuses_what_it_cannot_read(wrong: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(wrong)


def test_context_knows_the_site_and_the_place(settings: Settings) -> None:
    settings.MINHDINH_DEMO = True
    request = RequestFactory().get("/")
    assert site(request)["place"] is None
    request.place = PLACE  # type: ignore[attr-defined]
    known = site(request)
    assert known["place"] is PLACE
    assert known["demo"] is True
    assert known["app_version"] == settings.MINHDINH_VERSION


def test_icons_named_in_templates_and_scripts_exist() -> None:
    used = {
        (path.name, name)
        for path in TEMPLATES
        for name in re.findall(r'(?:{%\s*icon\s+|icon_name=)"([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    used |= {
        (path.name, name)
        for path in SCRIPTS
        for name in re.findall(r'\bicon(?:\(|: )"([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    used |= {("pill", name) for name in tags.PILL_ICONS.values()}
    assert {pair for pair in used if pair[1] not in ICONS} == set()


def test_the_base_page_needs_no_place() -> None:
    drawn = draw_page("common/base.html", user=SimpleNamespace(is_authenticated=False))
    assert "Đăng nhập" in drawn
    assert "Năm học" not in drawn
    assert 'id="go-dialog"' not in drawn


def test_the_top_bar_shows_the_place() -> None:
    drawn = draw_page("common/school_base.html", PLACE, user=PERSON)
    for words in (
        "Trường THCS Sao Mai",
        "Thư ký hội đồng",
        "2025-2026",
        'action="/tim"',
        "/mat-khau",
        "Hội đồng",
    ):
        assert words in drawn
    assert '<a href="/nay" aria-current="true">' in drawn
    assert '<a href="/tong-quan" aria-current="page">' in drawn
    assert '<span class="dot-count">3</span>' in drawn


def test_nav_of_the_view_goes_before_that_of_the_place() -> None:
    drawn = draw_page(
        "common/school_base.html", PLACE, user=PERSON, nav=[{"label": "Riêng", "url": "/rieng"}]
    )
    assert "/rieng" in drawn
    assert "/hoi-dong" not in drawn


def test_the_demo_says_so(settings: Settings) -> None:
    settings.MINHDINH_DEMO = True
    assert "demo-strip" in draw_page("common/base.html")
    settings.MINHDINH_DEMO = False
    assert "demo-strip" not in draw_page("common/base.html")


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "429", "500"])
def test_error_pages_draw_without_anything(name: str) -> None:
    drawn = render_to_string(f"{name}.html")
    assert "<h1>" in drawn
    assert "Về trang đầu" in drawn


def test_a_problem_is_said_in_its_own_words() -> None:
    problem = SimpleNamespace(
        message="Chưa lưu <được>.", link="/sua", problems=[SimpleNamespace(message="Dòng 3")]
    )
    page = draw_page("common/problem.html", problem=problem)
    assert "Chưa lưu &lt;được&gt;." in page
    assert "Dòng 3" in page
    assert 'href="/sua"' in page
    assert "data-problem" in draw("{% include 'common/_problem.html' %}", problem=problem)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son(?:click|load|change|submit|input)=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


TABLE = {
    "caption": "Minh chứng",
    "sort": "-code",
    "columns": [
        {"key": "code", "label": "Mã", "sortable": True},
        {"key": "count", "label": "Số lần", "css": "num"},
    ],
    "rows": [{"cells": {"code": "MC.1.3.01", "count": mark_safe("<b>3</b>")}, "url": "/mc/1"}],
    "filters": [
        {"name": "q", "label": "Tìm", "kind": "search", "value": '"a'},
        {"name": "loai", "label": "Loại", "kind": "select", "value": 2, "options": [(1, "Một"), (2, "Hai")]},
    ],
    "filtered": True,
    "export_url": "/xuat",
    "page": {"shown": 1, "total": 1264, "next": "k9", "previous": None},
}


def test_table_sorts_filters_pages_and_exports_by_address() -> None:
    drawn = draw('{% include "common/components/table.html" %}', "/x?loai=2&sort=-code", table=TABLE)
    assert 'aria-sort="descending"' in drawn
    assert 'href="?loai=2&amp;sort=code"' in drawn
    assert '<a href="/mc/1">MC.1.3.01</a>' in drawn
    assert '<td class="num" data-label="Số lần"><b>3</b></td>' in drawn
    assert '<option value="2" selected>Hai</option>' in drawn
    assert 'value="&quot;a"' in drawn
    assert "Hiện 1 trong 1.264" in drawn
    assert 'href="?loai=2&amp;sort=-code&amp;after=k9"' in drawn
    assert 'rel="prev"' not in drawn
    assert 'href="/xuat?loai=2&amp;sort=-code"' in drawn


def test_table_without_rows_explains_and_offers_the_first_step() -> None:
    empty = {"title": "Kho còn trống", "text": "Kéo tệp vào.", "action": {"label": "Thêm", "url": "/them"}}
    drawn = draw_component("table", table={**TABLE, "rows": [], "empty": empty})
    assert "Kho còn trống" in drawn
    assert 'href="/them"' in drawn
    assert "Chưa có dòng nào" in draw_component("table", table={"rows": []})


class Sheet(Form):
    name = CharField(label="Tên", help_text="Như trên văn bản")
    kind = ChoiceField(label="Loại", choices=[("a", "A")], widget=RadioSelect, required=False)
    agree = BooleanField(label="Đồng ý", required=False)


def test_fields_tie_label_hint_and_error_together() -> None:
    form = Sheet({"name": ""})
    form.is_valid()
    drawn = draw_component("form", form=form, cancel_url="/thoi")
    assert '<label class="form-label" for="id_name">' in drawn
    assert 'aria-describedby="id_name_helptext' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "<legend" in drawn
    assert "csrfmiddlewaretoken" in drawn
    assert 'href="/thoi"' in drawn


def test_actions_that_change_something_are_posted_and_may_ask_first() -> None:
    post = draw_component(
        "action", action={"label": "Gửi", "url": "/gui", "post": True, "confirm": "Gửi thật?"}
    )
    assert '<form method="post" action="/gui"' in post
    assert 'data-confirm="Gửi thật?"' in post
    link = draw_component("action", action={"label": "Mở", "url": "/mo", "primary": True})
    assert '<a class="btn btn-primary" href="/mo"' in link


@pytest.mark.parametrize(
    ("state", "polls", "words"),
    [
        ("running", True, "Đang in"),
        ("waiting", True, "Đang in"),
        ("done", False, "Tải về"),
        ("failed", False, "Đang in"),
    ],
)
def test_a_job_asks_again_until_it_ends(state: str, polls: bool, words: str) -> None:
    job = {"state": state, "percent": 40, "message": "Đang in", "url": "/viec/1", "result_url": "/tai/1"}
    drawn = draw_component("job", job=job)
    assert ('hx-get="/viec/1"' in drawn) is polls
    assert words in drawn


def test_a_passage_carries_what_the_editor_needs_and_shows_its_text() -> None:
    passage = {
        "slot": "remark:1:strengths",
        "version": 3,
        "body": {"type": "doc"},
        "html": mark_safe("<p>Mạnh</p>"),
        "label": "Điểm mạnh",
    }
    drawn = draw_component("passage", passage=passage, save_url="/luu", search_url="/tim", criterion="1.3")
    for words in (
        'data-passage-slot-value="remark:1:strengths"',
        'data-passage-version-value="3"',
        'data-passage-readonly-value="false"',
        '{"type": "doc"}',
        "<p>Mạnh</p>",
    ):
        assert words in drawn
    locked = draw_component("passage", passage={**passage, "html": "", "readonly": True})
    assert 'data-passage-readonly-value="true"' in locked
    assert "Chưa có nội dung." in locked


@pytest.mark.parametrize(
    ("name", "context", "words"),
    [
        ("breadcrumb", {"crumbs": [{"label": "A", "url": "/a"}, {"label": "B"}]}, 'aria-current="page">B'),
        (
            "page_header",
            {"title": "Kho", "lead": "64", "pill_label": "Mở", "actions": [{"label": "X", "url": "/x"}]},
            "<h1>Kho",
        ),
        (
            "tabs",
            {"tabs": [{"label": "Mức 1", "url": "/1", "active": True, "note": "4/6"}]},
            'aria-current="page">Mức 1',
        ),
        ("progress", {"done": 12, "total": 31, "percent": 38.7, "label": "hồ sơ"}, 'value="38"'),
        ("status_pill", {"label": "Đạt", "tone": "ok"}, "pill ok"),
        ("drop_zone", {"upload_url": "/tai", "criterion": "1.3"}, 'data-upload-criterion-value="1.3"'),
        ("confirm", {"url": "/xoa", "label": "Xóa", "question": "Xóa?"}, 'data-confirm="Xóa?"'),
        ("dialog_button", {"target": "d1", "label": "Mở"}, 'data-dialog-target-value="d1"'),
        ("copy_button", {"text": '"x"'}, 'data-copy-text-value="&quot;x&quot;"'),
        ("save_state", {}, "save-summary"),
        ("note", {"tone": "wait", "text": "Thiếu"}, "note wait"),
        ("pager", {"page": {"shown": 20, "total": None, "previous": "b"}}, 'rel="prev" href="?before=b"'),
    ],
)
def test_components_draw_what_they_are_given(name: str, context: dict[str, Any], words: str) -> None:
    assert words in draw_component(name, **context)


def test_dialog_names_itself() -> None:
    drawn = Template('{% component "dialog" id="d1" title="Thêm" wide=True %}x{% endcomponent %}').render(
        RequestContext(RequestFactory().get("/"))
    )
    assert 'aria-labelledby="d1-title"' in drawn
    assert "dialog-wide" in drawn


def test_component_restores_the_context() -> None:
    context = Context({"title": "Trang"})
    template = Template('{% component "note" text="a" %}{% endcomponent %}{{ title }}{{ text }}')
    assert template.render(context).endswith("Trang")


def filters(*kinds: str, **values: object) -> list[dict[str, object]]:
    return [
        {
            "name": f"{kind}{number}",
            "label": f"Ô {kind}{number}",
            "kind": kind,
            "value": values.get(f"{kind}{number}", ""),
            "options": [("", "Tất cả"), ("a", "A")],
        }
        for number, kind in enumerate(kinds)
    ]


def test_filters_fold_into_one_button_that_says_how_many_are_set() -> None:
    given = filters("select", "search", "date", "select", select0="a", search1="kế hoạch", date2="05/09/2026")
    drawn = draw('{% include "common/components/table_filters.html" %}', table={"filters": given})
    before, folded = drawn.split("<details")
    assert 'name="search1"' in before
    assert [f'name="{one["name"]}"' in folded for one in given] == [True, False, True, True]
    button = folded.split("</summary>")[0]
    assert "Lọc (2)<" in button
    assert folded.startswith(' class="table-fold" >')


def test_nothing_is_counted_where_nothing_is_set_and_a_wrong_day_opens_the_fold() -> None:
    given = filters("select", "date")
    template = '{% include "common/components/table_filters.html" %}'
    assert "Lọc</summary>" in draw(template, table={"filters": given})
    given[1]["error"] = "“31/02/2026” không có thật"
    assert '<details class="table-fold" open>' in draw(template, table={"filters": given})


def test_one_filter_beside_the_search_is_not_folded_and_the_first_option_is_no_condition() -> None:
    template = '{% include "common/components/table_filters.html" %}'
    assert "<details" not in draw(template, table={"filters": filters("search", "select")})
    given = filters("select", "select", select0="all")
    given[0]["options"] = [("all", "Mọi năm"), ("x", "X")]
    assert "Lọc</summary>" in draw(template, table={"filters": given})
