from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What the public sees without signing in."""

    name = "minhdinh.portal"

    def ready(self) -> None:
        """Add this room's entries to the menus and the record."""
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415 (apps loaded)
        from minhdinh.portal import actions  # noqa: F401, PLC0415 (apps loaded)
        from minhdinh.portal.navigation import ENTRIES  # noqa: PLC0415

        register_nav(*ENTRIES)
