"""Checks of a year's figures: found by rules, explained by people, open again when the figures change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.passages import save_passage
from minhdinh.assessments.domain.readiness import blocking_tasks, readiness
from minhdinh.assessments.enums import State
from minhdinh.assessments.figures.asking import build_checks, open_words
from minhdinh.assessments.figures.checking import LONGEST, Checks, checks_of, explain, set_share, share_of
from minhdinh.assessments.models import FigureAnswer, Passage, SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from tests.assessments.cases import rich
from tests.assessments.figures.books import LAST, YEARS, type_in
from tests.assessments.setup.desk import Desk, make_desk

pytestmark = pytest.mark.django_db
GRADES = {"khoi_6": "7", "khoi_7": "6", "khoi_8": "6", "khoi_9": "5"}
PLACE = "report:I.2.d"


def classes(desk: Desk, year: str = LAST, values: dict[str, str] = GRADES) -> None:
    type_in(desk, {("classes", row, year): value for row, value in values.items()})


def write(desk: Desk, text: str, slot: str = PLACE) -> None:
    kept = Passage.objects.filter(assessment=desk.assessment, slot=slot).first()
    save_passage(
        actor=system_actor(desk.school.pk),
        assessment=desk.assessment,
        slot=slot,
        version=kept.version if kept else 0,
        body=rich(text),
        save_id=f"{slot}-{text}"[:60],
    )


def ask(desk: Desk) -> Checks:
    return checks_of(desk.assessment)


def jump(desk: Desk) -> None:
    type_in(desk, {("pupils", "nu", YEARS[1]): "450", ("pupils", "nu", LAST): "280"})


def answer(
    desk: Desk, text: str = "Tách trường từ tháng 8/2026.", role: str = Role.SECRETARY, **values: str
) -> None:
    (question,) = ask(desk).questions
    arguments = {"subject": question.subject, "seen": question.seen, "text": text, **values}
    explain(actor=desk.actor(role), assessment=desk.assessment, **arguments)


def test_a_text_that_says_otherwise_is_shown_with_its_place_and_its_table(desk: Desk) -> None:
    with desk.scope():
        classes(desk)
        write(desk, "Năm học 2026-2027, trường có 25 lớp.")
        (question,) = ask(desk).questions
        assert question.words == ("Đoạn văn ghi “trường có 25 lớp”, bảng 1 (Cộng, năm học 2026-2027) là 24.")
        (view,) = build_checks(desk.assessment, ask(desk)).open
        assert view.table_url == f"{desk.url('tables')}?bang=classes"
        assert view.text_url == desk.url("report")
        assert view.text_label == "báo cáo, đặc điểm người học"
        write(desk, "Năm học 2026-2027, trường có 24 lớp.")
        assert ask(desk).questions == []


def test_a_statement_leads_to_its_requirement(desk: Desk) -> None:
    with desk.scope():
        classes(desk)
        write(desk, "Nhà trường có 20 lớp.", "statement:thcs:1.3:1:1.3.1a")
        (view,) = build_checks(desk.assessment, ask(desk)).open
        assert view.text_url.endswith("/tieu-chi/thcs/1.3/?muc=1#yc-1.3.1a")


def test_a_text_of_one_level_of_several_is_not_held_against_the_whole_school() -> None:
    desk = make_desk(["tieu_hoc", "thcs"])
    with desk.scope():
        type_in(desk, {("classes", f"khoi_{grade}", LAST): "4" for grade in range(1, 6)})
        classes(desk)
        write(desk, "Nhà trường có 20 lớp.", "statement:tieu_hoc:1.3:1:1.3.1a")
        assert ask(desk).questions == []
        write(desk, "Nhà trường có 20 lớp.")
        (question,) = ask(desk).questions
        assert question.slot == PLACE
        assert question.words.endswith("là 44.")


def test_a_carried_text_that_nobody_read_is_not_asked_about(desk: Desk) -> None:
    with desk.scope():
        classes(desk)
        write(desk, "Trường có 20 lớp.")
        Passage.objects.filter(slot=PLACE).update(inherited=True)
        assert ask(desk).questions == []


def test_doubts_name_table_row_and_year(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, {
            ("classes", "khoi_6", LAST): "0", ("pupils", "khoi_6", LAST): "35",
            ("staff_now", "giao_vien", "total"): "10", ("staff_now", "giao_vien", "female"): "12",
        })  # fmt: skip
        words = [one.words for one in ask(desk).doubts]
        assert "Bảng 3a, Giáo viên, nữ: 12 lớn hơn cột “Tổng số” (10)." in words
        assert "Khối lớp 6, năm học 2026-2027: bảng 1 ghi 0 lớp, bảng 4a ghi 35 học sinh." in words


def test_an_explanation_is_kept_with_its_author_and_shown(desk: Desk) -> None:
    with desk.scope():
        jump(desk)
        answer(desk)
        checks = ask(desk)
        assert checks.open_questions == []
        assert checks.empty
        (view,) = build_checks(desk.assessment, checks).answered
        assert view.answer is not None
        assert view.answer.text == "Tách trường từ tháng 8/2026."
        entry = Entry.objects.filter(action="assessment.figure_explained").get()
        assert "giảm 38 %" in entry.data["subject"]


def test_an_explanation_falls_when_its_figures_change_and_can_be_taken_back(desk: Desk) -> None:
    with desk.scope():
        jump(desk)
        answer(desk)
        type_in(desk, {("pupils", "nu", LAST): "200"})
        (question,) = ask(desk).open_questions
        assert question.earlier is not None
        assert question.earlier.text == "Tách trường từ tháng 8/2026."
        answer(desk, "Số học sinh chuyển đi.")
        assert ask(desk).open_questions == []
        answer(desk, "  ")
        assert len(ask(desk).open_questions) == 1
        assert FigureAnswer.objects.count() == 0


def test_explaining_again_with_the_same_words_changes_nothing(desk: Desk) -> None:
    with desk.scope():
        jump(desk)
        answer(desk)
        entries = Entry.objects.count()
        answer(desk)
        assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"subject": "jump:pupils.tong.2026-2027"}, NotHere),
        ({"subject": "x" * 5000}, NotHere),
        ({"seen": "450 → 281"}, Stale),
        ({"text": "a" * (LONGEST + 1)}, Problem),
    ],
)
def test_what_cannot_be_explained(desk: Desk, values: dict[str, str], kind: type[Problem]) -> None:
    with desk.scope():
        jump(desk)
        with pytest.raises(kind):
            answer(desk, **values)
        assert FigureAnswer.objects.count() == 0


def test_only_writers_of_an_open_report_explain_and_set_the_share(desk: Desk) -> None:
    with desk.scope():
        jump(desk)
        member = desk.actor(Role.MEMBER)
        with pytest.raises(NotAllowed):
            answer(desk, role=Role.MEMBER)
        with pytest.raises(NotAllowed):
            set_share(actor=member, assessment=desk.assessment, share=30)
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state=State.SUBMITTED, complete=True)
        desk.assessment.refresh_from_db()
        with pytest.raises(Problem, match="đang ở bước"):
            answer(desk)


def test_the_share_is_each_schools_own(desk: Desk) -> None:
    with desk.scope():
        jump(desk)
        assert share_of(desk.school.pk) == 20
        set_share(actor=desk.actor(), assessment=desk.assessment, share=40)
        assert ask(desk).questions == []
        entries = Entry.objects.count()
        set_share(actor=desk.actor(), assessment=desk.assessment, share=40)
        assert Entry.objects.count() == entries
    other = make_desk()
    with other.scope():
        assert share_of(other.school.pk) == 20


@pytest.mark.parametrize("share", [0, -5, 501])
def test_a_share_out_of_bounds_is_refused(desk: Desk, share: int) -> None:
    with desk.scope():
        actor = desk.actor()
        with pytest.raises(Problem, match="từ 1 đến 500"):
            set_share(actor=actor, assessment=desk.assessment, share=share)


def test_readiness_reminds_and_never_blocks(desk: Desk) -> None:
    with desk.scope():
        before = len(blocking_tasks(desk.assessment))
        classes(desk)
        jump(desk)
        write(desk, "Trường có 25 lớp.")
        (task,) = [one for one in readiness(desk.assessment) if one.title.startswith("Soát số liệu")]
        assert task.title == (
            "Soát số liệu: 01 số tăng giảm mạnh chưa giải trình, 01 chỗ báo cáo nói khác bảng"
        )
        assert task.url == desk.url("tables-checks")
        assert not task.blocking
        assert len(blocking_tasks(desk.assessment)) == before
        assert open_words([]) == ""


def test_checking_asks_as_often_for_many_texts_as_for_one(desk: Desk) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(desk)
        return len(captured)

    with desk.scope():
        classes(desk)
        write(desk, "Trường có 20 lớp.")
        few = queries()
        for key in ("I.2.a", "I.2.b", "I.2.c", "III.1"):
            write(desk, "Trường có 20 lớp, 900 học sinh.", f"report:{key}")
        assert queries() == few
        assert len(ask(desk).questions) == 5
