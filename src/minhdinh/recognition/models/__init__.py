from minhdinh.recognition.models.decision import Decision

__all__ = ["Decision"]
