"""A file is announced before its bytes go: the same questions for either way, and room that two never take together."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django import Settings

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain import announcing
from minhdinh.evidence.domain.announcing import Wanted, announce
from minhdinh.evidence.domain.quota import NoRoom
from minhdinh.evidence.models import DirectArrival, EvidenceItem, IncomingUpload
from minhdinh.evidence.validators import TooLarge
from tests.evidence.factories import YEAR, House, make_actor, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
WAYS = [IncomingUpload, DirectArrival]
Way = type[IncomingUpload] | type[DirectArrival]


def say(model: Way, house: House, actor: Actor, wanted: Wanted) -> IncomingUpload | DirectArrival:
    if issubclass(model, DirectArrival):
        return announce(model, actor=actor, school_id=house.school.pk, wanted=wanted)
    return announce(model, actor=actor, school_id=house.school.pk, wanted=wanted)


@pytest.mark.parametrize("model", WAYS)
def test_what_was_announced_is_its_senders(model: Way, house: House, secretary: Actor) -> None:
    row = say(model, house, secretary, Wanted(YEAR, "../kế hoạch.pdf", 10, None, "1.3", "thcs"))
    row.refresh_from_db()
    assert (row.person_id, row.name, row.length) == (secretary.user_id, "kế hoạch.pdf", 10)
    assert (row.criterion, row.track, len(row.key)) == ("1.3", "thcs", 32)


@pytest.mark.parametrize("model", WAYS)
def test_the_questions_are_the_same_in_the_same_order(
    model: Way, house: House, secretary: Actor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every announcement below is wrong in all that comes after it as well; the first reason is the one told."""
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    monkeypatch.setattr(announcing, "MOST_OPEN", 0)
    item, long, much = make_item(house), settings.MINHDINH_UPLOAD_LIMIT + 1, 2 * 1024 * 1024
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    item.refresh_from_db()
    contributor = make_actor(house, Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        say(model, house, make_actor(house, Role.VIEWER), Wanted(YEAR, "a.pdf", long, item))
    with pytest.raises(Problem, match="đứng tên"):
        say(model, house, system_actor(house.school.pk), Wanted(YEAR, "a.pdf", long, item))
    with pytest.raises(TooLarge):
        say(model, house, contributor, Wanted(YEAR, "a.pdf", long, item))
    with pytest.raises(NotAllowed):
        say(model, house, contributor, Wanted(YEAR, "a.pdf", much, item))
    with pytest.raises(Problem, match="nhạy cảm"):
        say(model, house, secretary, Wanted(YEAR, "a.pdf", much, item))
    with pytest.raises(NoRoom):
        say(model, house, secretary, Wanted(YEAR, "a.pdf", much))
    with pytest.raises(Problem, match="quá nhiều"):
        say(model, house, secretary, Wanted(YEAR, "a.pdf", 10))
    assert not model.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_announcements_at_the_same_moment_never_pass_the_limit_together(
    settings: Settings, house: House, secretary: Actor
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    start = threading.Barrier(6)

    def one(number: int) -> bool:
        model = WAYS[number % 2]
        start.wait(timeout=20)
        try:
            with school_scope(house.school.pk):
                wanted = Wanted(YEAR, f"{number}.pdf", 300 * 1024)
                say(model, house, secretary, wanted)
        except NoRoom:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(one, range(6)))
    with scopes_disabled():
        assert DirectArrival.objects.count() + IncomingUpload.objects.count() == sum(taken) == 3


def test_files_on_their_way_are_counted_whichever_way_they_go(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "MOST_OPEN", 2)
    for number, model in enumerate(WAYS):
        wanted = Wanted(YEAR, f"{number}.pdf", 10)
        say(model, house, secretary, wanted)
    for model in WAYS:
        with pytest.raises(Problem, match="quá nhiều"):
            say(model, house, secretary, Wanted(YEAR, "c.pdf", 10))
