"""What was found beside what the school said: tables, parts, counts, differences, slips."""

from minhdinh.documents.reading import case_results as results
from minhdinh.documents.wordml import MISSING
from tests.documents import sample, sample_case


def dossier(**changes):
    known = sample.dossier()
    known["case"] = sample_case.council_case() | changes
    return known


def content(*criteria, **more):
    return {"criteria": list(criteria), "parts": sample_case.parts()} | more


def found(criterion="1.1", track="thcs", **more):
    return sample_case.conclusions()[0] | {"criterion": criterion, "track": track} | more


def test_without_a_report_there_is_nothing_to_print():
    empty = sample.dossier() | {"case": {}}
    assert results.report(empty) == {"conclusions": [], "parts": [], "result": {}}
    assert results.part(empty, "proposal") == []
    assert results.counts(empty) == []
    assert all(not one["criteria"] for one in results.standards_found(empty))


def test_every_criterion_stands_under_its_standard_judged_or_not():
    rows = results.compared(dossier())
    assert rows[0]["heading"].startswith("Tiêu chuẩn 1.")
    by_code = {one["code"]: one for one in rows if not one["heading"]}
    assert len(by_code) == 15
    assert (by_code["1.1"]["own"], by_code["1.1"]["level"]) == ("Mức 2", "Mức 1")
    assert by_code["4.3"]["own"] == "Không đạt"
    assert by_code["4.3"]["level"] == "–"


def test_with_several_tracks_each_has_its_row():
    known = sample.several_levels()
    known["case"] = sample_case.council_case() | {
        "asked_content": content(found(track="tieu_hoc", self_level=2, level=2))
    }
    rows = [one for one in results.compared(known) if one.get("code") == "1.1"]
    assert [one["title"].rpartition("(")[2] for one in rows] == ["Tiểu học)", "THCS)"]
    assert rows[0]["level"] == "Mức 2"
    assert rows[1]["level"] == "–"


def test_criteria_stand_in_the_order_of_the_set_however_they_were_kept():
    known = dossier(asked_content=content(found("1.2"), found("1.1"), found("3.1")))
    first = results.standards_found(known)[0]["criteria"]
    assert [one["heading"][:12] for one in first] == ["Tiêu chí 1.1", "Tiêu chí 1.2"]


def test_only_what_was_written_is_headed():
    written = found(strengths="Có.\n\nRõ.", weaknesses=" ", unclear="", advice="", reason="")
    texts = results.standards_found(dossier(asked_content=content(written)))[0]["criteria"][0]["texts"]
    assert texts == [{"label": "Điểm mạnh", "lines": ["Có.", "Rõ."]}]


def test_counts_from_the_lowest_level_those_not_judged_last():
    known = dossier(
        asked_content=content(
            found("1.1", level=2), found("1.2", level=0), found("3.1", level=None), found("4.1", level=2)
        )
    )
    assert results.counts(known) == [
        {"label": "Không đạt", "count": "01"},
        {"label": "Mức 2", "count": "02"},
        {"label": "Chưa kết luận", "count": "01"},
    ]


def test_differences_are_those_that_were_judged_otherwise():
    known = dossier(
        asked_content=content(found("1.1"), found("1.2", self_level=1, level=1), found("3.1", level=None))
    )
    only = results.differences(known)
    assert len(only) == 1
    assert (only[0]["own"], only[0]["level"]) == ("Mức 2", "Mức 1")
    assert only[0]["reason"] == ["Chưa có minh chứng về kết quả cải tiến."]


def test_items_of_the_fourth_level_stand_apart_and_are_not_counted_as_criteria():
    known = dossier(asked_content=content(found("m4:4.2", title="Học sinh giỏi", self_level=0, level=1)))
    assert results.counts(known) == []
    item = results.items_found(known)[0]
    assert item["heading"] == "Mức 4, mục 4.2. Học sinh giỏi"
    assert (item["own"], item["level"]) == ("Không đạt", "Đạt")


def test_the_result_is_the_reports_own_and_without_a_report_the_registrations():
    concluded = {"level": 2, "grade": None, "degree": 2}
    confirmed = dossier(asked_content=content(result={"concluded": concluded}))
    assert results.result_worth(confirmed) == "Mức 2, chuẩn quốc gia mức độ 2"
    unconfirmed = dossier(asked_content=content(result={"concluded": None}))
    assert results.result_worth(unconfirmed) == results.NOT_CONFIRMED
    assert results.result_worth(dossier(asked_content={})).startswith("Mức 1")
    assert results.result_worth(dossier(asked_content={}, concluded=None)) == MISSING


def test_parts_by_their_key():
    assert results.part(dossier(), "process") == [
        "Nghiên cứu hồ sơ từ 15/7/2027.",
        "Khảo sát chính thức ngày 10/8/2027.",
    ]
    assert results.part(dossier(), "khong-co") == []


def test_a_members_words_stand_in_the_order_of_the_form_unknown_ones_last():
    words = results.member_texts({"khac": "x", "clarify": "b", "overall": "a", "plan": " "})
    assert [one["label"] for one in words] == [
        "Nhận xét chung về báo cáo tự đánh giá",
        "Những vấn đề cần làm rõ, cần khảo sát tại trường",
        "Nội dung khác",
    ]


def test_slips_stand_in_the_order_of_the_set_with_the_schools_own_level():
    known = dossier()
    member = {"slips": [{"track": "thcs", "criterion": code, "level": None} for code in ("3.1", "1.1")]}
    slips = results.slips_of(known, member)
    assert [one["heading"][:12] for one in slips] == ["Tiêu chí 1.1", "Tiêu chí 3.1"]
    assert [one["next"] for one in slips] == [False, True]
    assert slips[0]["own"] == "Mức 2"
    assert slips[0]["level"] == MISSING
    assert len(results.slips_of(known, member, "3.1")) == 1
    assert results.slips_of(known, {}, "") == []
