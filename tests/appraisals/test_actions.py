"""The sentences of this room's audit actions: every one can be read, and is said in Vietnamese."""

import string

import pytest

from minhdinh.appraisals import actions
from minhdinh.audit.registry import action, inner_codes, sentence

CODES = sorted({value for name, value in vars(actions).items() if name.isupper() and isinstance(value, str)})


def test_there_are_actions_of_every_part() -> None:
    assert {"case.opened", "case.step", "case.due_moved", "regime.set", "regime.restored"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_holds_what_was_recorded(code: str) -> None:
    words = str(action(code).sentence)
    places = {name for _text, name, _spec, _turn in string.Formatter().parse(words) if name}
    read = sentence(code, {name: f"<{name}>" for name in places})
    assert "{" not in read
    for name in places:
        assert f"<{name}>" in read


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_is_read_even_where_data_is_missing(code: str) -> None:
    assert sentence(code, {})


def test_what_the_body_keeps_to_itself_is_inner() -> None:
    told = {
        "desk.slips_sent",
        "body.conflict",
        "body.overruled",
        "visit.planned",
        "visit.moved",
        "case.result",
    }
    told |= {"case.opinion_sent", "case.member_absent", "case.report_kept", "case.objection_replied"}
    assert told <= set(inner_codes())
    assert not {"case.step", "case.file_opened", "desk.file_opened", "question.asked"} & set(inner_codes())
