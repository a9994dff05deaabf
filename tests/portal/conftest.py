"""A sealed report to verify, as the documents' tests have it."""

from tests.documents.conftest import _scopes_open, decided, desk, no_office, seal

__all__ = ["_scopes_open", "decided", "desk", "no_office", "seal"]
