"""What a registration's page shows: which report, what is wrong with its evidence, to whom what is offered."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.presenters.case_page import case_context, letter_form, seal_view, sending_context
from minhdinh.assessments.domain.approval import reopen
from minhdinh.assessments.models import Seal
from minhdinh.evidence.models import EvidenceItem
from tests.appraisals.registered import World, make_registered
from tests.assessments.cases import advance

pytestmark = pytest.mark.django_db


def seal_again(world: World) -> Seal:
    with scopes_disabled():
        reopen(actor=world.case.system, assessment=world.case.fresh(), reason="Sửa.")
        world.case.assessment = world.case.fresh()
        seal = advance(world.case, "sealed")
    assert isinstance(seal, Seal)
    return seal


def test_the_newest_seal_at_the_school_the_sent_one_afterwards() -> None:
    world = make_registered()
    first, newer = world.fresh().seal_id, seal_again(world).pk
    with scopes_disabled():
        here = seal_view(world.fresh(), editable=True)
        sent = seal_view(world.fresh(), editable=False)
    assert here.report is not None
    assert sent.report is not None
    assert (here.report.seal.pk, here.newer) == (newer, True)
    assert (sent.report.seal.pk, sent.newer) == (first, False)


def test_a_seal_that_cannot_be_read_says_why() -> None:
    world = make_registered()
    with scopes_disabled():
        Seal.objects.update(sha256="0" * 64)
        found = seal_view(world.fresh(), editable=True)
    assert (found.report, found.level, found.ailing) == (None, None, [])
    assert "không còn khớp" in found.fault
    page = world.client(world.secretary()).get(world.url())
    assert page.status_code == 200
    assert "không còn khớp" in page.content.decode()


def test_only_evidence_that_the_report_cites_is_looked_at() -> None:
    world = make_registered()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with scopes_disabled():
        report = seal_view(world.fresh(), editable=True).report
        assert report is not None
        cited = sorted(report.cited)
        EvidenceItem.objects.filter(pk=cited[0]).update(valid_to=yesterday)
        EvidenceItem.objects.filter(pk=cited[1]).update(removed_at=timezone.now())
        EvidenceItem.objects.exclude(pk__in=cited).update(valid_to=yesterday)
        found = {one.key: one.count for one in seal_view(world.fresh(), editable=True).ailing}
    assert found == {"expired": 1, "cited_removed": 1}


def test_what_is_offered_to_whom() -> None:
    world = make_registered()
    with scopes_disabled():
        head = case_context(world.fresh(), world.principal())
        secretary = case_context(world.fresh(), world.secretary())
        officer = case_context(world.fresh(), world.specialist())
    assert [(one["writes"], one["may_send"], one["may_withdraw"]) for one in (head, secretary, officer)] == [
        (True, True, True), (True, False, False), (False, False, False)
    ]  # fmt: skip
    assert officer["letter_form"] is None
    world.put("receiving")
    with scopes_disabled():
        later = case_context(world.fresh(), world.principal())
    assert (later["writes"], later["may_send"], later["may_withdraw"], later["lacking"]) == (
        False,
        False,
        True,
        [],
    )


def test_the_levels_offered_are_those_the_seal_reaches() -> None:
    world = make_registered(level=2)
    with scopes_disabled():
        form = letter_form(world.fresh())
        context = sending_context(world.fresh())
    assert [value for value, _label in form.fields["level"].choices] == ["", 2, 1]  # type: ignore[attr-defined]
    assert len(context["lacking"]) == 2
    assert context["again"] is False
