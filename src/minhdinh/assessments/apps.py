from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "minhdinh.assessments"

    def ready(self) -> None:
        from minhdinh.access.permissions import Permission  # noqa: PLC0415 (apps must be loaded)
        from minhdinh.assessments.carrying.work import inherited_work  # noqa: PLC0415
        from minhdinh.assessments.domain.evidence_changes import on_evidence_changed  # noqa: PLC0415
        from minhdinh.assessments.domain.evidence_context import (  # noqa: PLC0415
            evidence_context,
            is_assessment_open,
        )
        from minhdinh.assessments.domain.opening import open_assessment  # noqa: PLC0415
        from minhdinh.assessments.domain.queries import years_of_school  # noqa: PLC0415
        from minhdinh.assessments.domain.rule_changes import on_rules_corrected  # noqa: PLC0415
        from minhdinh.assessments.evidence_facts import uncited_statements, usual_kinds  # noqa: PLC0415
        from minhdinh.assessments.presenters.review_work import comment_work, step_review_work  # noqa: PLC0415
        from minhdinh.assessments.start_work import start_work  # noqa: PLC0415
        from minhdinh.assessments.suggestions.work import suggestion_work  # noqa: PLC0415
        from minhdinh.assessments.work import register_work  # noqa: PLC0415
        from minhdinh.common.events import subscribe  # noqa: PLC0415
        from minhdinh.evidence.context import register_assessment_facts, register_year_context  # noqa: PLC0415
        from minhdinh.evidence.events import EvidenceChanged  # noqa: PLC0415
        from minhdinh.evidence.importing.opening import register_year_opener  # noqa: PLC0415
        from minhdinh.organisations.web import NavEntry, register_nav, years_provider  # noqa: PLC0415
        from minhdinh.standards.events import RulesCorrected  # noqa: PLC0415

        start_work()
        register_work(comment_work)
        register_work(step_review_work)
        subscribe(EvidenceChanged, on_evidence_changed)
        subscribe(RulesCorrected, on_rules_corrected)
        years_provider(years_of_school)
        register_work(suggestion_work)
        register_work(inherited_work)
        register_year_context(evidence_context, is_assessment_open)
        register_year_opener(open_assessment)
        register_assessment_facts(uncited_statements, usual_kinds)
        view, lead = Permission.SHEET_VIEW, Permission.SHEET_VIEW
        register_nav(
            NavEntry("work", 10, _("Tổng quan"), "home", "assessments:overview", view),
            NavEntry("prepare", 20, _("Hội đồng"), "users-group", "assessments:council", lead),
            NavEntry("prepare", 30, _("Nhóm & phân công"), "list-check", "assessments:assignments", lead),
            NavEntry("prepare", 40, _("Kế hoạch"), "calendar", "assessments:plan", lead),
            NavEntry("assess", 50, _("Số liệu"), "table", "assessments:tables", view),
            NavEntry(
                "assess", 70, _("Đánh giá tiêu chí"), "clipboard-check", "assessments:sheet-first", view
            ),
            NavEntry("assess", 72, _("Duyệt phiếu"), "checks", "assessments:review", view),
            NavEntry("report", 75, _("Kết quả, thử nếu"), "adjustments", "assessments:result", view),
            NavEntry("report", 77, _("Độ phủ báo cáo"), "scale", "assessments:coverage", view, own_only=True),
            NavEntry("report", 80, _("Nhận xét tiêu chuẩn"), "message", "assessments:remarks", view),
            NavEntry("report", 90, _("Báo cáo"), "report", "assessments:report", view),
            NavEntry("report", 95, _("Văn bản viện dẫn"), "book", "assessments:legal-check", view),
            NavEntry("prepare", 97, _("Kế thừa, so sánh"), "history", "assessments:carrying", view),
            NavEntry("report", 110, _("Trình duyệt"), "rubber-stamp", "assessments:approval", view),
            NavEntry(
                "unit",
                30,
                _("Mở năm học"),
                "calendar-event",
                "assessments:open",
                Permission.YEAR_OPEN,
                needs_year=False,
            ),
        )
