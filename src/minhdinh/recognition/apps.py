from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Decisions that recognise a school, and how long they hold."""

    name = "minhdinh.recognition"
