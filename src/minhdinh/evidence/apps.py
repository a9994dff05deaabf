from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence room."""

    name = "minhdinh.evidence"

    def ready(self) -> None:
        """Add this room's entries to the school's menu and its kinds of jobs."""
        from minhdinh.evidence.navigation import ENTRIES  # noqa: PLC0415 (apps loaded)
        from minhdinh.evidence.tasks import register_jobs  # noqa: PLC0415
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415

        register_nav(*ENTRIES)
        register_jobs()
