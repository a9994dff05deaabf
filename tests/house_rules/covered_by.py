"""Modules whose tests stand under another name, and why that reads better.

Every other module of more than 30 lines has ``tests/<room>/…/test_<module>.py``.
"""

COVERED_BY: dict[str, str] = {}
