import pytest

from minhdinh.documents.reading import improvement as plan
from tests.documents import sample, sample_2018
from tests.documents.sample_improvement import action

MISSING = "[chưa có dữ liệu]"


def of(**changes):
    dossier = sample.dossier()
    dossier["improvement"] |= changes
    return dossier


def one(**known):
    return plan.actions(of(actions=[action(**known)]))[0]


def test_a_dossier_without_a_plan_gives_markers_and_nothing_breaks():
    empty = sample.unfinished()
    assert plan.plan_of(empty) == {}
    assert plan.plan_head(empty)["number"] == "……/KH-……"
    assert plan.issues(empty) == plan.actions(empty) == plan.left_open(empty) == []
    assert plan.lines({}, "grounds") == [MISSING]
    assert plan.counts(empty)["late"] == "0"
    assert [line["held"] for line in plan.monitorings(empty)] == [False, False]


def test_texts_are_read_line_by_line():
    assert plan.lines({"texts": {"limits": " Một. \n\n Hai."}}, "limits") == ["Một.", "Hai."]
    assert plan.lines({"texts": {"limits": "  "}}, "limits") == [MISSING]


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2027-09-01", "2028-05-31", "Từ 01/09/2027 đến 31/05/2028"),
        ("2027-09-01", None, "Từ 01/09/2027"),
        (None, "2028-05-31", "Đến 31/05/2028"),
        (None, None, ""),
    ],
)
def test_days_in_words(starts, ends, words):
    assert plan.span(starts, ends) == words


def test_the_words_of_people_win_over_the_days_read_from_them():
    known = one(content="Việc", time_text="Cả năm học", starts_on="2027-09-01", ends_on="2028-05-31")
    assert known["when"] == "Cả năm học"
    assert one(content="Việc")["when"] == MISSING


@pytest.mark.parametrize(
    ("state", "label", "late", "words"),
    [
        ("not_started", "Chưa bắt đầu", False, ""),
        ("not_started", "Chưa bắt đầu", True, "Chưa bắt đầu (chậm)"),
        ("doing", "Đang thực hiện", False, "Đang thực hiện"),
        ("done", "Đã hoàn thành", False, "Đã hoàn thành"),
    ],
)
def test_how_an_action_goes(state, label, late, words):
    assert one(content="Việc", state=state, state_label=label, late=late)["state"] == words


def test_a_target_has_its_unit_and_day():
    known = one(
        content="Việc", indicator="Số máy", target_value="30", target_unit="máy", target_on="2028-05-31"
    )
    assert known["indicator"] == "Số máy\nCần đạt: 30 máy trước 31/05/2028"
    assert (
        one(content="V", indicator="I", target_value="37,5", target_unit="%")["indicator"]
        == "I\nCần đạt: 37,5%"
    )


def test_where_the_money_comes_from():
    known = one(content="Việc", resources="12 triệu đồng", resource_source="Xã hội hóa")
    assert known["resources"] == "12 triệu đồng\nNguồn: Xã hội hóa"
    assert one(content="Việc", resource_source="Ngân sách")["resources"] == "Ngân sách"
    assert one(content="Việc")["resources"] == MISSING


def test_an_approval_outside_names_its_office_or_says_only_who():
    known = one(
        content="V", resources="R", outside_state="needed", outside_state_label="Cần trình, chưa trình"
    )
    assert known["resources"] == "R\nCần phê duyệt: cấp có thẩm quyền (cần trình, chưa trình)"


def test_only_the_latest_progress_is_printed_with_all_its_evidence():
    newer = {"note": "Xong.", "value_after": "30", "on_after": "2028-05-01", "unit": "máy"}
    older = {"note": "Đang làm.", "evidence": {"code": "MC.2.1.01", "name": "Hồ sơ"}}
    known = one(content="Việc", progress=[newer, older])
    assert known["achieved"] == "Xong.\n30 máy (01/05/2028)"
    assert known["proof"] == "MC.2.1.01 Hồ sơ"
    assert one(content="Việc")["achieved"] == ""


def test_codes_of_a_set_that_the_plan_does_not_know_stay_as_they_are():
    dossier = of(issues=[{"standard": "9", "criterion": "9.9", "limit": "L", "answer_state": "taken"}])
    known = plan.issues(dossier)[0]
    assert (known["standard"], known["criterion"]) == ("Tiêu chuẩn 9", "Tiêu chí 9.9")
    assert known["cause"] == MISSING


def test_an_issue_without_a_criterion_leaves_its_cell_empty():
    known = plan.issues(of(issues=[{"limit": "Hạn chế", "answer_state": "taken"}]))[0]
    assert (known["standard"], known["criterion"]) == ("", "")


def test_counts_have_two_digits():
    known = plan.counts(of(counts={"actions": 14, "done": 9, "late": 0}))
    assert (known["actions"], known["done"], known["late"], known["blocked"]) == ("14", "09", "0", "0")


def test_the_levels_of_the_set_are_named_with_their_denominators():
    assert plan.level_lines(sample_2018.dossier()) == [
        "Số tiêu chí đạt Mức 1: 03/03, tỷ lệ 100%",
        "Số tiêu chí đạt Mức 2: 02/03, tỷ lệ 66,67%",
        "Số tiêu chí đạt Mức 3: 01/02, tỷ lệ 50%",
        "Số tiêu chí chưa đạt Mức 3: 01/02, tỷ lệ 50%",
    ]
    assert plan.level_lines({}) == []
