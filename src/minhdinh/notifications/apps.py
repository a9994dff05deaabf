from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices to people."""

    name = "minhdinh.notifications"
