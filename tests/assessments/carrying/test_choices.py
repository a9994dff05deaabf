"""A school's own crosswalk: kept beside the proposal, forgotten where it is the same."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.choices import (
    choices_of,
    mark_of,
    routes_between,
    save_choices,
    tried_choices,
)
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.models import CrosswalkChoice
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.carrying.years import OLD_SET, Years, other_set, texts_of
from tests.assessments.cases import SET, make_case, together, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def years() -> Years:
    return other_set()


def choose(years: Years, role: str = "", **choices: list[str]) -> int:
    named = {key[1:].replace("_", "."): value for key, value in choices.items()}
    return save_choices(
        actor=years.new.actor(role) if role else years.new.system,
        school_id=years.new.school.pk,
        source=packaged_set(OLD_SET),
        target=packaged_set(SET),
        choices=named,
    )


def test_a_choice_changes_where_texts_go(years: Years) -> None:
    write(
        years.old,
        "statement:tieu_hoc:1.4:1:1.4.1a" if years.old.track == "tieu_hoc" else years.old.slot("1.4"),
        "Đủ.",
    )
    assert choose(years, r1_4_1a=["1.2.1a", "1.2.1b"]) == 1
    years.carry()
    assert set(texts_of(years.new.assessment)) == {
        "statement:thcs:1.2:1:1.2.1a",
        "statement:thcs:1.2:1:1.2.1b",
    }


def test_an_empty_choice_leaves_the_text_behind(years: Years) -> None:
    choose(years, r1_4_1a=[])
    assert choices_of(years.new.school.pk, OLD_SET, SET) == {"1.4.1a": ()}
    routes = routes_between(packaged_set(OLD_SET), target_of(years.new.fresh()))
    assert routes.requirements_for("1.4.1a").targets == ()


def test_what_equals_the_proposal_is_no_choice(years: Years) -> None:
    assert choose(years, r1_4_1a=["2.1.1a"]) == 0
    choose(years, r1_4_1a=["1.2.1a"])
    assert choose(years, r1_4_1a=["2.1.1a"]) == 1
    assert not CrosswalkChoice.objects.exists()


def test_the_same_choice_again_changes_and_records_nothing(years: Years) -> None:
    choose(years, r1_4_1a=["1.2.1a"])
    assert choose(years, r1_4_1a=["1.2.1a", "1.2.1a"]) == 0
    assert Entry.objects.filter(action="assessment.crosswalk_chosen").count() == 1


def test_the_proposal_itself_never_changes(years: Years) -> None:
    choose(years, r1_4_1a=["1.2.1a"])
    other = make_case()
    assert choices_of(other.school.pk, OLD_SET, SET) == {}
    routes = routes_between(packaged_set(OLD_SET), target_of(other.fresh()))
    assert routes.requirements_for("1.4.1a").targets == ("2.1.1a",)


def test_an_unknown_requirement_is_refused_on_either_side(years: Years) -> None:
    with pytest.raises(NotHere):
        choose(years, r9_9_9=["1.2.1a"])
    with pytest.raises(Problem, match=r"bộ tiêu chuẩn mới không có 7\.7\.7z") as caught:
        choose(years, r1_4_1a=["7.7.7z"])
    assert caught.value.field == "1.4.1a"
    with pytest.raises(Problem, match="nhiều nhất 4"):
        choose(years, r1_4_1a=["1.2.1a", "1.2.1b", "1.2.1c", "1.2.1d", "1.2.1e"])
    assert not CrosswalkChoice.objects.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.SCHOOL_ADMIN])
def test_only_leaders_choose(years: Years, role: Role) -> None:
    with pytest.raises(NotAllowed):
        choose(years, role, r1_4_1a=[])


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.PRINCIPAL])
def test_leaders_choose_and_are_named(years: Years, role: Role) -> None:
    choose(years, role, r1_4_1a=[])
    assert CrosswalkChoice.objects.get().author == years.new.user(role)


def test_by_the_same_set_choices_are_not_asked() -> None:
    case = make_case()
    assert routes_between(packaged_set(SET), target_of(case.fresh())).choices == {}


def test_choices_of_two_people_never_go_over_one_another(years: Years) -> None:
    drawn = mark_of(choices_of(years.new.school.pk, OLD_SET, SET))
    choose(years, r1_4_1a=["1.2.1a"])
    with pytest.raises(Stale, match="người khác sửa"):
        save_choices(
            actor=years.new.system,
            school_id=years.new.school.pk,
            source=packaged_set(OLD_SET),
            target=packaged_set(SET),
            choices={"1.4.1a": ["1.2.1b"]},
            drawn=drawn,
        )
    assert CrosswalkChoice.objects.get().targets == ["1.2.1a"]


def test_trying_out_is_what_keeping_would_leave_and_writes_nothing(years: Years) -> None:
    choose(years, r1_1_1a=[], r1_4_1a=["1.2.1a"])
    wanted = {"1.4.1a": ("2.1.1a",), "1.1.1b": ("1.2.1a",)}
    tried = tried_choices(years.new.school.pk, packaged_set(OLD_SET), packaged_set(SET), wanted)
    assert tried == {"1.1.1a": (), "1.1.1b": ("1.2.1a",)}  # what equals the proposal is no choice
    assert choices_of(years.new.school.pk, OLD_SET, SET) == {"1.1.1a": (), "1.4.1a": ("1.2.1a",)}
    choose(years, r1_4_1a=["2.1.1a"], r1_1_1b=["1.2.1a"])
    assert choices_of(years.new.school.pk, OLD_SET, SET) == tried


def test_of_two_who_save_at_once_one_learns_of_the_other(
    transactional_db: None, django_db_serialized_rollback: None
) -> None:
    years = other_set()
    school = years.new.school.pk
    drawn = mark_of(choices_of(school, OLD_SET, SET))

    def saving(target: str) -> Callable[[], int]:
        return lambda: save_choices(
            actor=years.new.system,
            school_id=school,
            source=packaged_set(OLD_SET),
            target=packaged_set(SET),
            choices={"1.4.1a": [target]},
            drawn=drawn,
        )

    results = together(*(saving(f"1.2.1{letter}") for letter in "abab"))
    assert [one for one in results if one == 1] == [1], results
    assert sum(isinstance(one, Stale) for one in results) == 3, results


def test_choices_are_held_before_they_are_read(years: Years) -> None:
    school = years.new.school.pk
    drawn = mark_of(choices_of(school, OLD_SET, SET))
    with CaptureQueriesContext(connection) as queries:
        save_choices(
            actor=years.new.system,
            school_id=school,
            source=packaged_set(OLD_SET),
            target=packaged_set(SET),
            choices={"1.4.1a": ["1.2.1a"]},
            drawn=drawn,
        )
    tables = [query["sql"] for query in queries]
    read = next(at for at, sql in enumerate(tables) if CrosswalkChoice._meta.db_table in sql)
    assert any(sql.startswith("SAVEPOINT") for sql in tables[:read])
    assert any(Organisation._meta.db_table in sql for sql in tables[:read])
