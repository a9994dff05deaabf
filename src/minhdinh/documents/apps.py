from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """The room of official forms."""

    name = "minhdinh.documents"

    def ready(self) -> None:
        """Register jobs, the subscription to seals, and the menu."""
        from minhdinh.access.permissions import Permission  # noqa: PLC0415 (apps must be loaded)
        from minhdinh.assessments.events import AssessmentSealed  # noqa: PLC0415
        from minhdinh.common.events import subscribe  # noqa: PLC0415
        from minhdinh.documents import tasks  # noqa: PLC0415
        from minhdinh.documents.domain.make import MAKE  # noqa: PLC0415
        from minhdinh.documents.domain.sealed import MAKE_SEALED  # noqa: PLC0415
        from minhdinh.documents.office.report import report_document  # noqa: PLC0415
        from minhdinh.jobs.registry import register  # noqa: PLC0415
        from minhdinh.organisations.web import NavEntry, register_nav  # noqa: PLC0415
        from minhdinh.oversight.domain.reports_paper import print_with  # noqa: PLC0415

        print_with(report_document)
        register(MAKE, tasks.run_make)
        register(MAKE_SEALED, tasks.run_make_sealed)
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
