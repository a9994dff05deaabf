"""Every school once, however small the pieces; what belongs to a school comes with it."""

import pytest

from minhdinh.access.scope import path_scope
from minhdinh.oversight.domain.board import board_rows
from minhdinh.oversight.domain.board_export import export_pages
from tests.factories import SchoolFactory, make_world
from tests.oversight.boards import YEAR, opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("piece", [1, 3, 100])
def test_pieces_leave_nothing_out(piece: int) -> None:
    world = make_world()
    SchoolFactory.create_batch(4, under=world.commune)
    opened(world.school)
    with path_scope(world.department.path):
        rows = board_rows(world.department, YEAR, [])
        found = list(export_pages(rows, ("school__sort_key", "id"), piece=piece))
    assert len({row.pk for row, _parent, _gaps in found}) == len(found) == 6
    first, parent, gaps = found[0]
    assert (first.school, parent) == (world.school, world.commune.name)
    assert gaps > 0
    assert [count for _row, _parent, count in found[1:]] == [0] * 5


def test_an_empty_list_is_empty() -> None:
    world = make_world()
    with path_scope(world.commune.path):
        rows = board_rows(world.commune, YEAR, []).none()
        assert list(export_pages(rows, ("id",))) == []
