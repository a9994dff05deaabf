"""Drafts of remarks: from counts, strengths and weaknesses; never over a text, marked until edited."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.passages import PassageConflict
from minhdinh.assessments.models import Passage, SuggestedText
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.assessments.suggestions.remarks import drafts_of, put_draft
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.lib.richtext import citations
from tests.assessments.cases import Case, decide, make_case, write
from tests.assessments.suggestions.desk import REQUIREMENT, sheet_of
from tests.assessments.suggestions.test_suggestions_queries import proven_result
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
PARTS = ("strengths", "limits", "trend", "priorities")


def words(case: Case, part: str, standard: str = "1") -> list[str]:
    passages = {row.slot: row for row in Passage.objects.filter(assessment=case.assessment)}
    draft = drafts_of(case.assessment, standard, PARTS, passages)[f"remark:{standard}:{part}"]
    return ["".join(node.get("text", "·") for node in block["content"]) for block in draft.blocks]


def put(case: Case, part: str, version: int = 0, role: str = "") -> None:
    actor = case.actor(role) if role else case.system
    put_draft(actor=actor, assessment=case.assessment, slot=f"remark:1:{part}", version=version)


def test_nothing_is_made_of_nothing(case: Case) -> None:
    assert [words(case, part) for part in PARTS] == [[], [], [], []]
    with pytest.raises(Problem, match="Chưa đủ dữ liệu"):
        put(case, "strengths")


def test_counts_are_said_as_they_are(case: Case) -> None:
    decide(case, "1.1")
    decide(case, "1.2", 0)
    (said,) = words(case, "strengths")
    assert said.startswith("Tiêu chuẩn 1 có 04 tiêu chí, trong đó ")
    assert "01 tiêu chí đạt Mức 1 (1.1)" in said
    assert "02 tiêu chí chưa xét (1.3, 1.4)" in said
    assert words(case, "strengths", "2") == []


@pytest.mark.usefixtures("_scopes_open")
def test_each_track_has_its_sentence() -> None:
    case = make_case(levels=("thcs", "thpt"))
    decide(case, "1.1", track="thpt")
    (said,) = words(case, "strengths")
    assert "ở trung học phổ thông" in said


def test_strengths_and_trend_carry_their_citations(case: Case) -> None:
    proven_result(case)
    assert any("70" in one and "·" in one for one in words(case, "strengths"))
    (trend,) = words(case, "trend")
    put(case, "trend")
    passage = Passage.objects.get(slot="remark:1:trend")
    assert len(citations(passage.body)) == 2
    assert trend.replace("·", "") == passage.text


def test_limits_and_priorities_follow_what_is_lacking(case: Case) -> None:
    row = choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    assert words(case, "limits") == [row.weakness]
    assert words(case, "priorities") == [row.action]


def test_a_written_remark_is_never_overwritten(case: Case) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    write(case, "remark:1:limits", "Trường tự viết.")
    assert words(case, "limits") == []
    with pytest.raises(Problem, match="không ghi đè"):
        put(case, "limits", version=1)
    assert Passage.objects.get(slot="remark:1:limits").text == "Trường tự viết."


def test_an_emptied_remark_may_be_drafted_again(case: Case) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    put(case, "limits")
    write(case, "remark:1:limits", "")
    with pytest.raises(PassageConflict):
        put(case, "limits", version=1)
    put(case, "limits", version=2)
    assert SuggestedText.objects.count() == 1


@pytest.mark.parametrize(
    "slot", ["report:I.2.a", "remark:9:limits", "remark:1:x", "", "statement:thcs:1.1:1:1.1.1a"]
)
def test_only_remarks_of_this_set(case: Case, slot: str) -> None:
    with pytest.raises(NotHere):
        put_draft(actor=case.system, assessment=case.assessment, slot=slot, version=0)


def test_who_may_not_write_the_report(case: Case) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    for role in (Role.MEMBER, Role.VIEWER):
        with pytest.raises(NotAllowed):
            put(case, "limits", role=role)


def test_the_page_offers_puts_in_and_marks(case: Case) -> None:
    row = choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    client, page = case.client(), case.url("nhan-xet/?tieu-chuan=1")
    shown = client.get(page).content.decode()
    assert row.weakness in shown
    assert "Đưa bản nháp vào" in shown
    answer = client.post(case.url("nhan-xet/nhap"), {"slot": "remark:1:limits", "version": "0"})
    assert answer.status_code == 302
    after = client.get(page).content.decode()
    assert "Do gợi ý soạn, chưa sửa" in after
    write(case, "remark:1:limits", "Trường viết lại.")
    assert "Do gợi ý soạn" not in client.get(page).content.decode()


def test_a_viewer_reads_without_drafts(case: Case) -> None:
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    assert "Đưa bản nháp vào" not in case.client(Role.VIEWER).get(case.url("nhan-xet/")).content.decode()
    answer = case.client(Role.VIEWER).post(
        case.url("nhan-xet/nhap"), {"slot": "remark:1:limits", "version": "0"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("data", "status"),
    [({}, 422), ({"slot": "remark", "version": "0"}, 404), ({"slot": "x:y", "version": "-1"}, 422)],
)
def test_hostile_posts(case: Case, data: dict[str, str], status: int) -> None:
    assert case.client().post(case.url("nhan-xet/nhap"), data).status_code == status


def test_more_weaknesses_cost_no_more_queries(case: Case) -> None:
    client, page = case.client(), case.url("nhan-xet/?tieu-chuan=1")
    choose_nothing(actor=case.system, sheet=sheet_of(case), requirement=REQUIREMENT)
    before = queries_of(client, page)
    for criterion in ("1.2", "1.3", "1.4"):
        choose_nothing(actor=case.system, sheet=case.sheet(criterion), requirement=f"{criterion}.1a")
    assert queries_of(client, page) == before
