from minhdinh.appraisals.models.recorded import ExternalEvaluation, Registration

__all__ = ["ExternalEvaluation", "Registration"]
