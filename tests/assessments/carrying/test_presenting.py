"""What would be carried as its page shows it."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.marks import waiting_texts
from minhdinh.assessments.carrying.presenting import (
    build_plan,
    build_waiting,
    build_word,
    place_url,
    waiting_words,
)
from minhdinh.assessments.carrying.word.report import plan_word, read_report
from minhdinh.assessments.models import Passage
from minhdinh.organisations.models import Membership
from tests.assessments.carrying.word_files import docx_of
from tests.assessments.carrying.years import OLD_SET, Years, fill, other_set, same_set, seat
from tests.assessments.cases import SET, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    found = same_set()
    fill(found.old)
    return found


def test_counts_lines_and_what_stays_empty(years: Years) -> None:
    page = build_plan(years.plan())
    numbers = {one.label: one.number for one in page.counts}
    assert (numbers["đoạn văn"], numbers["lượt dùng minh chứng"]) == (4, 2)
    assert [line.places for line in page.lines][1] == ["Tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a"]
    assert page.lines[1].cited == 1
    assert (page.left_behind, page.same_set, page.nothing) == ([], True, False)
    assert [one.code for one in page.empty] == ["1.1", "1.3", "2.3"]


def test_after_carrying_there_is_nothing_left(years: Years) -> None:
    years.carry()
    page = build_plan(years.plan())
    assert page.nothing
    assert {line.fate for line in page.lines} == {"Đã có, giữ nguyên"}


def test_people_who_left_are_named(years: Years) -> None:
    user = years.old.user(Role.PRINCIPAL)
    seat(years.old, user)
    Membership.objects.filter(user=user).update(ended=True)
    assert build_plan(years.plan()).people_left == ["Người 1"]


def test_a_long_text_is_shortened_unless_nobody_carries_it() -> None:
    years = other_set()
    words = "Chi bộ nhà trường hoàn thành tốt nhiệm vụ. " * 12
    write(years.old, f"statement:{years.old.track}:1.3:2:1.3.2a", words)
    write(years.old, years.old.slot("1.4"), words)
    page = build_plan(years.plan())
    (left,), (carried,) = page.left_behind, page.lines
    assert left.excerpt.endswith("…")
    assert left.whole.split() == words.split()
    assert (carried.whole, carried.excerpt.endswith("…")) == ("", True)
    assert (page.same_set, page.has_crosswalk) == (False, True)


def test_a_text_without_words_says_so(years: Years) -> None:
    items = fill(years.old)
    write(years.old, "report:I.2.d", "", items)
    excerpts = [line.excerpt for line in build_plan(years.plan()).lines]
    assert "(bảng hoặc trích dẫn, không có chữ)" in excerpts


def test_waiting_texts_say_where_to_mend_them_and_who_may(years: Years) -> None:
    years.carry()
    new = years.new.fresh()
    as_secretary = build_waiting(years.new.actor(), new, waiting_texts(new))
    assert [one.place for one in as_secretary][:2] == [
        "Báo cáo, điều kiện kinh tế - xã hội của địa phương",
        "Tiêu chí 1.1, Mức 1, yêu cầu 1.1.1a",
    ]
    assert all(one.writable for one in as_secretary)
    assert as_secretary[1].url.endswith("/tieu-chi/thcs/1.1/?muc=1#yc-1.1.1a")
    assert "MC.1.1.01" in str(as_secretary[1].html)
    as_member = build_waiting(years.new.actor(Role.MEMBER), new, waiting_texts(new))
    assert not any(one.writable for one in as_member)


def test_every_kind_of_passage_has_its_page(years: Years) -> None:
    years.carry()
    new = years.new.fresh()
    urls = {
        row.slot: place_url(new, row)
        for row in Passage.objects.filter(assessment=new).select_related("sheet__track")
    }
    assert urls["remark:1:strengths"].endswith("/nhan-xet/?tieu-chuan=1")
    assert urls["report:I.2.a"].endswith("/bao-cao/")


def test_a_file_shows_counts_and_unknown_codes() -> None:
    years = other_set()
    new = years.new.fresh()
    report = read_report(
        actor=years.new.system, assessment=new, name="a.docx", content=docx_of(), source_set=OLD_SET
    )
    page = build_word(plan_word(report), new.standard_set.catalogue)
    assert page.unknown == ["H1-1.1-01", "H1-1.1-99", "H1-1.1-02"]
    numbers = {one.label: one.number for one in page.counts}
    assert numbers["đoạn mang sang"] == len(page.lines)
    assert numbers["đoạn không có chỗ"] == len(page.left_behind)
    assert new.standard_set.set_id == SET


def test_the_pill_of_waiting_texts() -> None:
    assert waiting_words(0) == ""
    assert waiting_words(3) == "03 đoạn chờ cập nhật"
