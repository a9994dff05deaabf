"""The five kinds of organisations that come with the package."""

from __future__ import annotations

from typing import Any

from django.apps import apps

# (id, name, rank, is a school)
KINDS = (
    ("ministry", "Bộ Giáo dục và Đào tạo", 10, False),
    ("department", "Sở Giáo dục và Đào tạo", 20, False),
    ("district_office", "Phòng Giáo dục và Đào tạo", 30, False),
    ("commune", "Ủy ban nhân dân cấp xã", 40, False),
    ("school", "Cơ sở giáo dục", 50, True),
)


def install_kinds(*, using: str, **_: Any) -> None:
    """Add the kinds that are missing; those that an administrator has changed stay (called after every ``migrate``)."""
    kind = apps.get_model("organisations", "OrganisationKind")
    for kind_id, name, rank, is_school in KINDS:
        values = {"name": name, "rank": rank, "is_school": is_school}
        kind.objects.using(using).get_or_create(pk=kind_id, defaults=values)
