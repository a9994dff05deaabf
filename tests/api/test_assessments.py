from __future__ import annotations

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Passage, PassageRevision, Sheet
from tests.api.conftest import YEAR, text_body
from tests.factories import member

SHEET = f"/assessments/{YEAR}/sheets/thcs/1.3"
SLOT = "statement:thcs:1.3:1:1.3.1a"


def save(caller, version: int, text: str, save_id: str, *evidence: int, slot: str = SLOT):
    return caller.put(
        f"/assessments/{YEAR}/passages",
        {"slot": slot, "version": version, "body": text_body(text, *evidence), "save_id": save_id},
    )


def test_a_call_without_token_is_refused_in_words(world):
    answer = Client().get(f"/api/v1/schools/{world.school.code}/assessments")

    assert answer.status_code == 401
    assert "Mã truy cập" in answer.json()["message"]


def test_the_standard_sets_are_listed_and_shown_whole(caller):
    sets = caller.call("get", "/api/v1/standard-sets").json()
    one = caller.call("get", f"/api/v1/standard-sets/{sets[0]['id']}/{sets[0]['version']}").json()

    assert len(sets) == 9
    assert one["content"]["id"] == sets[0]["id"]
    assert caller.call("get", "/api/v1/standard-sets/none/1").status_code == 404


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("owner", ["thcs-an-binh"]),
        ("stranger", ["thcs-phu-son"]),
        ("commune_officer", ["thcs-an-binh", "xa-an-binh"]),
        ("officer", ["so", "thcs-an-binh", "thcs-phu-son", "xa-an-binh", "xa-phu-son"]),
    ],
)
def test_a_person_sees_exactly_the_own_organisations(world, caller_of, who, seen):
    answer = caller_of(getattr(world, who)).call("get", "/api/v1/organisations")

    assert [row["code"] for row in answer.json()] == seen


def test_organisations_are_found_without_diacritics(world, caller_of):
    answer = caller_of(world.officer).call("get", "/api/v1/organisations?q=phu son truong")

    assert [row["code"] for row in answer.json()] == ["thcs-phu-son"]


def test_a_self_assessment_is_read_with_all_its_sheets(caller):
    listed = caller.get("/assessments").json()
    found = caller.get(f"/assessments/{YEAR}").json()

    assert [row["year"] for row in listed] == [YEAR]
    assert found["standard_set"] == "tt57-2026-pho-thong"
    assert [row["criterion"] for row in found["sheets"]][:5] == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    assert len(caller.get(f"/assessments/{YEAR}/sheets").json()) == 15
    assert found["level"] is None
    assert found["complete"] is False


def test_opening_a_year_again_returns_the_same(caller):
    first = caller.post("/assessments", {"year": "2027-2028"})
    again = caller.post("/assessments", {"year": "2027-2028"})

    assert first.status_code == again.status_code == 200
    assert len(caller.get("/assessments").json()) == 2
    assert caller.post("/assessments", {"year": "2027-2029"}).status_code == 422


def test_a_text_is_saved_on_its_version_and_a_stale_one_gets_both_texts(caller):
    first = save(caller, 0, "Trường có 18 lớp", "save-0001")
    second = save(caller, 1, "Trường có 18 lớp, 612 học sinh", "save-0002")
    stale = save(caller, 1, "Bản của người đến sau", "save-0003")

    assert first.json()["version"] == 1
    assert second.json()["version"] == 2
    assert stale.status_code == 409
    assert stale.json()["version"] == 2
    assert "612" in str(stale.json()["body"])
    assert "người đến sau" in str(stale.json()["yours"])
    with scopes_disabled():
        assert Passage.objects.get(slot=SLOT).text == "Trường có 18 lớp, 612 học sinh"
        assert PassageRevision.objects.count() == 2


def test_a_repeated_save_answers_as_the_first(caller):
    first = save(caller, 0, "Một lần", "save-0001").json()
    again = save(caller, 0, "Một lần", "save-0001").json()

    assert again["version"] == first["version"] == 1


@pytest.mark.parametrize(
    "slot",
    [
        "statement:thcs:9.9:1:9.9.1a",
        "statement:thpt:1.3:1:1.3.1a",
        "statement:thcs:1.3:1:1.4.1a",
        "x",
        "report:I.9",
    ],
)
def test_an_unknown_place_is_not_there(caller, slot):
    assert save(caller, 0, "Không đâu", "save-0001", slot=slot).status_code == 404


def test_malformed_text_is_refused_and_nothing_is_kept(caller):
    answer = caller.put(
        f"/assessments/{YEAR}/passages",
        {
            "slot": SLOT,
            "version": 0,
            "body": {"type": "doc", "content": [{"type": "script"}]},
            "save_id": "save-0001",
        },
    )

    assert answer.status_code == 422
    assert answer.json()["message"]
    with scopes_disabled():
        assert not Passage.objects.exists()


def test_answers_are_set_and_taken_back(caller):
    met = caller.put(f"{SHEET}/answers", {"requirement": "1.3.1a", "value": "met"}).json()
    open_again = caller.put(f"{SHEET}/answers", {"requirement": "1.3.1a", "value": None}).json()

    assert met["answers"]["1.3.1a"] == "met"
    assert met["requirements_answered"] == 1
    assert open_again["answers"]["1.3.1a"] is None
    assert caller.put(f"{SHEET}/answers", {"requirement": "9.9", "value": "met"}).status_code == 404
    assert caller.put(f"{SHEET}/answers", {"requirement": "1.3.1a", "value": "maybe"}).status_code == 422


def test_a_level_without_proof_is_refused_with_what_is_missing(caller):
    answer = caller.put(f"{SHEET}/level", {"level": 1})

    assert answer.status_code == 422
    assert {one["message"] for one in answer.json()["problems"]} == {
        "Chưa ghi được Mức 1: Mức 1 chưa có mô tả hiện trạng.",
        "Chưa ghi được Mức 1: Chưa có minh chứng dùng được (đã xác minh, còn hiệu lực) cho tiêu chí này.",
    }
    with scopes_disabled():
        assert (
            Sheet.objects.get(
                criterion="1.3",
                track__education_level="thcs",
                assessment__year=YEAR,
                school__code=caller.school,
            ).level
            is None
        )


def test_the_result_has_the_shape_of_evaluate(caller):
    result = caller.get(f"/assessments/{YEAR}/result").json()

    assert result["level"] is None
    assert result["complete"] is False
    assert set(result) >= {"level", "label", "complete", "counts", "failed", "reasons", "blockers", "tracks"}


def test_no_caller_reaches_another_school(world, caller_of):
    stranger = caller_of(world.stranger)

    for path in ("/assessments", f"/assessments/{YEAR}", SHEET, f"/assessments/{YEAR}/result", "/evidence"):
        assert stranger.get(path).status_code == 404
    assert save(stranger, 0, "Chen vào", "save-0001").status_code == 404
    assert stranger.put(f"{SHEET}/level", {"level": 0}).status_code == 404


def test_scope_and_role_both_limit(world, caller_of):
    secretary = member(world.school, Role.SECRETARY)
    reading = caller_of(secretary, ["read"])
    viewer = caller_of(world.colleague)
    officer = caller_of(world.officer)

    for caller in (reading, viewer, officer):
        assert caller.get(SHEET).status_code == 200
        assert save(caller, 0, "Không được", "save-0001").status_code == 403
        assert caller.put(f"{SHEET}/level", {"level": 0}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [f"{SHEET}x", "/assessments/1999-2000", "/assessments/abc", f"/assessments/{YEAR}/sheets/thpt/1.3"],
)
def test_what_is_not_there_is_404(caller, path):
    assert caller.get(path).status_code == 404
