"""The entries of this room in a school's menu, in the regulation's order."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import Permission
from minhdinh.organisations.web import NavEntry

ENTRIES = (
    NavEntry("assess", 60, _("Minh chứng"), "files", "evidence:list", Permission.EVIDENCE_VIEW),
    NavEntry(
        "assess", 62, _("Sức khỏe minh chứng"), "shield-check", "evidence:health", Permission.EVIDENCE_VERIFY
    ),
    NavEntry(
        "assess",
        61,
        _("Thu thập minh chứng"),
        "clipboard-list",
        "evidence:collecting",
        Permission.EVIDENCE_CONTRIBUTE,
    ),
    NavEntry("assess", 61, _("Gửi minh chứng"), "upload", "evidence:send", Permission.EVIDENCE_CONTRIBUTE),
    NavEntry("system", 30, _("Kho tệp của các trường"), "database", "evidence:quotas", Permission.SYSTEM_MANAGE, needs_year=False),
)  # fmt: skip
