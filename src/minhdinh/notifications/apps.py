from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices to people."""

    name = "minhdinh.notifications"

    def ready(self) -> None:
        """Hang the bell into the top bar of every page."""
        from minhdinh.notifications.domain.queries import unread_count  # noqa: PLC0415 (apps must be loaded)
        from minhdinh.organisations.web import hang_bell  # noqa: PLC0415

        hang_bell("notifications:list", unread_count)
