"""A stranger among registrations, decisions, published reports and feedback: nothing private, right headers, few queries."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Case, CaseStep, Draft, MemberPaper, Objection, Question, Slip
from minhdinh.assessments.models import Passage
from minhdinh.evidence.models import EvidenceItem
from tests.appraisals.registered import TT2018, World, make_registered
from tests.factories import SchoolFactory
from tests.portal.asking import asked
from tests.portal.crawl import Seen, ask, seen
from tests.portal.decided import decided, publish
from tests.portal.domain.test_publishing import publish as publish_own
from tests.portal.national import held, placed

pytestmark = pytest.mark.django_db
COUNCIL = "Thành viên 2"
PROFILE = ("Lò Thị Hiệu Trưởng", "0987 654 321", "truong.mat@mau.example")
INNER = "Chuyện riêng trong hồ sơ"
OPEN = ("/tra-cuu/", "/xac-minh/")
OWN_IDS = re.compile(r'data-(?:evidence|id|pk)="|/minh-chung/')


@pytest.fixture
def world() -> Iterator[World]:
    """One registration decided with both reports published, another still examined; feedback at both schools."""
    caches["public"].clear()
    caches["visitors"].clear()
    world, running = decided(), make_registered(TT2018, stage="drafting")
    for one in (world, running):
        placed(one.school, "Xã Mẫu", head_name=PROFILE[0], phone=PROFILE[1], email=PROFILE[2])
        asked(one.school, form_id=f"mau-{one.school.pk}", body=f"{INNER}: góp ý chưa trả lời")
        inner_words(one)
    publish(world)
    publish_own(world)
    yield world
    caches["public"].clear()
    caches["visitors"].clear()


def inner_words(world: World) -> None:
    """Write something private into every text of a registration that stays inside."""
    with scopes_disabled():
        rows = {"school": world.school}
        Case.objects.filter(**rows).update(note=INNER, letter_number=INNER)
        CaseStep.objects.filter(**rows).update(note=INNER)
        Draft.objects.filter(**rows).update(response_text=INNER)
        MemberPaper.objects.filter(**rows).update(texts={"reason": INNER})
        draft = Draft.objects.filter(**rows).first()
        if draft is not None:
            Objection.objects.create(**rows, draft=draft, text=INNER)
        member = world.members[BodyRole.MEMBER]
        Slip.objects.create(
            **rows,
            member=member,
            track=world.case.track,
            criterion="1.3",
            private_note=INNER,
            strengths=INNER,
        )
        Question.objects.create(
            **rows, case=world.registered, member=member, text=INNER, asked_at=timezone.now()
        )
        Passage.objects.filter(**rows).update(
            text=INNER
        )  # what is sealed is shown, not what is written since


def walk(world: World) -> dict[str, Seen]:
    found = seen()
    code = world.school.code
    for part in ("/", "/bao-cao/", "/danh-gia-ngoai/"):
        assert any(address.startswith(f"/tra-cuu/truong/{code}{part}") for address in found), part
    assert any(address.startswith("/xac-minh/") for address in found)
    assert {address: one.status for address, one in found.items() if one.status >= 400} == {}
    return found


def private_words() -> set[str]:
    """Return everything that no stranger may read: people with their addresses, inner words, texts nobody published."""
    people = User.objects.values_list("full_name", "email", "username")
    words = {word for row in people for word in row if len(word) > 5}
    return words | set(PROFILE) | {INNER, COUNCIL}


def test_nothing_private_anywhere_and_no_number_of_an_inner_row(world: World) -> None:
    found = walk(world)
    words = private_words()
    leaks = [(address, word) for address, one in found.items() for word in words if word in one.text]
    assert leaks == []
    numbered = [a for a, one in found.items() if a.startswith(OPEN) and OWN_IDS.search(one.text)]
    assert numbered == []
    with scopes_disabled():
        items = list(EvidenceItem.objects.all())
    assert items
    for address, one in found.items():
        assert not [item for item in items if item.name in one.text], address


def test_no_cookie_and_the_right_headers_on_each(world: World) -> None:
    for address, one in walk(world).items():
        if not address.startswith(OPEN):
            continue
        assert one.cookies == (), address
        assert "set-cookie" not in one.headers, address
        kept = one.headers["cache-control"]
        assert "max-age=" in kept or "no-store" in kept, address
        if address.startswith("/xac-minh/"):
            continue  # asked with a file or a hash: each its own answer
        if "no-store" not in kept:
            assert "public" in kept, address
            assert one.headers["etag"], address
            again = ask(address, HTTP_IF_NONE_MATCH=one.headers["etag"])
            assert (again.status, again.text) == (304, ""), address


def queries(address: str) -> int:
    caches["public"].clear()
    with CaptureQueriesContext(connection) as counted:
        assert ask(address).status == 200
    return len(counted)


def test_more_of_everything_costs_no_more_queries(world: World) -> None:
    page = f"/tra-cuu/truong/{world.school.code}/"
    places = ["/tra-cuu/", page, *(a for a in seen() if a.startswith((f"{page}bao-cao/", f"{page}danh-")))]
    before = {address: queries(address) for address in places if not address.endswith(".pdf")}
    for school in SchoolFactory.create_batch(4, under=world.commune):
        held(school, number=f"{school.pk}/QĐ")
    for number in range(4):
        asked(world.school, form_id=f"them-{number}")
    assert {address: queries(address) for address in before} == before
