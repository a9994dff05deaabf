from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import Permission


class TokenScope(models.TextChoices):
    """What a token may be used for; never more than its owner may do."""

    READ = "read", _("Đọc")
    WRITE = "write", _("Viết phiếu, báo cáo")
    EVIDENCE = "evidence", _("Gửi, gắn minh chứng")
    DOCUMENTS = "documents", _("Xuất biểu mẫu")


P = Permission
SCOPE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    TokenScope.READ: frozenset({P.SCHOOL_VIEW, P.SHEET_VIEW, P.EVIDENCE_VIEW, P.OFFICE_VIEW}),
    TokenScope.WRITE: frozenset(
        {P.SCHOOL_VIEW, P.SHEET_VIEW, P.SHEET_WRITE, P.SHEET_WRITE_ANY, P.REPORT_WRITE, P.YEAR_OPEN}
    ),
    TokenScope.EVIDENCE: frozenset(
        {P.SCHOOL_VIEW, P.EVIDENCE_VIEW, P.EVIDENCE_CONTRIBUTE, P.EVIDENCE_MANAGE, P.EVIDENCE_VERIFY}
    ),
    TokenScope.DOCUMENTS: frozenset({P.SCHOOL_VIEW, P.SHEET_VIEW, P.DOCUMENT_MAKE}),
}
