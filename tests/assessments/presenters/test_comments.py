import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.comments import About, add_comment, answer_comment, resolve_thread
from minhdinh.assessments.domain.queries import passages_of_sheet
from minhdinh.assessments.domain.review import move_sheet, save_review_steps
from minhdinh.assessments.enums import State
from minhdinh.assessments.presenters.comments import build_comments, place_choices, slot_label
from minhdinh.assessments.presenters.review import build_review, build_review_table
from tests.assessments.cases import Case, decide, make_case, small_set, write
from tests.factories import CommuneFactory, acting, member

pytestmark = pytest.mark.django_db


def test_open_threads_come_apart_from_those_done(small: Case) -> None:
    head = add_comment(
        actor=small.actor(), sheet=small.sheet(), text="Một", about=About(requirement="1.3.1a")
    )
    done = add_comment(actor=small.actor(), sheet=small.sheet(), text="Hai")
    answer_comment(actor=small.actor(Role.CHAIR), comment=head, text="Ba")
    resolve_thread(actor=small.actor(), comment=done)
    panel = build_comments(small.actor(), small.sheet())
    (thread,) = panel.open
    assert (thread.head.row, thread.place, thread.url) == (head, "Yêu cầu 1.3.1a", "?muc=1#yc-1.3.1a")
    assert [one.row.text for one in thread.answers] == ["Ba"]
    assert [one.head.row for one in panel.done] == [done]
    assert panel.counts == {"1.3.1a": 1}
    assert (thread.head.own, thread.answers[0].own) == (True, False)


def test_a_text_changed_since_is_said_so(small: Case) -> None:
    write(small, small.slot(), "Một")
    add_comment(actor=small.actor(), sheet=small.sheet(), text="x", about=About(slot=small.slot()))
    assert not build_comments(small.actor(), small.sheet()).open[0].moved_on
    write(small, small.slot(), "Hai")
    assert build_comments(small.actor(), small.sheet()).open[0].moved_on


def test_what_people_may_do_follows_who_they_are(small: Case) -> None:
    add_comment(actor=small.actor(Role.CHAIR), sheet=small.sheet(), text="x")
    found = {}
    for role in (Role.SECRETARY, Role.MEMBER, Role.VIEWER):
        panel = build_comments(small.actor(role), small.sheet())
        found[role] = (panel.writable, panel.may_demand, panel.open[0].may_resolve)
    assert found == {
        Role.SECRETARY: (True, True, True),
        Role.MEMBER: (True, False, False),
        Role.VIEWER: (False, False, False),
    }
    small.assessment.state = State.SEALED
    assert not build_comments(small.actor(), small.sheet()).writable


def test_places_to_name_are_the_sheet_its_requirements_and_its_texts(small: Case) -> None:
    write(small, small.slot(), "Một")
    choices = {one.value: one.label for one in place_choices(small.sheet(), passages_of_sheet(small.sheet()))}
    assert choices[""] == "Cả phiếu"
    assert choices["1.3.1a"] == "Yêu cầu 1.3.1a"
    assert choices[f"{small.slot()}@1"] == "Đoạn mô tả 1.3.1a"
    assert sum(":" in value for value in choices) == 1
    assert slot_label("sheet:thcs:1.3:plan") == "Kế hoạch cải tiến chất lượng"


def test_the_steps_of_a_sheet_show_where_it_is(small: Case) -> None:
    decide(small)
    save_review_steps(actor=small.system, assessment=small.assessment, steps=["secretary", "chair"])
    assert build_review(small.actor(), small.sheet()).steps == []
    move_sheet(actor=small.system, sheet=small.sheet(), move="hand_in")
    view = build_review(small.actor(), small.sheet())
    assert [(one.label, one.active, one.done) for one in view.steps] == [
        ("Thư ký", True, False),
        ("Chủ tịch", False, False),
    ]
    assert view.waits_for == "Thư ký"
    assert view.version == small.sheet().version
    assert build_review(small.actor(), small.sheet(), read=3).version == 3
    move_sheet(actor=small.system, sheet=small.sheet(), move="pass_on")
    move_sheet(actor=small.system, sheet=small.sheet(), move="approve")
    view = build_review(small.actor(Role.CHAIR), small.sheet())
    assert [one.done for one in view.steps] == [True, True]
    assert (view.waits_for, view.fallen, view.approved is None) == ("", None, False)
    assert view.moves == ["return"]


def test_the_table_over_all_sheets_begins_with_what_waits(small: Case, django_assert_num_queries) -> None:
    decide(small, "2.3")
    move_sheet(actor=small.system, sheet=small.sheet("2.3"), move="hand_in")
    add_comment(actor=small.actor(), sheet=small.sheet("1.1"), text="x")
    actor = small.actor()
    with django_assert_num_queries(2):
        table = build_review_table(actor, small.assessment)
    assert [row["cells"]["criterion"] for row in table["rows"]] == ["2.3", "1.1", "1.3"]
    assert [row["cells"]["threads"] for row in table["rows"]] == ["", "1", ""]


@pytest.mark.usefixtures("_scopes_open")
def test_how_much_a_school_talks_is_not_told_above_it() -> None:
    commune = CommuneFactory()
    case = make_case(standard_set=small_set(), under=commune)
    add_comment(actor=case.actor(), sheet=case.sheet("1.1"), text="x")
    officer = acting(member(commune, Role.COMMUNE_OFFICER), case.school)
    table = build_review_table(officer, case.assessment)
    assert "threads" not in {column["key"] for column in table["columns"]}
    assert {row["cells"]["threads"] for row in table["rows"]} == {""}
