from minhdinh.portal.models.feedback import Feedback

__all__ = ["Feedback"]
