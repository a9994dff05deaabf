from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What the public sees without signing in."""

    name = "minhdinh.portal"

    def ready(self) -> None:
        """Add this room's entries to the menus, the record, the jobs and a registration's page."""
        from minhdinh.appraisals.domain.intake.links import register_office_link  # noqa: PLC0415 (apps loaded)
        from minhdinh.jobs.registry import register  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415 (apps loaded)
        from minhdinh.portal import actions  # noqa: F401, PLC0415 (apps loaded)
        from minhdinh.portal.domain.report_paper import MAKE_PAPER  # noqa: PLC0415
        from minhdinh.portal.links import publishing_link  # noqa: PLC0415
        from minhdinh.portal.navigation import ENTRIES  # noqa: PLC0415
        from minhdinh.portal.tasks import run_make_paper  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_office_link(publishing_link)
        register(MAKE_PAPER, run_make_paper)
