"""The page of the store's health: counts, one check's rows, a way to the mend, constant queries."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.health.checks import CHECKS
from minhdinh.evidence.health.round import look_over
from minhdinh.evidence.models import EvidenceItem, StoreCheck
from minhdinh.jobs.models import Job
from tests.evidence.factories import (
    House,
    link,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
    signed_in,
)
from tests.factories import member as new_member

pytestmark = pytest.mark.django_db


def shown_counts(content: str) -> dict[str, int]:
    found = re.findall(
        r'\?check=(\w+)#health-rows"[^>]*>[^<]*</a>\s*<span class="pill[^>]*>(.*?)</span>', content, re.DOTALL
    )
    return {key: int(re.sub(r"<[^>]+>|\D", "", words)) for key, words in found}


def test_a_sound_empty_store_has_only_zeros(secretary_client: Client, house: House) -> None:
    response = secretary_client.get(house.url("suc-khoe/"))
    assert response.status_code == 200
    counts = shown_counts(response.content.decode())
    assert len(counts) == len(CHECKS) + 4
    assert set(counts.values()) == {0}


def test_each_row_leads_to_its_mend(secretary_client: Client, house: House) -> None:
    old = make_item(house, name="Giấy chứng nhận", valid_to=timezone.localdate() - dt.timedelta(days=3))
    response = secretary_client.get(house.url("suc-khoe/?check=expired"))
    content = response.content.decode()
    assert shown_counts(content)["expired"] == 1
    assert "đã qua 3 ngày" in content
    assert f'href="{house.url(f"{old.pk}/sua/")}"' in content
    assert secretary_client.get(house.url(f"{old.pk}/sua/")).status_code == 200


def test_the_first_check_with_rows_is_shown_and_an_unknown_one_is_not_an_error(
    secretary_client: Client, house: House
) -> None:
    make_item(house, criterion="", name="Ảnh chưa xếp")
    for address in ("suc-khoe/", "suc-khoe/?check=khong-co", "suc-khoe/?check=inbox&after=%00"):
        response = secretary_client.get(house.url(address))
        assert response.status_code == 200
        assert "Ảnh chưa xếp" in response.content.decode()


def test_an_orphan_goes_to_the_inbox_by_one_press(
    secretary_client: Client, house: House, media_root: Path
) -> None:
    folder = media_root / f"schools/{house.school.pk}/aa"
    folder.mkdir(parents=True)
    (folder / "lac.pdf").write_bytes(pdf_bytes("lạc"))
    with scopes_disabled():
        look_over(house.school.pk)
    path = f"schools/{house.school.pk}/aa/lac.pdf"
    assert path in secretary_client.get(house.url("suc-khoe/?check=orphan")).content.decode()
    response = secretary_client.post(house.url("suc-khoe/nhan-tep"), {"path": path})
    with scopes_disabled():
        item = EvidenceItem.objects.get(school_id=house.school.pk)
    assert response.headers["Location"] == house.url(f"{item.pk}/")
    assert shown_counts(secretary_client.get(house.url("suc-khoe/")).content.decode())["orphan"] == 0


@pytest.mark.parametrize("path", ["", "../../etc/passwd", "schools/1/aa/lac.pdf", "x" * 5000, "\x00"])
def test_only_a_named_orphan_is_taken(secretary_client: Client, house: House, path: str) -> None:
    assert secretary_client.post(house.url("suc-khoe/nhan-tep"), {"path": path}).status_code == 404


def test_the_round_is_started_once(secretary_client: Client, house: House) -> None:
    for _press in range(2):
        assert secretary_client.post(house.url("suc-khoe/kiem-tra")).status_code == 302
    assert Job.objects.filter(kind="evidence.health", organisation_id=house.school.pk).count() == 1


@pytest.mark.parametrize("method", ["get", "put"])
def test_changes_need_a_post(secretary_client: Client, house: House, method: str) -> None:
    assert getattr(secretary_client, method)(house.url("suc-khoe/kiem-tra")).status_code == 405


def test_who_may_not_verify_learns_nothing(
    member_client: Client, contributor_client: Client, viewer_client: Client, house: House
) -> None:
    stranger = signed_in(new_member(make_house("bac-ha").school, Role.SECRETARY))
    assert member_client.get(house.url("suc-khoe/")).status_code == 403
    assert contributor_client.get(house.url("suc-khoe/")).status_code == 403
    assert viewer_client.get(house.url("suc-khoe/")).status_code == 403
    assert stranger.get(house.url("suc-khoe/")).status_code == 404
    assert stranger.post(house.url("suc-khoe/kiem-tra")).status_code == 404


def fill(house: House, count: int) -> None:
    """Make items with every trouble that a bulk of rows can have, without the verbs' cost."""
    day = timezone.localdate()
    first = make_file(make_item(house, name="Có tệp"))
    items = [
        EvidenceItem(
            school=house.school, code=f"MC.1.2.{number:04d}", root_criterion="1.2", first_year="2026-2027",
            name=f"Minh chứng {number}", number="12/QĐ", issued_on=day, issuer="UBND", storage=Storage.LINK,
            link=f"https://vi-du.edu.vn/{number}", valid_to=day - dt.timedelta(days=number % 3),
            kind="ke_hoach", name_sort=str(number), code_sort=f"mc.1.2.{number:04d}", search_text="",
        )
        for number in range(count)
    ]  # fmt: skip
    with scopes_disabled():
        EvidenceItem.objects.bulk_create(items)
        one = EvidenceItem.objects.filter(school=house.school).exclude(pk=first.item_id).first()
        assert one is not None
        StoreCheck.objects.create(school=house.school, checked_at=timezone.now(), orphans=["schools/1/x"])
    link(house, one)


@pytest.mark.parametrize(
    "check",
    ["expired", "same_paper", "waiting", "never_cited", "wrong_kind", "same_file", "statement", "orphan"],
)
def test_no_query_more_with_two_hundred_items(make_secretary: Callable[[House], Client], check: str) -> None:
    small, large = make_house("nho"), make_house("lon")
    fill(small, 10)
    fill(large, 200)
    used = []
    for house in (small, large):
        client = make_secretary(house)
        client.get(house.url("suc-khoe/"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(house.url(f"suc-khoe/?check={check}")).status_code == 200
        used.append(len(queries))
    assert used[0] == used[1]
    assert used[1] <= 45


@pytest.fixture
def make_secretary() -> Callable[[House], Client]:
    return lambda house: signed_in(new_member(house.school, Role.SECRETARY))


def test_pages_follow_each_other(secretary_client: Client, house: House) -> None:
    fill(house, 60)
    first = secretary_client.get(house.url("suc-khoe/?check=never_cited")).content.decode()
    assert first.count('<th scope="row"') == 50
    after = re.search(r'rel="next" href="[^"]*after=([^"&]+)', first)
    assert after
    second = secretary_client.get(house.url(f"suc-khoe/?check=never_cited&after={after[1]}")).content.decode()
    assert second.count('<th scope="row"') == 11
    assert 'rel="prev"' in second


def test_verified_items_are_not_waiting(secretary_client: Client, house: House) -> None:
    make_verified(house)
    make_file(make_item(house))
    assert shown_counts(secretary_client.get(house.url("suc-khoe/")).content.decode())["waiting"] == 1
