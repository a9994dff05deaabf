from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The room of forms: dossiers in, Word, PDF and Excel out."""

    name = "minhdinh.documents"
