"""What the database itself keeps of a registration."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.access.scope import ScopeError, school_scope, scopes_disabled
from minhdinh.appraisals.enums import Act, FileKind, Outcome
from minhdinh.appraisals.models import Case, CaseCondition, CaseFile, CaseStep
from tests.appraisals.registered import World, make_registered

pytestmark = pytest.mark.django_db


def again(world: World, **values: object) -> None:
    """Save the registration once more as another row."""
    case = world.fresh()
    case.pk, case._state.adding = None, True
    for name, value in values.items():
        setattr(case, name, value)
    with scopes_disabled(), transaction.atomic():
        case.save()


def test_one_open_registration_a_school() -> None:
    world = make_registered()
    with pytest.raises(IntegrityError):
        again(world)
    again(world, outcome=Outcome.WITHDRAWN, closed_at=timezone.now())


@pytest.mark.parametrize("values", [{"outcome": Outcome.REFUSED}, {"closed_at": timezone.now()}])
def test_it_is_closed_with_an_outcome_or_not_at_all(values: dict[str, object]) -> None:
    world = make_registered()
    with pytest.raises(IntegrityError):
        again(world, **values)


def test_a_number_of_the_department_is_given_once() -> None:
    world = make_registered(stage="accepted")
    with pytest.raises(IntegrityError):
        again(world, outcome=Outcome.WITHDRAWN, closed_at=timezone.now())


def test_a_step_and_a_condition_stand_once() -> None:
    world = make_registered()
    step = {
        "school": world.school, "case": world.fresh(), "sequence": 1, "act": Act.SEND, "from_stage": "preparing",
        "to_stage": "checking", "by_name": "A", "taken_at": timezone.now(),
    }  # fmt: skip
    said = {
        "school": world.school, "case": world.fresh(), "key": "a", "said_by_name": "A", "said_at": timezone.now()
    }  # fmt: skip
    with scopes_disabled():
        for model, values in ((CaseStep, step), (CaseCondition, said)):
            model.objects.create(**values)
            with pytest.raises(IntegrityError), transaction.atomic():
                model.objects.create(**values)


def test_a_phone_s_file_stands_once_and_others_as_often_as_they_come() -> None:
    world = make_registered()
    with scopes_disabled():
        values = {
            "school": world.school, "case": world.fresh(), "kind": FileKind.PICTURE, "blob": world.fresh().seal.blob,
            "name": "a.jpg", "by_name": "A",
        }  # fmt: skip
        for client_id in ("", "", "x"):
            CaseFile.objects.create(**values, client_id=client_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseFile.objects.create(**values, client_id="x")


def test_no_row_is_read_without_a_scope_or_from_another_school_s() -> None:
    world, other = make_registered(), make_registered()
    with pytest.raises(ScopeError):
        list(Case.objects.all())
    with school_scope(other.school.pk):
        assert not Case.objects.filter(pk=world.registered.pk).exists()
