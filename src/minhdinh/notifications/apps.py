from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices to people."""

    name = "minhdinh.notifications"

    def ready(self) -> None:
        """Hang the bell into the top bar of every page, add this room's pages and jobs."""
        from minhdinh.notifications.start import start  # noqa: PLC0415 (apps must be loaded)

        start()
