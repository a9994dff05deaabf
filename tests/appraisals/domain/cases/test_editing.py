"""When a dossier may be changed, and how a form notices that it was changed meanwhile."""

import pytest
from django.db import transaction

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.editing import check_mark, hold_editable, is_editable, mark_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.common.problems import Problem, Stale
from tests.appraisals.registered import TT57, TT2018, make_registered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_only_two_stages_let_it_be_changed(name: str) -> None:
    world = make_registered(name, stage="study")
    found = set()
    with scopes_disabled():
        for stage in law_of(world.fresh()).stages:
            case = world.put(stage.id)
            if is_editable(law_of(case), case):
                found.add(stage.id)
    assert found == {"preparing", "returned"}


def test_it_is_held_as_the_database_has_it_now() -> None:
    world = make_registered()
    stale = world.fresh()
    with scopes_disabled(), transaction.atomic():
        assert hold_editable(stale).pk == stale.pk
    world.put("receiving")
    with scopes_disabled(), transaction.atomic(), pytest.raises(Problem, match="Hồ sơ đã gửi"):
        hold_editable(stale)


def test_a_mark_tells_any_change() -> None:
    known = mark_of("a", None, 1)
    assert known == mark_of("a", None, 1)
    others = {mark_of("a", None, 2), mark_of("a", "", 1), mark_of("aNone", 1), mark_of(None, "a", 1)}
    assert known not in others
    assert len(others) == 4


@pytest.mark.parametrize("mark", ["", "x", "\x00", mark_of("a", "b")])
def test_another_mark_is_stale_and_says_what_stands(mark: str) -> None:
    check_mark(mark_of("a"), "a", now="a")
    with pytest.raises(Stale, match="đang có gì"):
        check_mark(mark, "a", now="đang có gì")
