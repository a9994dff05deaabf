import pytest
from django.db import connections

from minhdinh.config.backup.snapshot import database_snapshot
from minhdinh.organisations.models import Organisation
from tests.factories import MinistryFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def codes(snapshot):
    return {code for (code,) in snapshot.rows(Organisation, ["code"])}


def test_it_sees_one_moment_while_others_write():
    MinistryFactory(code="before")
    with database_snapshot() as snapshot:
        MinistryFactory(code="meanwhile")
        assert codes(snapshot) == {"before"}
        assert codes(snapshot) == {"before"}
    with database_snapshot() as snapshot:
        assert codes(snapshot) == {"before", "meanwhile"}


def test_rows_come_in_the_order_of_their_keys():
    made = [MinistryFactory(name=f"Bộ {number}").pk for number in range(5)]
    with database_snapshot() as snapshot:
        assert list(snapshot.rows(Organisation, ["pk"])) == [(key,) for key in made]
        assert snapshot.vendor == connections["default"].vendor


def test_nothing_is_left_open():
    with pytest.raises(RuntimeError), database_snapshot() as snapshot:
        raise RuntimeError("cable pulled")
    assert snapshot.connection.connection is None
    assert "snapshot" not in connections


def test_it_does_not_touch_the_settings_of_the_ordinary_connection():
    before = dict(connections["default"].settings_dict["OPTIONS"])
    with database_snapshot():
        assert connections["default"].settings_dict["OPTIONS"] == before


def test_a_snapshot_cannot_be_read_after_its_end():
    with database_snapshot() as snapshot:
        assert codes(snapshot) == set()
    assert snapshot.connection.connection is None
