"""What other parts of the room add to a registration's page."""

from collections.abc import Iterator

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases import links
from minhdinh.appraisals.domain.cases.links import CaseLink, links_of, register_case_link
from minhdinh.appraisals.models import Case
from tests.appraisals.registered import make_registered

pytestmark = pytest.mark.django_db


def test_links_are_for_the_person_and_each_part_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_providers", [])
    world = make_registered()

    def answering(case: Case, actor: Actor) -> Iterator[CaseLink]:
        if actor.can(Permission.CASE_SEND):
            yield CaseLink("Phản hồi dự thảo", f"/{case.pk}/", pressing=True)

    register_case_link(answering)
    register_case_link(answering)
    case = world.fresh()
    (link,) = links_of(case, world.principal())
    assert (link.label, link.url, link.pressing) == ("Phản hồi dự thảo", f"/{case.pk}/", True)
    assert links_of(case, world.secretary()) == []


def test_the_page_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_providers", [])
    world = make_registered()
    client = world.client(world.secretary())
    assert "Việc của trường trong đợt này" not in client.get(world.url()).content.decode()
    register_case_link(lambda _case, _actor: [CaseLink("Câu <hỏi>", "/x/", note="03 câu", pressing=True)])
    page = client.get(world.url()).content.decode()
    for words in ("Câu &lt;hỏi&gt;", 'href="/x/"', "03 câu", "cần làm"):
        assert words in page
