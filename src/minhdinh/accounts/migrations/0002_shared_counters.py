"""The table of the shared cache, where all web processes count attempts to sign in."""

from django.apps.registry import Apps
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def create(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the tables that are missing; one that is there stays."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the tables; what is counted there lives for minutes."""
    for cache in caches.all(initialized_only=False):
        if isinstance(cache, DatabaseCache):
            schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(cache._table)}")  # noqa: SLF001


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_user")]

    operations = [migrations.RunPython(create, drop)]
