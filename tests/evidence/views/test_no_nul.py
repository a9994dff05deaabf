"""A NUL in an address reaches no query: PostgreSQL refuses it, SQLite does not."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.evidence.factories import House, make_item

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "?q=%00abc",
    "?q=abc%00d&criterion=%00",
    "?sort=name&after=%00~1",
    "?sort=code&before=a%00~1",
    "xuat?q=%00abc",
    "nhan/?q=%00abc",
    "tra-cuu/?year=2025-%00abc",
    "tra-cuu/?q=%00abc",
    "tra-cuu/xuat?q=ab%00c&year=2025-%00abc",
    "tim?q=%00abc&criterion=1%00.3",
    "tim?code=MC.1%00.1.01",
)


def without_nul(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    given: Sequence[Any] = params or ()
    assert not any(isinstance(one, str) and "\x00" in one for one in given), sql
    return execute(sql, params, many, context)


@pytest.mark.parametrize("rest", ADDRESSES)
def test_a_nul_in_the_address_reaches_no_query(house: House, secretary_client: Client, rest: str) -> None:
    make_item(house, name="abc")
    with connection.execute_wrapper(without_nul):
        assert secretary_client.get(house.url(rest)).status_code == 200


def test_a_nul_in_what_is_posted_reaches_no_query(house: House, secretary_client: Client) -> None:
    item = make_item(house)
    sent = {"criterion": "1.4", "track": house.track, "requirement": "1.4\x00.1a"}
    with connection.execute_wrapper(without_nul):
        assert secretary_client.post(house.url(f"{item.pk}/gan"), sent).status_code == 302
