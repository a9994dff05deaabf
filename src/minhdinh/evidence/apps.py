from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "minhdinh.evidence"
