"""A kept report: what is in it, its hash, that it never changes and that a changed one is found."""

import copy
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.content import DRAFT, FINAL, build_content, digest, is_intact
from minhdinh.appraisals.domain.concluding.queries import newest_draft, sent_drafts
from minhdinh.appraisals.domain.concluding.responding import ObjectionValues, save_objection
from minhdinh.appraisals.enums import Act, ResponseKind
from minhdinh.appraisals.models import Draft
from tests.appraisals.concluded import (
    ADVICE,
    REASON,
    STRENGTH,
    answer,
    conclude,
    confirm,
    finished,
    make_concluding,
    send_draft,
    step,
    write_report,
)
from tests.appraisals.registered import TT57, TT2018
from tests.assessments.cases import SMALL

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_what_is_in_a_draft(name: str) -> None:
    world = make_concluding(name)
    draft = send_draft(world)
    content = draft.content
    assert [one["criterion"] for one in content["criteria"]] == list(SMALL)
    first = content["criteria"][0]
    assert (first["self_level"], first["level"], first["strengths"], first["advice"]) == (
        1,
        1,
        STRENGTH,
        ADVICE,
    )
    assert content["seal"]["sha256"] == world.fresh().seal.sha256
    assert len(content["body"]["members"]) == 3
    assert content["result"]["concluded"] is None  # nobody confirmed it
    assert content["result"]["held"]["level"] == 1
    assert (content["opinions"] is None) is (name == TT2018)
    assert content["kind"] == DRAFT
    json.dumps(content, allow_nan=False)


def test_a_draft_stays_as_it_was_sent() -> None:
    world = make_concluding(TT2018)
    draft = send_draft(world)
    kept = copy.deepcopy(draft.content), draft.sha256
    answer(world)
    for criterion in SMALL:
        conclude(world, criterion, 0, reason=REASON, strengths="Viết lại hết")
    confirm(world)
    step(world, Act.FINALISE)
    draft.refresh_from_db()
    assert (draft.content, draft.sha256) == kept
    assert is_intact(draft)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(SMALL), st.sampled_from(["level", "strengths", "weaknesses", "reason"]), st.data())
def test_any_change_of_a_kept_report_is_found(criterion: str, part: str, data: st.DataObject) -> None:
    content = {
        "criteria": [
            {"criterion": code, "level": 1, "strengths": "", "weaknesses": "", "reason": ""} for code in SMALL
        ]
    }
    draft = Draft(content=content, sha256=digest(content))
    assert is_intact(draft)
    value = data.draw(st.integers(2, 9) if part == "level" else st.text(min_size=1))
    row = next(one for one in content["criteria"] if one["criterion"] == criterion)
    row[part] = value  # type: ignore[assignment]
    assert not is_intact(draft)


def test_a_row_altered_in_the_database_is_found() -> None:
    world = make_concluding(TT2018)
    draft = send_draft(world)
    with scopes_disabled():
        content = copy.deepcopy(draft.content)
        content["criteria"][0]["level"] = 2
        Draft.objects.filter(pk=draft.pk).update(content=content)
        found = newest_draft(world.fresh())
    assert found is not None
    assert not is_intact(found)


def test_the_same_report_has_the_same_hash_whoever_asks() -> None:
    world = make_concluding(TT57)
    write_report(world)
    with scopes_disabled():
        case = world.fresh()
        assert digest(build_content(case, DRAFT)) == digest(build_content(case, DRAFT))
        assert digest(build_content(case, DRAFT)) != digest(build_content(case, FINAL))


def test_what_the_school_prepares_is_in_no_draft() -> None:
    world = make_concluding(TT2018)
    send_draft(world)
    with scopes_disabled():
        save_objection(
            actor=world.secretary(), case=world.fresh(), values=ObjectionValues("Riêng của trường")
        )
        assert build_content(world.fresh(), DRAFT)["objections"] == []
    answer(world, ResponseKind.OBJECTED)
    with scopes_disabled():
        assert build_content(world.fresh(), FINAL)["objections"][0]["text"] == "Riêng của trường"


def test_a_final_report_taken_back_is_no_draft_of_the_school() -> None:
    world = finished(TT2018)
    step(world, Act.SEND_BACK, world.specialist(), "Xem lại")
    with scopes_disabled():
        assert [one.number for one in sent_drafts(world.fresh())] == [1]


def test_queries_do_not_grow_with_the_criteria() -> None:
    world = make_concluding(TT57)
    counts = []
    for criterion in ("", *SMALL):
        if criterion:
            conclude(world, criterion)
        with scopes_disabled(), CaptureQueriesContext(connection) as caught:
            build_content(world.fresh(), DRAFT)
        counts.append(len(caught))
    assert len(set(counts)) == 1, counts
