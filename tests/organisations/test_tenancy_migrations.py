"""Tables change under the guard of schools, and it stands again afterwards."""

import pytest
from django.db import connection, models

from minhdinh.assessments.models import Sheet
from minhdinh.organisations.tenancy import install, installed, lift_before_migrate, missing

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _guarded_again():
    yield
    install(connection)


def test_sqlite_lets_go_while_tables_change():
    before = installed(connection)
    lift_before_migrate(using="default", plan=[object()])
    assert installed(connection) == (set() if connection.vendor == "sqlite" else before)
    install(connection)
    assert missing(connection) == []


def test_nothing_is_lifted_where_nothing_changes():
    before = installed(connection)
    lift_before_migrate(using="default", plan=[])
    assert installed(connection) == before


def test_a_table_that_others_point_to_can_be_remade():
    field = models.CharField(max_length=5, default="", db_default="")
    field.set_attributes_from_name("remade")
    field.model = Sheet
    lift_before_migrate(using="default", plan=[object()])
    with connection.schema_editor() as editor:
        editor.add_field(Sheet, field)
    install(connection)
    assert missing(connection) == []
    lift_before_migrate(using="default", plan=[object()])
    with connection.schema_editor() as editor:
        editor.remove_field(Sheet, field)
