"""The signed note of files that the school has already, and what a person may learn and do about them."""

from types import SimpleNamespace

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import Problem
from minhdinh.evidence.context import year_context
from minhdinh.evidence.domain.files import StoredFile
from minhdinh.evidence.forms import KnownFileForm
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.views import known_file as known_files
from minhdinh.evidence.views.known_file import KnownFile, known_file, place_for, shown, signed
from tests.evidence.factories import YEAR, House, make_file, make_house, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def request_of(house: House, actor: Actor) -> SimpleNamespace:
    """Return what these functions read of a request."""
    context = year_context(house.school.pk, YEAR)
    return SimpleNamespace(organisation=house.school, actor=actor, year=YEAR, year_context=context)


def held(house: House, **values: str) -> KnownFile:
    item = make_item(house, **values)
    file = make_file(item)
    return KnownFile(item, (StoredFile(file.blob, "bản gửi.pdf"),))


def token_of(request: SimpleNamespace, known: KnownFile) -> str:
    return signed(request, known.twin, known.stored)


def form_with(**initial: str) -> KnownFileForm:
    return KnownFileForm(prefix=KnownFileForm.PREFIX, initial={"name": "Biên bản", **initial})


def test_the_note_brings_the_files_back_to_their_sender(house: House, contributor: Actor) -> None:
    known, request = held(house), request_of(house, contributor)
    assert known_file(request, token_of(request, known)) == known


def test_the_note_of_another_person_school_or_hand_is_refused(
    house: House, contributor: Actor, member: Actor
) -> None:
    known, request = held(house), request_of(house, contributor)
    token = token_of(request, known)
    elsewhere = make_house("khac")
    wrong = [(request_of(house, member), token), (request_of(elsewhere, contributor), token)]
    wrong += [(request, ""), (request, token[:-1] + ("A" if token[-1] != "A" else "B"))]
    for reader, text in wrong:
        with pytest.raises(Problem, match="chọn lại tệp"):
            known_file(reader, text)


def test_an_old_note_is_refused(house: House, contributor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    request = request_of(house, contributor)
    token = token_of(request, held(house))
    monkeypatch.setattr(known_files, "VALID_SECONDS", -1)
    with pytest.raises(Problem, match="chọn lại tệp"):
        known_file(request, token)


def test_who_sees_the_item_can_use_it_for_an_open_criterion(house: House, member: Actor) -> None:
    known, request = held(house), request_of(house, member)
    place = place_for(request, known.twin, "1.3", "")
    assert place is not None
    assert (place.criterion, place.track) == ("1.3", house.track)
    assert place_for(request, known.twin, "9.9", "") is None
    assert place_for(request, known.twin, "", "") is None
    assert place_for(request, known.twin, "1.3", "mam_non") is None
    assert place_for(request, held(house, criterion="").twin, "1.3", "") is None
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=State.SUBMITTED, complete=True)
    assert place_for(request_of(house, member), known.twin, "1.3", "") is None


def test_of_a_foreign_item_a_contributor_learns_the_code_only(
    house: House, contributor: Actor, member: Actor
) -> None:
    known = held(house, name="Kế hoạch năm học")
    told = shown(request_of(house, contributor), known, form_with(criterion="1.3"))
    assert (told["code"], told["name"], told["url"], told["place"]) == ("MC.1.1.01", "", "", None)
    told = shown(request_of(house, member), known, form_with(criterion="1.3"))
    assert (told["name"], told["url"]) == ("Kế hoạch năm học", house.url(f"{known.twin.pk}/"))
    assert told["place"].criterion == "1.3"


def test_a_removed_item_is_no_place_to_put_anything(house: House, member: Actor) -> None:
    known, request = held(house), request_of(house, member)
    token = token_of(request, known)
    EvidenceItem.objects.filter(pk=known.twin.pk).update(removed_at="2026-11-01T00:00:00Z")
    assert shown(request, known_file(request, token), form_with(criterion="1.3"))["url"] == ""
    assert place_for(request, known.twin, "1.3", "") is None
