from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Decisions that recognise a school, and how long they hold."""

    name = "minhdinh.recognition"

    def ready(self) -> None:
        """Add this room's entries to the menus."""
        from minhdinh.organisations.web import register_nav  # noqa: PLC0415 (apps loaded)
        from minhdinh.recognition.navigation import ENTRIES  # noqa: PLC0415

        register_nav(*ENTRIES)
