from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """Standard sets as data, their corrections and official wording."""

    name = "minhdinh.standards"

    def ready(self) -> None:
        """Add this room's entries to the menus."""
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415 (apps must be loaded)
        from minhdinh.standards.navigation import ENTRIES  # noqa: PLC0415

        register_nav(*ENTRIES)
