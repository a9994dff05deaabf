"""Minh Định: school quality accreditation, from self-assessment to recognition."""

__version__ = "0.1.0"
