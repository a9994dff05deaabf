"""Migrations: named, reversible, complete, and independent of today's models."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.house_rules.checks import imported_modules, irreversible_operations
from tests.house_rules.tree import migrations, name_of, syntax_of

NAME = re.compile(r"^\d{4}_[a-z0-9_]+\.py$")


def test_migrations_are_named_by_a_person() -> None:
    wrong = [name_of(path) for path in migrations() if "_auto_" in path.name or not NAME.match(path.name)]
    assert wrong == [], "\n".join(wrong)


def test_migrations_can_be_undone() -> None:
    wrong = [
        f"{name_of(path)}:{line} {what}"
        for path in migrations()
        for line, what in irreversible_operations(syntax_of(path))
    ]
    assert wrong == [], "\n".join(wrong)


def test_migrations_import_no_models() -> None:
    """Today's model is not the model of the migration's day; ``apps.get_model`` gives that one."""
    models = re.compile(r"^minhdinh\.\w+\.(models|domain)\.(\w+\.)*[A-Z]")
    wrong = [
        f"{name_of(path)}:{line} imports {module}"
        for path in migrations()
        for line, module in imported_modules(syntax_of(path), "minhdinh")
        if models.match(module)
    ]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("minhdinh.")]
    said = StringIO()
    try:
        call_command("makemigrations", *ours, check=True, dry_run=True, stdout=said, no_color=True)
    except SystemExit:
        pytest.fail(said.getvalue())
