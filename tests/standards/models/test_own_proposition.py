import pytest
from django.db.models import ProtectedError

from minhdinh.standards.models import OwnProposition
from tests.factories import World
from tests.standards.own import make_own


@pytest.mark.django_db
def test_a_row_names_itself_and_its_proposition(world: World) -> None:
    row = make_own(world.school, text="Có vườn rau.")
    assert str(row) == "1.1.1a: Có vườn rau."
    assert row.proposition_id == f"rieng-{row.pk}"
    assert "id" not in row.content
    assert row.get_group_display() == "Thực hiện"


@pytest.mark.django_db
def test_rows_stand_in_the_order_of_the_set(world: World) -> None:
    make_own(world.school, requirement="1.1.1b")
    make_own(world.school, requirement="1.1.1a")
    assert [row.requirement for row in OwnProposition.objects.all()] == ["1.1.1a", "1.1.1b"]


@pytest.mark.django_db
def test_an_owner_is_not_deleted_under_its_propositions(world: World) -> None:
    make_own(world.other_school)
    with pytest.raises(ProtectedError):
        world.other_school.delete()
