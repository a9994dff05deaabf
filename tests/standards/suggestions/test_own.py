"""Own propositions as people write them."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.suggestions import SlotInput, SlotType, check_values, sentence
from minhdinh.standards.suggestions.guards import MOMENTS, pairs
from minhdinh.standards.suggestions.own import OwnDraft, draft_of, draft_problems, entry_of
from minhdinh.standards.suggestions.reading import library_of, proposition_from
from tests.standards.own import DRAFT
from tests.standards.suggestions.sample_values import sample


def proposition(draft: OwnDraft):
    return proposition_from("1.1.1a", entry_of(draft, "rieng-1"), source="Sở")


def changed(**values):
    return dataclasses.replace(DRAFT, **values)


def test_labels_in_braces_become_slots_of_the_kind_they_sound_like():
    slots = {slot.label: (slot.name, slot.type) for slot in proposition(DRAFT).slots}
    assert slots == {
        "Năm học": ("nam_hoc", SlotType.SCHOOL_YEAR),
        "Số buổi": ("so_buoi", SlotType.NUMBER),
        "Chủ đề": ("chu_de", SlotType.TEXT),
    }


@pytest.mark.parametrize(
    ("hole", "wanted"),
    [
        ("tỷ lệ tham gia", SlotInput.PERCENT),
        ("ngày họp", SlotInput.DATE),
        ("giai đoạn", SlotInput.YEARS),
        ("thời gian", SlotInput.TIME),
        ("tổng số trẻ", SlotInput.NUMBER),
        ("số, ký hiệu", SlotInput.TEXT),
        ("số quyết định", SlotInput.TEXT),
        ("tên văn bản", SlotInput.DOCUMENT),
        ("nhận xét", SlotInput.TEXT),
        ("nhận xét: số", SlotInput.NUMBER),
        ("chu kỳ: giai đoạn", SlotInput.YEARS),
        ("giai đoạn thử: thời gian", SlotInput.TIME),
        ("số nhà: chữ", SlotInput.TEXT),
    ],
)
def test_the_kind_of_a_slot_is_guessed_or_said(hole, wanted):
    draft = changed(wordings=(f"Nhà trường có {{{hole}}}.",))
    assert draft_problems(draft) == []
    (slot,) = proposition(draft).slots
    assert slot.input == wanted


def test_an_own_proposition_writes_its_sentence():
    own = proposition(DRAFT)
    values = {"nam_hoc": "2026-2027", "so_buoi": "3", "chu_de": "Các loài chim."}
    assert check_values(own, values) == []
    assert sentence(own, values, 0) == (
        "Năm học 2026-2027, nhà trường tổ chức 3 buổi ngày hội đọc sách về các loài chim."
    )
    assert own.text == "Nhà trường tổ chức ngày hội đọc sách."
    assert own.source == "Sở"


def test_a_draft_and_its_entry_are_the_same_thing():
    entry = entry_of(DRAFT, "rieng-1")
    again = draft_of(entry)
    assert "{Số buổi: số}" in again.wordings[0]
    assert entry_of(again, "rieng-1") == entry


def test_every_packaged_proposition_could_be_written_by_hand():
    for entry in library_of("tt17-2018-tieu-hoc"):
        for one in entry.propositions:
            holes = {slot.name: slot.label.split(" (")[0] for slot in one.slots}
            if any("(" in label or ":" in label for label in holes.values()):
                continue
            wordings = tuple(_with_labels(wording.text, holes) for wording in one.wordings)
            draft = OwnDraft(
                one.group.value, one.text, wordings, one.proof.all, one.proof.any, one.proof.dates
            )
            wrong = [problem for problem in draft_problems(draft) if problem.field != "wordings"]
            assert wrong == [], one.id


def _with_labels(text, holes):
    for name, label in holes.items():
        text = text.replace(f"{{{name}}}", f"{{{label}}}")
    return text


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"group": "khac"}, "group", "chọn nhóm"),
        ({"text": " "}, "text", "viết mệnh đề"),
        ({"text": "Có {số} buổi."}, "text", "ô số liệu chỉ đặt trong"),
        ({"text": "Hoạt động rất hiệu quả."}, "text", "lời khen"),
        ({"wordings": ()}, "wordings", "từ 1 đến 5 câu"),
        ({"wordings": ("Câu {a: chữ}.",) * 6}, "wordings", "từ 1 đến 5 câu"),
        ({"wordings": ("Không có ô nào.",)}, "wordings", "ô số liệu riêng"),
        ({"wordings": ("Có {số buổi} và {.",)}, "wordings", "không đủ đôi"),
        ({"wordings": ("Có {}.",)}, "wordings", "phải có chữ"),
        ({"wordings": ("Có {số buổi: tiền}.",)}, "wordings", "không có loại"),
        ({"wordings": ("Có {số buổi}.", "Có {số buổi: chữ}.")}, "wordings", "hai loại khác nhau"),
        ({"wordings": ("Có {số buổi}.", "Có {chủ đề}.")}, "wordings", "không dùng ô “Chủ đề”"),
        ({"wordings": (f"Có {{{'x' * 90}}}.",)}, "wordings", "không quá 80"),
        ({"wordings": ("x" * 700 + "{số}",)}, "wordings", "không quá 600"),
        ({"wordings": ("Kết quả nổi bật ở {số buổi} buổi.",)}, "text", "lời khen"),
        ({"all": (), "any": ()}, "all", "ít nhất một loại minh chứng"),
        ({"all": ("giay_to",)}, "all", "Không có loại minh chứng"),
        ({"dates": 99}, "dates", "từ 0 đến"),
        ({"group": "ket_qua"}, "wordings", "hai thời điểm"),
    ],
)
def test_a_wrong_draft_says_what_and_where(values, field, said):
    problems = draft_problems(changed(**values))
    assert any(one.field == field and said in one.message for one in problems), problems


def test_group_five_of_an_own_proposition_compares_like_a_packaged_one():
    draft = changed(
        group="ket_qua",
        text="Số sách thư viện thay đổi qua hai thời điểm.",
        wordings=("Số sách là {giá trị trước} ({ngày trước}) và {giá trị sau} ({ngày sau}).",),
    )
    assert draft_problems(draft) == []
    own = proposition(draft)
    assert [(a.name, b.name) for a, b in pairs(own, MOMENTS)] == [("ngay_truoc", "ngay_sau")]
    values = {"gia_tri_truoc": "10", "gia_tri_sau": "10", "ngay_truoc": "1/9/2025", "ngay_sau": "1/5/2026"}
    (problem,) = check_values(own, values)
    assert "khác nhau" in problem.message


def test_labels_that_fold_alike_are_one_slot_and_others_never_share_a_name():
    draft = changed(wordings=("Có {Số buổi} và {số buổi} và {số-buổi: số} và {123 ngày họp lớp: chữ}.",))
    names = [slot["name"] for slot in entry_of(draft, "x-1")["slots"]]
    assert len(set(names)) == len(names)
    assert all(name[0].isalpha() for name in names)


@given(st.lists(st.text(max_size=60), max_size=4), st.text(max_size=40))
def test_whatever_is_written_is_refused_or_can_be_filled_in(wordings, text):
    draft = changed(wordings=tuple(wordings), text=text)
    if draft_problems(draft) == []:
        own = proposition(draft)
        assert sentence(own, sample(own), 0)


@given(st.from_regex(r"Có \{[a-zđêôơ ]{1,30}(: (chữ|số|ngày))?\} và \{[a-z0-9 ]{1,20}\}", fullmatch=True))
def test_any_two_labels_make_slots_or_a_reason(wording):
    draft = changed(wordings=(wording,))
    if draft_problems(draft) == []:
        own = proposition(draft)
        assert "{" not in sentence(own, sample(own), 0)
