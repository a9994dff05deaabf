import io
from contextvars import Context

import pytest

from minhdinh.access.scope import ScopeError, school_scope
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.domain.seal_queries import (
    seal_by_id,
    seal_by_token,
    seal_of_school,
    seals_of,
    signed_copy_by_id,
)
from minhdinh.assessments.domain.signed_copies import attach_signed_copy
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Seal
from tests.assessments.cases import PDF, Case, advance, make_case, small_set


@pytest.fixture
def seal(decided: Case) -> Seal:
    found = advance(decided, State.SEALED)
    assert found is not None
    return found


def test_seals_newest_first(decided: Case, seal: Seal) -> None:
    reopen(actor=decided.system, assessment=decided.assessment, reason="Bổ sung")
    second = advance(decided, State.SEALED)
    assert list(seals_of(decided.assessment)) == [second, seal]


def test_a_seal_is_found_inside_its_own_assessment_only(decided: Case, seal: Seal) -> None:
    other = make_case(standard_set=small_set())
    assert seal_by_id(decided.assessment, seal.pk) == seal
    assert seal_by_id(other.assessment, seal.pk) is None
    assert seal_of_school(decided.school.pk, seal.pk) == seal
    assert seal_of_school(other.school.pk, seal.pk) is None


def test_a_signed_copy_is_found_inside_its_own_assessment_only(decided: Case, seal: Seal) -> None:
    copy = attach_signed_copy(
        actor=decided.system, seal=seal, stream=io.BytesIO(PDF), name="ky.pdf", size=len(PDF)
    )
    other = make_case(standard_set=small_set())
    assert signed_copy_by_id(decided.assessment, copy.pk) == copy
    assert signed_copy_by_id(other.assessment, copy.pk) is None


def test_the_token_of_a_printed_paper_finds_its_seal_without_any_scope(decided: Case, seal: Seal) -> None:
    assert seal_by_token(seal.token) == seal
    for wrong in ("", "x", seal.token[:-1], seal.token.swapcase() + "a"):
        assert seal_by_token(wrong) is None


def test_anything_else_needs_the_schools_scope(decided: Case, seal: Seal) -> None:
    with school_scope(decided.school.pk):
        assert seal_by_id(decided.assessment, seal.pk) == seal
    other = make_case(standard_set=small_set())
    with school_scope(other.school.pk):
        assert seal_of_school(decided.school.pk, seal.pk) is None


def test_no_scope_no_answer(decided: Case, seal: Seal) -> None:
    with pytest.raises(ScopeError):
        Context().run(seal_of_school, decided.school.pk, seal.pk)
