from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """A school's whole dossier out of one server and into another."""

    name = "minhdinh.exchange"
