"""The whole demo, loaded once for the tests of this folder and rolled back after them."""

import pytest
from django.db import transaction

from minhdinh.access.scope import scopes_disabled
from minhdinh.demo.loading.load import load_demo
from minhdinh.organisations.data.kinds import install_kinds
from minhdinh.standards.domain.loading import load_packaged_sets


@pytest.fixture(scope="package")
def province(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load everything in one transaction; return the steps that were reported."""
    steps: list[str] = []
    with django_db_blocker.unblock(), scopes_disabled(), transaction.atomic():
        install_kinds(using="default")  # a test that emptied the database may have come before
        load_packaged_sets()
        assert load_demo(steps.append) is True
        yield steps
        transaction.set_rollback(True)
