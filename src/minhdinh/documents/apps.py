from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """The room of official forms."""

    name = "minhdinh.documents"

    def ready(self) -> None:
        """Register jobs, the subscription to seals, and the menu."""
        from minhdinh.access.permissions import Permission  # noqa: PLC0415 (apps must be loaded)
        from minhdinh.appraisals.domain.cases.links import register_case_link  # noqa: PLC0415
        from minhdinh.appraisals.domain.intake.links import register_office_link  # noqa: PLC0415
        from minhdinh.assessments.events import AssessmentSealed  # noqa: PLC0415
        from minhdinh.common.events import subscribe  # noqa: PLC0415
        from minhdinh.documents import tasks  # noqa: PLC0415
        from minhdinh.documents.case_links import office_papers, school_papers  # noqa: PLC0415
        from minhdinh.documents.domain.case_bundle import MAKE_CASE, run_case_papers  # noqa: PLC0415
        from minhdinh.documents.domain.decision_papers import paper_links  # noqa: PLC0415
        from minhdinh.documents.domain.make import MAKE  # noqa: PLC0415
        from minhdinh.documents.domain.report_papers import report_files  # noqa: PLC0415
        from minhdinh.documents.domain.sealed import MAKE_SEALED  # noqa: PLC0415
        from minhdinh.documents.office.report import report_document  # noqa: PLC0415
        from minhdinh.jobs.registry import register  # noqa: PLC0415
        from minhdinh.organisations.web import NavEntry, register_nav  # noqa: PLC0415
        from minhdinh.oversight.domain.reports_form import register_form_files  # noqa: PLC0415
        from minhdinh.oversight.domain.reports_paper import print_with  # noqa: PLC0415
        from minhdinh.recognition.domain.links import register_papers  # noqa: PLC0415

        print_with(report_document)
        register_form_files(report_files)
        register_papers(paper_links)
        register_case_link(school_papers)
        register_office_link(office_papers)
        register(MAKE, tasks.run_make)
        register(MAKE_SEALED, tasks.run_make_sealed)
        register(MAKE_CASE, run_case_papers)
        subscribe(AssessmentSealed, tasks.on_sealed)
        register_nav(
            NavEntry(
                "report", 100, _("Biểu mẫu"), "file-text", "documents:list", Permission.DOCUMENT_MAKE
            ),
            NavEntry(
                "office", 60, _("Mẫu biểu"), "forms", "documents:templates", Permission.TEMPLATES_MANAGE,
                needs_year=False,
            ),
        )  # fmt: skip
