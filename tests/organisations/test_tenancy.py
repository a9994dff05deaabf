import pytest
from django.db import IntegrityError, connection, transaction

from minhdinh.organisations.tenancy import SameSchool, install, installed, missing, same_school_links
from tests.factories import World

LINKS = list(same_school_links())


def test_every_owned_model_declares_its_links_by_real_fields() -> None:
    assert LINKS
    assert all(link.column.endswith("_id") and link.name.startswith("same_school_") for link in LINKS)
    assert len({link.name for link in LINKS}) == len(LINKS)


def test_names_fit_postgresql() -> None:
    assert max(len(link.name) for link in LINKS) <= 60
    assert len(SameSchool("a" * 50, "b" * 50, "c").name) == 60


@pytest.mark.django_db
def test_the_database_enforces_every_link() -> None:
    assert missing(connection) == []
    assert {link.name for link in LINKS} <= installed(connection)


@pytest.mark.django_db
def test_installing_again_changes_nothing() -> None:
    before = installed(connection)
    install(connection)
    assert installed(connection) == before


@pytest.mark.django_db
def test_a_dropped_guard_is_missed_and_comes_back() -> None:
    link = LINKS[0]
    drop = {
        "sqlite": f'DROP TRIGGER "{link.name}_update"',
        "postgresql": f'ALTER TABLE "{link.table}" DROP CONSTRAINT "{link.name}"',
    }
    with connection.cursor() as cursor:
        cursor.execute(drop[connection.vendor])
    assert missing(connection) == [link.name]
    install(connection)
    assert missing(connection) == []


@pytest.mark.django_db
def test_a_row_cannot_point_to_another_schools_row(world: World) -> None:
    """Tried with a table of two columns, beneath all Python: the database itself refuses."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tenancy_parent (id bigint primary key, school_id bigint)")
        cursor.execute(
            "CREATE TABLE tenancy_child (id bigint primary key, parent_id bigint, school_id bigint)"
        )
        cursor.execute("INSERT INTO tenancy_parent VALUES (1, 10)")
        from minhdinh.organisations import tenancy

        statements = tenancy._postgresql if connection.vendor == "postgresql" else tenancy._sqlite
        for statement in statements(SameSchool("tenancy_child", "parent_id", "tenancy_parent")):
            cursor.execute(statement)
        cursor.execute("INSERT INTO tenancy_child VALUES (1, 1, 10)")
        cursor.execute("INSERT INTO tenancy_child VALUES (2, NULL, 11)")
    for wrong in (
        "INSERT INTO tenancy_child VALUES (3, 1, 11)",
        "UPDATE tenancy_child SET school_id = 11 WHERE id = 1",
        "UPDATE tenancy_child SET parent_id = 1 WHERE id = 2",
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            try_at_once(wrong)


def try_at_once(statement: str) -> None:
    """Run a statement; PostgreSQL would otherwise look at the constraint at the commit only."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
