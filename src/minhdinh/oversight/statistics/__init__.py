"""Live tables of an office: each is a function of (office, year) that starts at ``school_years`` and groups in SQL."""

from minhdinh.oversight.statistics.registry import TABLES, make_table, table_named
from minhdinh.oversight.statistics.table import StatTable

__all__ = ["TABLES", "StatTable", "make_table", "table_named"]
