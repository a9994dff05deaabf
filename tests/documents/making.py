"""Making forms in tests."""

from minhdinh.documents.options import Options
from minhdinh.documents.registry import render
from tests.documents.sample import BASE_URL, SEAL


def options(**changes):
    return Options(**{"base_url": BASE_URL, "page_numbers": False} | changes)


def make(form_id, dossier, file_format="docx", **changes):
    """Return the bytes of a form, without the slow counting of pages."""
    return render(form_id, dossier, file_format, options(**changes)).content


def make_sealed(form_id, dossier, file_format="docx", **changes):
    return make(form_id, dossier, file_format, seal=SEAL, **changes)
