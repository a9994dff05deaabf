"""Asking a school's links: each answer kept at once, oldest first, for a limited time, with a pause between."""

import datetime as dt
import itertools
import time
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from minhdinh.access.actor import system_actor
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.enums import LinkState, Storage
from minhdinh.evidence.health.links import OFFLINE, Asked, ask_links
from minhdinh.evidence.models import EvidenceItem, LinkCheck
from minhdinh.jobs.registry import JobCancelledError
from tests.evidence.factories import House, make_item
from tests.evidence.health.web_server import Pages, web_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


@pytest.fixture
def site(settings: Settings) -> Iterator[str]:
    settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
    with web_server() as address:
        yield address


def with_link(house: House, url: str, name: str = "Trang tin") -> EvidenceItem:
    return make_item(house, name=name, storage=Storage.LINK, link=url)


def test_links_are_kept_with_time_and_asked_again_only_later(house: House, site: str) -> None:
    good, gone = with_link(house, f"{site}/"), with_link(house, f"{site}/ma/404")
    with_link(house, f"{site}/", "Cùng trang")
    removed = with_link(house, f"{site}/ma/500")
    remove_item(actor=system_actor(house.school.pk), item=removed)
    assert ask_links(house.school.pk, pause=0) == Asked(2, 0)
    states = dict(LinkCheck.objects.values_list("item_id", "state"))
    assert (states[good.pk], states[gone.pk], len(states)) == (LinkState.LIVE, LinkState.DEAD, 3)
    Pages.asked.clear()
    assert ask_links(house.school.pk, pause=0) == Asked(0, 0)
    LinkCheck.objects.filter(item=gone).update(checked_at=timezone.now() - dt.timedelta(days=2))
    EvidenceItem.objects.filter(pk=good.pk).update(link=f"{site}/moi")
    assert ask_links(house.school.pk, pause=0) == Asked(2, 0)
    assert {path for _method, path, _when in Pages.asked} == {"/ma/404", "/moi"}


def test_between_two_calls_to_one_machine_there_is_a_pause(house: House, site: str) -> None:
    for number in range(3):
        with_link(house, f"{site}/{number}")
    started = time.monotonic()
    ask_links(house.school.pk, pause=0.3)
    moments = [when for _method, _path, when in Pages.asked]
    assert len(moments) == 3
    assert all(later - earlier >= 0.29 for earlier, later in itertools.pairwise(moments))
    assert time.monotonic() - started < 5


def test_a_line_that_is_down_says_nothing_against_a_link(house: House, settings: Settings) -> None:
    settings.MINHDINH_HOOK_NETWORKS = ["127.0.0.0/8"]
    item = with_link(house, "http://127.0.0.1:9/")
    ask_links(house.school.pk, pause=0)
    check = LinkCheck.objects.get(item=item)
    assert (check.state, check.note) == (LinkState.UNCLEAR, OFFLINE)


def checked(house: House, item: EvidenceItem, days: int) -> None:
    """Say that an item's present link was asked some days ago."""
    LinkCheck.objects.create(
        school=house.school,
        item=item,
        url=item.link,
        state=LinkState.LIVE,
        checked_at=timezone.now() - dt.timedelta(days=days),
    )


def test_what_was_answered_stays_where_the_round_is_ended(house: House, site: str) -> None:
    for number in range(4):
        with_link(house, f"{site}/{number}")
    with_link(house, "http://127.0.0.1:9/")
    seen: list[int] = []

    def step() -> None:
        seen.append(1)
        if len(seen) == 5:
            raise JobCancelledError

    with pytest.raises(JobCancelledError):
        ask_links(house.school.pk, step=step, pause=0)
    kept = list(LinkCheck.objects.values_list("state", flat=True))
    assert kept == [LinkState.LIVE] * len(kept)
    assert len(kept) == 4, "the fifth did not answer: whether the line was down is known at the end only"
    assert ask_links(house.school.pk, pause=0) == Asked(1, 0)
    assert LinkCheck.objects.count() == 5


def test_after_the_time_the_rest_waits_for_the_next_round(house: House, site: str) -> None:
    for number in range(5):
        with_link(house, f"{site}/{number}")
    first = ask_links(house.school.pk, pause=0.2, most_seconds=0.3)
    assert 0 < first.links < 5
    assert first == Asked(LinkCheck.objects.count(), 5 - LinkCheck.objects.count())
    assert ask_links(house.school.pk, pause=0) == Asked(first.left, 0)
    assert sorted(path for _method, path, _when in Pages.asked) == [f"/{number}" for number in range(5)]


def test_never_asked_ones_come_first_then_the_oldest(house: House, site: str) -> None:
    for name, days in (("b", 3), ("a", 9), ("moi-hoi", 0)):
        checked(house, with_link(house, f"{site}/{name}"), days)
    changed = with_link(house, f"{site}/cu")
    checked(house, changed, 1)
    EvidenceItem.objects.filter(pk=changed.pk).update(link=f"{site}/doi")
    with_link(house, f"{site}/chua-hoi")
    ask_links(house.school.pk, pause=0)
    assert [path for _method, path, _when in Pages.asked] == ["/doi", "/chua-hoi", "/a", "/b"]


def test_a_page_of_many_items_is_asked_once_even_at_the_end_of_the_time(house: House, site: str) -> None:
    for number in range(3):
        with_link(house, f"{site}/chung", f"Bản {number}")
    with_link(house, f"{site}/khac")
    asked = ask_links(house.school.pk, step=lambda: time.sleep(0.3), pause=0, most_seconds=0.5)
    assert asked == Asked(1, 1)
    assert LinkCheck.objects.count() == 3


def test_the_pages_of_one_machine_do_not_stand_together(house: House, site: str) -> None:
    for number in range(3):
        with_link(house, f"{site}/{number}")
    with_link(house, f"{site.replace('127.0.0.1', '127.1')}/ten-khac")
    ask_links(house.school.pk, pause=0)
    assert [path for _method, path, _when in Pages.asked] == ["/0", "/ten-khac", "/1", "/2"]
