"""The list of what must be renewed says why, below each name."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.evidence.factories import House, link, make_file, make_item

pytestmark = pytest.mark.django_db


def renewing(client: Client, house: House, query: str = "?renew=1") -> str:
    response = client.get(house.url(query))
    assert response.status_code == 200
    return response.content.decode()


def test_each_name_says_why(secretary_client: Client, house: House) -> None:
    old = make_item(house, name="Kế hoạch <cũ>", period="2025-2026")
    minutes = make_item(house, name="Biên bản", kind="bien_ban_ra_soat", issued_on=dt.date(2025, 9, 1))
    for item in (old, minutes):
        make_file(item)
        link(house, item)
    soon = timezone.localdate() + dt.timedelta(days=9)
    make_item(house, name="Giấy", kind="ho_so_pccc", valid_to=soon)
    make_item(house, name="Đang dùng", period="2026-2027")
    content = renewing(secretary_client, house)
    assert "đang nói về 2025-2026" in content
    assert "bản mới nhất ghi ngày 01/09/2025" in content
    assert "còn 9 ngày là hết hiệu lực" in content
    assert "Kế hoạch &lt;cũ&gt;" in content
    assert "Đang dùng" not in content
    assert "đang nói về" not in renewing(secretary_client, house, "")


def test_words_of_people_are_escaped_and_queries_do_not_grow(secretary_client: Client, house: House) -> None:
    used = []
    for _round in range(2):
        for number in range(3):
            item = make_item(house, name=f"Sổ {number}", period="<b>2025-2026</b>")
            make_file(item)
            link(house, item)
        renewing(secretary_client, house)
        with CaptureQueriesContext(connection) as queries:
            content = renewing(secretary_client, house)
        used.append(len(queries))
    assert "<b>2025" not in content
    assert "&lt;b&gt;2025-2026" in content
    assert used[0] == used[1]
    assert used[1] <= 17
