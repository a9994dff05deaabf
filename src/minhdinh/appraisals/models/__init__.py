from minhdinh.appraisals.models.crosscheck import CrossCheck, CrossComment, CrossReviewer
from minhdinh.appraisals.models.recorded import ExternalEvaluation, Registration

__all__ = ["CrossCheck", "CrossComment", "CrossReviewer", "ExternalEvaluation", "Registration"]
