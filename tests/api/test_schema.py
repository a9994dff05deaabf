"""The published description of the API, and random calls made from it."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from minhdinh.api.main import api
from minhdinh.config.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_the_description_is_openapi_3_1_and_names_every_operation(db, client):
    description = client.get("/api/v1/openapi.json").json()

    assert description["openapi"].startswith("3.1")
    operations = [one for path in description["paths"].values() for one in path.values()]
    assert len(operations) >= 18
    assert all(one["summary"] for one in operations)
    assert api.auth is not None


@pytest.fixture
def open_connections():
    """Keep the test's own connection open, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_call_made_from_the_description_breaks_the_server(case, caller, open_connections):
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {caller.key}"}
    if case.path_parameters and "code" in case.path_parameters:
        case.path_parameters["code"] = caller.school
    answer = case.call()
    assert answer.status_code < 500, answer.text
