"""The entries of this room in the menus of schools and offices."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

CHECK = _("Kiểm tra chéo")
ENTRIES: tuple[NavEntry, ...] = (
    NavEntry("oversee", 65, CHECK, "git-compare", "appraisals:crosscheck-office", P.OFFICE_VIEW),
    NavEntry("improve", 135, CHECK, "git-compare", "appraisals:crosscheck-school", P.SHEET_VIEW),
    NavEntry(
        "improve",
        136,
        _("Kiểm tra chéo trường này"),
        "git-compare",
        "appraisals:crosscheck-review",
        P.CROSSCHECK_REVIEW,
    ),
)
