from django.db import migrations

from minhdinh.organisations.data.kinds import KINDS


def add_kinds(apps, schema_editor):
    kind = apps.get_model("organisations", "OrganisationKind")
    for pk, name, rank, is_school in KINDS:
        kind.objects.get_or_create(pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school})


def remove_kinds(apps, schema_editor):
    kind = apps.get_model("organisations", "OrganisationKind")
    kind.objects.filter(pk__in=[row[0] for row in KINDS], organisations__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_tree_and_schools")]

    operations = [migrations.RunPython(add_kinds, remove_kinds)]
