from minhdinh.recognition.models.decision import Decision
from minhdinh.recognition.models.remedy import ClockNotice, Remedy

__all__ = ["ClockNotice", "Decision", "Remedy"]
