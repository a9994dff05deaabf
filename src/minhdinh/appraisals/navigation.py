"""The entries of this room in the menus of schools and offices."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

CHECK = _("Kiểm tra chéo")
ENTRIES: tuple[NavEntry, ...] = (
    NavEntry(
        "oversee",
        62,
        _("Hồ sơ đăng ký"),
        "clipboard-list",
        "appraisals:case",
        P.CASE_VIEW,
        needs_year=False,
    ),
    NavEntry("oversee", 65, CHECK, "git-compare", "appraisals:crosscheck-office", P.OFFICE_VIEW),
    NavEntry(
        "office",
        45,
        _("Quy định đánh giá"),
        "scale",
        "appraisals:regime",
        P.OFFICE_VIEW,
        needs_year=False,
    ),
    NavEntry(
        "oversee",
        62,
        _("Đoàn, hội đồng"),
        "users-group",
        "appraisals:bodies",
        P.CASE_MANAGE,
        needs_year=False,
    ),
    NavEntry("external", 135, CHECK, "git-compare", "appraisals:crosscheck-school", P.SHEET_VIEW),
    NavEntry(
        "external",
        136,
        _("Kiểm tra chéo trường này"),
        "git-compare",
        "appraisals:crosscheck-review",
        P.CROSSCHECK_REVIEW,
    ),
    NavEntry(
        "external",
        137,
        _("Phòng đánh giá trường này"),
        "clipboard-check",
        "appraisals:desk-mine",
        P.CASE_EXAMINE,
        needs_year=False,
    ),
    NavEntry(
        "external",
        120,
        _("Đăng ký đánh giá, thẩm định"),
        "send",
        "appraisals:case-school-list",
        P.CASE_VIEW,
        needs_year=False,
    ),
)
