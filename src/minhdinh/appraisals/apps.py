from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """Registrations, external evaluations, cross-checks."""

    name = "minhdinh.appraisals"

    def ready(self) -> None:
        """Add this room's entries to the menus and its findings to improvement plans."""
        from minhdinh.appraisals.domain.crosscheck_findings import crosscheck_findings  # noqa: PLC0415
        from minhdinh.appraisals.navigation import ENTRIES  # noqa: PLC0415 (apps loaded)
        from minhdinh.improvement.domain.findings import register_finding_source  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_finding_source(crosscheck_findings)
