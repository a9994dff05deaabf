"""A registration as plain content: everything printed, nothing private, the same whenever it is kept."""

import json

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.papers import case_paper, iso, report_content, sealed_part
from minhdinh.appraisals.enums import Act, FileKind, NoteKind, VisitKind
from minhdinh.appraisals.models import CaseFile, Draft, Objection, Visit, VisitNote
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.common.problems import NotHere, Problem
from tests.appraisals.concluded import STRENGTH, conclude, make_concluding, send_draft, shown, write_report
from tests.appraisals.registered import DAY, TT57, TT2018, make_registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_scopes():
    with scopes_disabled():
        yield


def visit(world, **more):
    case = world.fresh()
    now = case.stage_since
    return Visit.objects.create(
        school_id=case.school_id, case=case, kind=VisitKind.MAIN, starts_at=now, ends_at=now + DAY, **more
    )


def test_it_is_plain_data_that_can_be_kept_as_json():
    world = shown(TT57)
    paper = case_paper(world.fresh())
    assert json.loads(json.dumps(paper)) == paper
    assert paper["regime"]["id"] == TT57
    assert paper["department"] == {"name": world.department.name, "kind": "department"}
    assert paper["intake"]["kind"] == "commune"
    assert [one["act"] for one in paper["steps"]][-1] == Act.NOTIFY
    assert paper["concluded"] == {"level": 1, "grade": None, "degree": 1}


def test_a_registration_just_opened_has_empty_parts():
    paper = case_paper(make_registered(TT2018, direct=True).fresh())
    assert (paper["body"], paper["intake"], paper["drafts"], paper["visits"]) == (None, None, [], [])
    assert paper["received_on"] == ""


def test_conditions_are_those_of_the_regime_computed_or_said():
    world = make_registered(TT57)
    case = world.fresh()
    case.conditions.create(
        school_id=case.school_id,
        key="a",
        state="met",
        note="Đã có khóa tốt nghiệp.",
        said_by_name="Hiệu trưởng",
        said_at=case.stage_since,
    )
    found = {one["key"]: one for one in case_paper(case)["conditions"]}
    assert set(found) == {"a", "b", "c", "d"}
    assert found["a"]["note"] == "Đã có khóa tốt nghiệp."
    assert found["c"]["state"] == "met"
    assert found["c"]["note"]
    assert found["d"]["state"] == "unknown"


def test_notes_and_pictures_of_a_visit_are_the_bodys_alone():
    world = make_registered(TT2018, stage="visit")
    row = visit(world, content="Biên bản chính thức.")
    VisitNote.objects.create(
        school=world.school,
        visit=row,
        member=world.members["member"],
        kind=NoteKind.INTERVIEW,
        text="Lời nói riêng của giáo viên.",
        noted_at=row.starts_at,
    )
    text = json.dumps(case_paper(world.fresh(), own=world.members["member"].pk), ensure_ascii=False)
    assert "Biên bản chính thức." in text
    assert "Lời nói riêng" not in text


def test_cancelled_visits_are_left_out():
    world = make_registered(TT2018, stage="visit")
    row = visit(world)
    row.cancelled_at = row.ends_at
    row.save()
    assert case_paper(world.fresh())["visits"] == []


def test_files_are_the_schools_request_and_not_what_came_later():
    world = make_registered(TT57)
    case = world.fresh()
    for kind in (FileKind.LETTER, FileKind.PICTURE, FileKind.ANSWER):
        CaseFile.objects.create(
            school_id=case.school_id,
            case=case,
            kind=kind,
            blob=case.seal.blob,
            name=f"{kind}.pdf",
            by_name="x",
        )
    assert [one["name"] for one in case_paper(case)["files"]] == ["letter.pdf"]


def test_drafts_tell_the_sent_from_the_final_and_carry_objections():
    world = make_concluding(TT2018)
    draft = send_draft(world)
    Objection.objects.create(school=world.school, draft=draft, text="Chưa đồng ý.", criterion="1.1")
    one = case_paper(world.fresh())["drafts"][0]
    assert (one["number"], one["sent"], one["final"]) == (1, True, False)
    assert one["objections"][0]["text"] == "Chưa đồng ý."
    assert "content" not in one
    final = next(row for row in case_paper(shown(TT57).fresh())["drafts"] if row["final"])
    assert not final["sent"]


def test_a_report_is_as_it_was_kept_or_as_it_stands_now():
    world = make_concluding(TT2018)
    draft = send_draft(world)
    assert report_content(world.fresh(), draft.number) == draft.content
    assert STRENGTH in json.dumps(report_content(world.fresh(), 0), ensure_ascii=False)
    with pytest.raises(NotHere):
        report_content(world.fresh(), 9)


def test_an_altered_report_is_refused():
    world = make_concluding(TT2018)
    draft = send_draft(world)
    Draft.objects.filter(pk=draft.pk).update(content=draft.content | {"year": "2000-2001"})
    with pytest.raises(Problem, match="không còn khớp"):
        report_content(world.fresh(), draft.number)


def test_what_is_examined_is_what_was_sealed():
    world = make_registered(TT57)
    part, sealed = sealed_part(world.fresh()), sealed_dossier(world.fresh().seal)
    assert part["school"] == sealed["school"]
    assert part["tracks"][0]["sheets"][0]["level"] == 1
    assert "statements" not in part["tracks"][0]["sheets"][0]
    assert "evidence" not in part


def test_one_registration_costs_the_same_however_much_there_is(django_assert_max_num_queries):
    world = make_concluding(TT2018)
    write_report(world)
    for _number in range(4):
        visit(world)
    conclude(world, "1.1", 1)
    case = world.fresh()
    with django_assert_max_num_queries(20):
        case_paper(case)


@pytest.mark.parametrize("value", [None, ""])
def test_no_day_is_nothing(value):
    assert iso(value) == ""
