"""Certificates, scans, revocations with their reason, remedy periods, and the clock's notices."""

import datetime as dt
import secrets

import django.db.models.deletion
from django.db import migrations, models

BATCH = 1000
YEARS = 5
FIRST_MONTH = 8


def days_of(row):
    """Return the first and the last day as the rules of this version had them: the printed end, else five years."""
    starts = row.decided_on or dt.date(int(row.year[:4]), FIRST_MONTH, 1)
    if row.valid_to:
        return min(starts, row.valid_to), row.valid_to
    try:
        full = starts.replace(year=starts.year + YEARS)
    except ValueError:
        full = dt.date(starts.year + YEARS, 3, 1)
    return starts, full - dt.timedelta(days=1)


def fill(apps, schema_editor):
    """Give every decision its days and the address of its public page."""
    model = apps.get_model("recognition", "Decision")
    rows = model._base_manager.using(schema_editor.connection.alias)
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for row in found:
            row.starts_on, row.ends_on = days_of(row)
            row.token = secrets.token_urlsafe(12)
        rows.bulk_update(found, ["starts_on", "ends_on", "token"])
        last = found[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0003_health_and_packs"),
        ("organisations", "0005_succession"),
        ("recognition", "0001_recorded_facts"),
    ]

    operations = [
        migrations.AddField(
            "decision", "certificate_number",
            models.CharField(blank=True, max_length=100, verbose_name="số bằng, giấy chứng nhận", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision", "certificate_on",
            models.DateField(blank=True, null=True, verbose_name="ngày cấp bằng, giấy chứng nhận"),
        ),
        migrations.AddField(
            "decision", "regime",
            models.CharField(blank=True, max_length=20, verbose_name="quy định áp dụng", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision", "revoked_number",
            models.CharField(blank=True, max_length=100, verbose_name="số quyết định thu hồi", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision", "revoked_ground",
            models.CharField(blank=True, max_length=20, verbose_name="trường hợp thu hồi", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision", "revoked_reason",
            models.CharField(blank=True, max_length=400, verbose_name="lý do thu hồi", default=""),
            preserve_default=False,
        ),
        migrations.AddField("decision", "starts_on", models.DateField(null=True)),
        migrations.AddField("decision", "ends_on", models.DateField(null=True)),
        migrations.AddField(
            "decision", "scan",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="+", to="evidence.blob",
            ),
        ),
        migrations.AddField(
            "decision", "scan_name",
            models.CharField(blank=True, max_length=250, verbose_name="tệp quét", default=""),
            preserve_default=False,
        ),
        migrations.AddField("decision", "token", models.CharField(max_length=32, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
