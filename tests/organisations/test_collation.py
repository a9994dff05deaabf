import pytest
from django.db import connection

from minhdinh.accounts.models import User
from minhdinh.organisations.collation import compare_by_code_point, key_columns, wrong_columns
from minhdinh.organisations.models import Organisation
from tests.factories import CommuneFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_keys_and_paths_are_known() -> None:
    columns = {(table, column) for table, column, _length in key_columns()}
    assert ("accounts_user", "sort_key") in columns
    assert ("organisations_organisation", "sort_key") in columns
    assert ("organisations_organisation", "path") in columns
    assert ("accounts_user", "username") not in columns
    assert ("auth_permission", "codename") not in columns


def test_every_key_compares_by_code_point() -> None:
    assert wrong_columns(connection) == []
    compare_by_code_point(connection)
    assert wrong_columns(connection) == []


def test_a_column_of_another_language_is_found_and_mended() -> None:
    """SQLite compares by code point by itself; there nothing is ever wrong."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                'ALTER TABLE accounts_user ALTER COLUMN sort_key TYPE varchar(600) COLLATE "und-x-icu"'
            )
        assert [column[:2] for column in wrong_columns(connection)] == [("accounts_user", "sort_key")]
    compare_by_code_point(connection)
    assert wrong_columns(connection) == []


def test_the_database_sorts_as_python_does() -> None:
    for name in ["Đỗ An", "Nguyễn Văn Bình", "An", "Vũ Ân", "Lê Xuân", "Trần Uy", "Hồ Ưng", "Ôn Yến", "Z Vy"]:
        UserFactory(full_name=name)
        CommuneFactory(name=f"Xã {name}")
    for rows in (User.objects.all(), Organisation.objects.all()):
        keys = list(rows.order_by("sort_key").values_list("sort_key", flat=True))
        assert keys == sorted(keys)
