from minhdinh.portal.models.feedback import Feedback
from minhdinh.portal.models.published_evaluation import PublishedEvaluation
from minhdinh.portal.models.published_report import PublishedReport

__all__ = ["Feedback", "PublishedEvaluation", "PublishedReport"]
