from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """Registrations, external evaluations, cross-checks."""

    name = "minhdinh.appraisals"

    def ready(self) -> None:
        """Add this room's entries to the menus."""
        from minhdinh.appraisals.navigation import ENTRIES  # noqa: PLC0415 (apps loaded)
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415

        register_nav(*ENTRIES)
