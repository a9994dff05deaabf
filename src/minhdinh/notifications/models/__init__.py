from minhdinh.notifications.models.notice import Notice

__all__ = ["Notice"]
