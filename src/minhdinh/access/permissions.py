"""Who may do what: the one registry of permissions and of the roles that hold them.

A permission is a namespaced string. A role is a set of permissions held in one organisation; offices hold theirs
for every organisation below them. Anything not granted here is refused.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """Everything that can be allowed."""

    SCHOOL_VIEW = "school.view", _("Xem trang của trường")
    SCHOOL_EDIT = "school.edit", _("Sửa hồ sơ trường")
    PEOPLE_MANAGE = "people.manage", _("Cấp và quản lý tài khoản")
    YEAR_OPEN = "year.open", _("Mở năm học")
    COUNCIL_MANAGE = "council.manage", _("Lập hội đồng, phân công, kế hoạch")
    SHEET_VIEW = "sheet.view", _("Xem phiếu tiêu chí")
    SHEET_WRITE = "sheet.write", _("Viết phiếu tiêu chí được phân công")
    SHEET_WRITE_ANY = "sheet.write_any", _("Viết mọi phiếu tiêu chí")
    REPORT_WRITE = "report.write", _("Viết nhận xét, báo cáo, bảng số liệu")
    EVIDENCE_VIEW = "evidence.view", _("Xem minh chứng")
    EVIDENCE_CONTRIBUTE = "evidence.contribute", _("Gửi minh chứng")
    EVIDENCE_MANAGE = "evidence.manage", _("Quản lý minh chứng")
    EVIDENCE_VERIFY = "evidence.verify", _("Xác minh minh chứng")
    EVIDENCE_SENSITIVE = "evidence.sensitive", _("Xem minh chứng nhạy cảm")
    ASSESSMENT_SUBMIT = "assessment.submit", _("Trình duyệt báo cáo")
    ASSESSMENT_APPROVE = "assessment.approve", _("Duyệt hoặc trả lại báo cáo")
    ASSESSMENT_CONFIRM = "assessment.confirm", _("Xác nhận và niêm phong báo cáo")
    ASSESSMENT_REOPEN = "assessment.reopen", _("Mở lại báo cáo đã niêm phong")
    IMPROVEMENT_VIEW = "improvement.view", _("Xem kế hoạch cải tiến")
    IMPROVEMENT_ACT = "improvement.act", _("Ghi tiến độ việc cải tiến mình phụ trách")
    IMPROVEMENT_WRITE = "improvement.write", _("Soạn kế hoạch cải tiến, ghi tiến độ, giám sát")
    IMPROVEMENT_APPROVE = "improvement.approve", _("Duyệt kế hoạch cải tiến")
    IMPROVEMENT_OUTSIDE = "improvement.outside_approve", _("Phê duyệt việc cải tiến trường trình lên")
    DOCUMENT_MAKE = "document.make", _("Xuất biểu mẫu")
    AUDIT_VIEW = "audit.view", _("Xem nhật ký")
    DOSSIER_EXCHANGE = "dossier.exchange", _("Xuất, nhập hồ sơ trường")
    OFFICE_VIEW = "office.view", _("Xem trang của cơ quan")
    CAMPAIGN_MANAGE = "campaign.manage", _("Mở và sửa đợt công tác")
    SCHOOL_REMIND = "school.remind", _("Nhắc nhở trường")
    OFFICE_NOTE = "office.note", _("Ghi chú về trường")
    SCHEDULE_MANAGE = "schedule.manage", _("Lập lịch đánh giá ngoài")
    CROSSCHECK_MANAGE = "crosscheck.manage", _("Phân công kiểm tra chéo")
    CROSSCHECK_REVIEW = "crosscheck.review", _("Kiểm tra chéo báo cáo được giao")
    CASE_VIEW = "case.view", _("Xem hồ sơ đăng ký đánh giá ngoài, thẩm định")
    CASE_PREPARE = "case.prepare", _("Chuẩn bị hồ sơ đăng ký, trả lời đoàn hoặc hội đồng")
    CASE_SEND = "case.send", _("Gửi, rút hồ sơ đăng ký; phản hồi dự thảo báo cáo")
    CASE_INTAKE = "case.intake", _("Nhận, kiểm tra, chuyển hồ sơ đăng ký")
    CASE_MANAGE = "case.manage", _("Tiếp nhận hồ sơ, lập đoàn hoặc hội đồng, trình quyết định")
    CASE_EXAMINE = "case.examine", _("Đánh giá ngoài, thẩm định hồ sơ được giao")
    TRAINING_MANAGE = "training.manage", _("Quản lý tập huấn và ban điều hành")
    LEGAL_MANAGE = "legal.manage", _("Quản lý thư viện văn bản")
    SUGGESTIONS_MANAGE = "suggestions.manage", _("Quản lý mệnh đề gợi ý riêng")
    SUGGESTIONS_OFFER = "suggestions.offer", _("Bổ sung mệnh đề gợi ý cho các trường")
    OFFICE_REPORT = "office.report", _("Lập báo cáo của cơ quan")
    HISTORY_IMPORT = "history.import", _("Nhập dữ liệu các năm trước")
    REGISTRATION_RECORD = "registration.record", _("Ghi nhận đăng ký, đánh giá ngoài")
    RECOGNITION_RECORD = "recognition.record", _("Ghi nhận quyết định công nhận")
    ORGANISATIONS_MANAGE = "organisations.manage", _("Quản lý đơn vị trực thuộc")
    TEMPLATES_MANAGE = "templates.manage", _("Thay mẫu biểu")
    STANDARDS_MANAGE = "standards.manage", _("Quản lý bộ tiêu chuẩn")
    SYSTEM_MANAGE = "system.manage", _("Quản trị hệ thống")


class Role(models.TextChoices):
    """What a person is in an organisation."""

    SYSTEM_ADMIN = "system_admin", _("Quản trị hệ thống")
    DEPARTMENT_ADMIN = "department_admin", _("Quản trị Sở GDĐT")
    DEPARTMENT_SPECIALIST = "department_specialist", _("Chuyên viên Sở GDĐT")
    DEPARTMENT_LEADER = "department_leader", _("Lãnh đạo Sở GDĐT")
    COMMUNE_OFFICER = "commune_officer", _("Công chức cấp xã phụ trách giáo dục")
    DISTRICT_OFFICER = "district_officer", _("Chuyên viên Phòng GDĐT")
    MINISTRY_OFFICER = "ministry_officer", _("Chuyên viên Bộ GDĐT")
    SUPERVISOR = "supervisor", _("Người giám sát của Ủy ban nhân dân")
    SCHOOL_ADMIN = "school_admin", _("Quản trị của trường")
    PRINCIPAL = "principal", _("Hiệu trưởng")
    CHAIR = "chair", _("Chủ tịch hội đồng tự đánh giá")
    VICE_CHAIR = "vice_chair", _("Phó chủ tịch hội đồng tự đánh giá")
    SECRETARY = "secretary", _("Thư ký hội đồng tự đánh giá")
    MEMBER = "member", _("Thành viên hội đồng, nhóm công tác")
    CONTRIBUTOR = "contributor", _("Người gửi minh chứng")
    VIEWER = "viewer", _("Người xem")
    CROSS_REVIEWER = "cross_reviewer", _("Người kiểm tra chéo")
    EXAMINER = "examiner", _("Thành viên đoàn đánh giá ngoài, hội đồng thẩm định")


P = Permission
READ_SCHOOL = frozenset(
    {P.SCHOOL_VIEW, P.SHEET_VIEW, P.EVIDENCE_VIEW, P.DOCUMENT_MAKE, P.IMPROVEMENT_VIEW, P.CASE_VIEW}
)
WRITE = READ_SCHOOL | {P.SHEET_WRITE, P.EVIDENCE_CONTRIBUTE, P.IMPROVEMENT_ACT}
LEAD = WRITE | {
    P.SHEET_WRITE_ANY, P.REPORT_WRITE, P.EVIDENCE_MANAGE, P.EVIDENCE_VERIFY, P.EVIDENCE_SENSITIVE,
    P.COUNCIL_MANAGE, P.ASSESSMENT_SUBMIT, P.AUDIT_VIEW, P.IMPROVEMENT_WRITE,
    P.CASE_PREPARE,
}  # fmt: skip
OVERSEE = READ_SCHOOL | {P.OFFICE_VIEW}
STEER = OVERSEE | {
    P.CAMPAIGN_MANAGE, P.SCHOOL_REMIND, P.OFFICE_NOTE, P.SCHEDULE_MANAGE, P.CROSSCHECK_MANAGE, P.TRAINING_MANAGE,
    P.LEGAL_MANAGE, P.OFFICE_REPORT, P.HISTORY_IMPORT, P.REGISTRATION_RECORD, P.IMPROVEMENT_OUTSIDE,
    P.CASE_INTAKE,
}  # fmt: skip

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM_ADMIN: frozenset(
        {P.OFFICE_VIEW, P.ORGANISATIONS_MANAGE, P.PEOPLE_MANAGE, P.TEMPLATES_MANAGE, P.STANDARDS_MANAGE,
         P.SYSTEM_MANAGE, P.AUDIT_VIEW, P.LEGAL_MANAGE}
    ),
    Role.DEPARTMENT_ADMIN: STEER | {
        P.RECOGNITION_RECORD, P.ORGANISATIONS_MANAGE, P.PEOPLE_MANAGE, P.TEMPLATES_MANAGE, P.AUDIT_VIEW,
        P.SUGGESTIONS_OFFER, P.CASE_MANAGE,
    },
    Role.DEPARTMENT_SPECIALIST: STEER | {P.RECOGNITION_RECORD, P.SUGGESTIONS_OFFER, P.CASE_MANAGE},
    Role.DEPARTMENT_LEADER: OVERSEE | {P.SCHOOL_REMIND, P.OFFICE_NOTE, P.OFFICE_REPORT},
    Role.COMMUNE_OFFICER: STEER,
    Role.DISTRICT_OFFICER: STEER,
    Role.MINISTRY_OFFICER: frozenset({P.OFFICE_VIEW, P.SCHOOL_VIEW, P.OFFICE_REPORT, P.LEGAL_MANAGE}),
    Role.SUPERVISOR: frozenset({P.OFFICE_VIEW, P.SCHOOL_VIEW, P.SHEET_VIEW, P.IMPROVEMENT_VIEW, P.CASE_VIEW}),
    Role.SCHOOL_ADMIN: frozenset(
        {P.SCHOOL_VIEW, P.SCHOOL_EDIT, P.PEOPLE_MANAGE, P.YEAR_OPEN, P.DOSSIER_EXCHANGE, P.AUDIT_VIEW}
    ),
    Role.PRINCIPAL: LEAD | {
        P.SCHOOL_EDIT, P.PEOPLE_MANAGE, P.YEAR_OPEN, P.ASSESSMENT_CONFIRM, P.ASSESSMENT_REOPEN, P.DOSSIER_EXCHANGE,
        P.IMPROVEMENT_APPROVE, P.SUGGESTIONS_MANAGE, P.CASE_SEND,
    },
    Role.CHAIR: LEAD | {P.YEAR_OPEN, P.ASSESSMENT_APPROVE},
    Role.VICE_CHAIR: LEAD,
    Role.SECRETARY: LEAD | {P.SCHOOL_EDIT, P.YEAR_OPEN, P.SUGGESTIONS_MANAGE},
    Role.MEMBER: WRITE,
    Role.CONTRIBUTOR: frozenset({P.SCHOOL_VIEW, P.EVIDENCE_CONTRIBUTE}),
    Role.VIEWER: READ_SCHOOL,
    Role.CROSS_REVIEWER: frozenset({P.CROSSCHECK_REVIEW}),
    Role.EXAMINER: frozenset({P.CASE_EXAMINE}),
}  # fmt: skip

OFFICE_ROLES = frozenset(
    {Role.DEPARTMENT_ADMIN, Role.DEPARTMENT_SPECIALIST, Role.DEPARTMENT_LEADER, Role.COMMUNE_OFFICER,
     Role.DISTRICT_OFFICER, Role.MINISTRY_OFFICER, Role.SUPERVISOR}
)  # fmt: skip
SCHOOL_ROLES = frozenset(Role) - OFFICE_ROLES - {Role.SYSTEM_ADMIN}
PASSING_ROLES = frozenset(
    {Role.CROSS_REVIEWER, Role.EXAMINER}
)  # come and go with a task; nobody hands them out by hand
COUNCIL_ROLES = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.MEMBER})


def permissions_of(roles: set[str] | frozenset[str]) -> frozenset[Permission]:
    """Return all permissions that a set of role ids holds together; unknown ids hold none."""
    known = [ROLE_PERMISSIONS[Role(role)] for role in roles if role in Role.values]
    return frozenset().union(*known)
