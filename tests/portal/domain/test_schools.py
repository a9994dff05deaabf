import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.schools import SchoolFilter, held_by, read_filter, schools_found
from minhdinh.portal.enums import Recognised
from minhdinh.recognition.domain.decisions import revoke_decision
from tests.factories import SchoolFactory, World, make_world
from tests.portal.national import TODAY, held
from tests.recognition.register import recognise

NEAR = dt.date(2027, 3, 1)
PAST = dt.date(2026, 6, 1)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def found(**wanted: str) -> set[str]:
    return {one.code for one in schools_found(SchoolFilter(**wanted), TODAY)}


def test_words_are_found_without_diacritics_in_any_order(world: World) -> None:
    assert found(q="binh AN thcs") == {"thcs-an-binh"}
    assert found(q="An Bình") == {"thcs-an-binh"}
    assert found(q="không có") == set()


def test_a_school_that_is_closed_is_not_listed(world: World) -> None:
    Organisation.objects.filter(pk=world.school.pk).update(active=False)
    assert found() == {"thcs-phu-son"}


def test_the_kind_of_school_narrows_the_list(world: World) -> None:
    SchoolFactory(code="mn", under=world.commune, profile__school_type="mam_non")
    assert found(school_type="mam_non") == {"mn"}
    assert found(school_type="khac") == set()


@pytest.fixture
def four(world: World) -> World:
    """A school that holds for long, one whose end is near, one whose end has passed, one without decision."""
    held(world.school, degree=2, grade=3)
    held(world.other_school, NEAR, degree=1)
    held(SchoolFactory(code="het-han", under=world.commune), PAST, degree=1)
    SchoolFactory(code="chua-co", under=world.commune)
    return world


@pytest.mark.parametrize(
    ("standing", "codes"),
    [
        ("valid", {"thcs-an-binh"}),
        ("expiring", {"thcs-phu-son"}),
        ("ended", {"het-han"}),
        ("none", {"chua-co"}),
        ("", {"thcs-an-binh", "thcs-phu-son", "het-han", "chua-co"}),
        ("bogus", set()),
    ],
)
def test_the_state_of_recognition_narrows_the_list(four: World, standing: str, codes: set[str]) -> None:
    assert found(standing=standing) == codes
    if standing in Recognised.values:
        ids = [one.pk for one in schools_found(SchoolFilter(), TODAY)]
        known = held_by(ids, TODAY)
        shown = {
            one.code
            for one in Organisation.objects.filter(pk__in=ids)
            if (known[one.pk].standing if one.pk in known else Recognised.NONE) == standing
        }
        assert shown == codes


def test_a_degree_counts_while_it_runs(four: World) -> None:
    assert found(degree="1") == {"thcs-phu-son"}
    assert found(degree="2", grade="3") == {"thcs-an-binh"}
    assert found(grade="x") == found(degree="²") == found(degree="11") == set()


def test_degree_and_grade_may_come_from_two_decisions(world: World) -> None:
    held(world.school, degree=1, number="1/QĐ")
    held(world.school, NEAR, grade=2, degree=None, number="2/QĐ", decided_on=dt.date(2025, 3, 1))
    known = held_by([world.school.pk], TODAY)[world.school.pk]
    assert (known.degree, known.grade, known.ends_on) == (1, 2, NEAR)
    assert known.standing == Recognised.EXPIRING


def test_a_newer_decision_takes_the_place_of_the_older(world: World) -> None:
    held(world.school, NEAR, degree=1, number="1/QĐ")
    held(world.school, dt.date(2030, 6, 1), degree=2, number="2/QĐ")
    known = held_by([world.school.pk], TODAY)[world.school.pk]
    assert (known.degree, known.ends_on, known.standing) == (2, dt.date(2030, 6, 1), Recognised.VALID)
    assert found(degree="1") == set()


def test_a_revoked_decision_ends_at_once(world: World) -> None:
    decision = recognise(world.school, valid_to=dt.date(2029, 6, 1))
    revoke_decision(
        actor=system_actor(world.school.pk),
        school=world.school,
        decision_id=decision.pk,
        day=PAST,
        reason="Không còn đạt",
        number="9/QĐ",
    )
    known = held_by([world.school.pk], TODAY)[world.school.pk]
    assert (known.standing, known.ends_on) == (Recognised.ENDED, PAST - dt.timedelta(1)), (
        "not the end that it had said"
    )
    assert found(standing="ended") == {"thcs-an-binh"}


def test_what_was_replaced_does_not_come_back_when_the_newer_one_ends(world: World) -> None:
    held(world.school, dt.date(2030, 6, 1), degree=1, number="1/QĐ", decided_on=dt.date(2024, 3, 1))
    held(world.school, PAST, degree=2, number="2/QĐ", decided_on=dt.date(2025, 3, 1))
    known = held_by([world.school.pk], TODAY)[world.school.pk]
    assert (known.standing, known.ends_on) == (Recognised.ENDED, PAST)


def test_a_filter_is_read_from_an_address_and_cut() -> None:
    wanted = read_filter({"q": "  an  ", "degree": "1", "strange": "x", "commune": "y" * 500})
    assert (wanted.q, wanted.degree, len(wanted.commune), wanted.is_set) == ("an", "1", 100, True)
    assert not read_filter({}).is_set
