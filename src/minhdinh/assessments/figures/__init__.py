"""Figures from files and from last year, and what looks wrong in the tables or between the tables and the texts."""
