from minhdinh.common.models.base import Record

__all__ = ["Record"]
