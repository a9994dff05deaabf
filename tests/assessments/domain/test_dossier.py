import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.dossier import FORMAT, build_dossier
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.dossier_schema import faults, validator
from minhdinh.assessments.enums import State
from minhdinh.lib.hashing import canonical_json
from minhdinh.lib.richtext import empty
from tests.assessments.cases import SMALL, Case, advance, decide, item, make_case, rich, small_set, write
from tests.documents.sample import dossier as printed_sample


def test_a_dossier_begun_just_now_says_so(case: Case) -> None:
    dossier = build_dossier(case.assessment)
    assert faults(dossier) == []
    assert (dossier["format"], dossier["state"], dossier["revision"]) == (FORMAT, "draft", 1)
    assert (dossier["meeting"], dossier["approval"], dossier["evidence"]) == (None, None, [])
    assert dossier["report"]["III.1"] == empty()
    (track,) = dossier["tracks"]
    assert len(track["sheets"]) == 15
    assert {sheet["level"] for sheet in track["sheets"]} == {None}
    assert set(track["sheets"][0]["answers"].values()) == {None}


def test_a_dossier_is_plain_data(decided: Case) -> None:
    dossier = build_dossier(decided.assessment)
    assert json.loads(canonical_json(dossier)) == dossier


def test_statements_stand_under_their_criterion_with_their_citations(small: Case) -> None:
    proof = item(small)
    write(small, small.slot(), "Có hồ sơ", [proof])
    write(small, small.slot("1.3", 2), "", [])
    sheet = next(
        one for one in build_dossier(small.assessment)["tracks"][0]["sheets"] if one["criterion"] == "1.3"
    )
    assert sheet["statements"] == [
        {
            "slot": small.slot(),
            "level": 1,
            "requirements": ["1.3.1a"],
            "body": rich("Có hồ sơ", [proof]),
        }
    ]


def test_answers_levels_remarks_and_report_parts_are_there(small: Case) -> None:
    decide(small)
    set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value="met")
    write(small, "remark:1:limits", "Thiếu phòng học")
    write(small, "report:I.2.a", "Xã vùng cao")
    dossier = build_dossier(small.fresh())
    sheet = dossier["tracks"][0]["sheets"][1]
    assert (sheet["criterion"], sheet["level"], sheet["answers"]["1.3.1a"]) == ("1.3", 1, "met")
    assert dossier["remarks"]["1"]["limits"] == rich("Thiếu phòng học")
    assert dossier["report"]["I.2.a"] == rich("Xã vùng cao")
    assert set(dossier["remarks"]) == {"1", "2"}


def test_the_result_is_the_engines(decided: Case) -> None:
    dossier = build_dossier(decided.fresh())
    assert (dossier["result"]["level"], dossier["result"]["label"]) == (1, "Đạt Mức 1")
    assert dossier["tracks"][0]["result"] == dossier["result"]


@pytest.mark.usefixtures("db", "_scopes_open")
def test_a_school_of_several_levels_has_a_result_a_track() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    for track, level in (("tieu_hoc", 2), ("thcs", 1)):
        for criterion in SMALL:
            decide(case, criterion, level, track)
    dossier = build_dossier(case.fresh())
    assert faults(dossier) == []
    assert [(one["education_level"], one["result"]["level"]) for one in dossier["tracks"]] == [
        ("tieu_hoc", 2),
        ("thcs", 1),
    ]
    assert dossier["result"]["level"] == 1
    assert all(len({use["track"] for use in one["uses"]}) == 1 for one in dossier["evidence"])


def test_the_councils_decision_and_the_confirmation_are_named_at_sealing(decided: Case) -> None:
    advance(decided, State.APPROVED)
    dossier = build_dossier(
        decided.assessment,
        state="sealed",
        confirmed_by="Phạm Quang Minh",
        confirmed_at="2026-07-10T08:00:00+07:00",
    )
    assert faults(dossier) == []
    assert dossier["state"] == "sealed"
    assert dossier["approval"]["confirmed_by"] == "Phạm Quang Minh"
    assert dossier["meeting"]["held_on"] == dt.date(2026, 7, 8).isoformat()


def queries_of(case: Case) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        build_dossier(case.fresh())
    return len(seen)


def test_the_number_of_queries_is_the_same_for_one_criterion_and_for_three(small: Case) -> None:
    decide(small, "1.1")
    one = queries_of(small)
    decide(small, "1.3", 2)
    decide(small, "2.3")
    write(small, "remark:1:limits", cited=[item(small)])
    write(small, "report:I.2.a")
    assert queries_of(small) == one
    assert one <= 30


def test_two_dossiers_of_the_same_state_are_the_same_bytes(decided: Case) -> None:
    first, second = (canonical_json(build_dossier(decided.fresh())) for _time in range(2))
    assert first == second


def test_a_pressed_level_shows_in_the_next_dossier(decided: Case) -> None:
    before = canonical_json(build_dossier(decided.fresh()))
    press_level(actor=decided.system, sheet=decided.sheet(), level=0)
    assert canonical_json(build_dossier(decided.fresh())) != before


@pytest.mark.parametrize("part", ["school", "council", "plan", "result", "people", "approval"])
def test_the_sample_that_forms_are_printed_from_has_the_same_parts(part: str) -> None:
    """Forms are tested with a dossier written by hand; it may leave out what no form prints, but invents nothing."""
    known = validator_properties(part)
    assert set(printed_sample()[part]) <= known


def validator_properties(part: str) -> set[str]:
    shape = validator().schema["properties"][part]
    if "$ref" in shape:
        shape = validator().schema["$defs"][shape["$ref"].rsplit("/", 1)[-1]]
    return set((shape["anyOf"][0] if "anyOf" in shape else shape)["properties"])
