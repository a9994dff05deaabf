"""Proposals that a person does not want stay away for the same bytes, and come back when they are called."""

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.models import EvidenceFile, EvidenceItem, ProposalDismissal
from minhdinh.evidence.reading.dismissing import dismiss_proposals, dismissed_files, recall_proposals
from minhdinh.evidence.reading.keeping import read_school
from tests.evidence.factories import House, make_actor, make_file, make_house, make_item
from tests.evidence.reading.papers import Paper, word_paper
from tests.evidence.reading.test_taking import offer_for, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def first(item: EvidenceItem) -> EvidenceFile:
    return files_of(item)[0]


def test_dismissed_ones_stay_away_and_come_back_when_called(house: House, secretary: Actor) -> None:
    item = sent(house)
    file = first(item)
    assert offer_for(house, item) is not None
    assert dismiss_proposals(actor=secretary, item=item, file_id=file.pk) == file
    assert offer_for(house, item) is None
    assert dismissed_files(item) == [file]
    assert recall_proposals(actor=secretary, item=item, file_id=file.pk) == file
    assert offer_for(house, item) is not None
    assert dismissed_files(item) == []
    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions[-2:] == ["evidence.proposals_dismissed", "evidence.proposals_recalled"]


def test_twice_is_once(house: House, secretary: Actor) -> None:
    item = sent(house)
    for _time in range(2):
        dismiss_proposals(actor=secretary, item=item, file_id=first(item).pk)
    assert Entry.objects.filter(action="evidence.proposals_dismissed").count() == 1
    for _time in range(2):
        recall_proposals(actor=secretary, item=item, file_id=first(item).pk)
    assert Entry.objects.filter(action="evidence.proposals_recalled").count() == 1


def test_the_same_bytes_sent_again_propose_nothing_other_bytes_do(house: House, secretary: Actor) -> None:
    item, content = make_item(house, name="QD 12"), word_paper(None)
    file = make_file(item, content, "QD 12.docx")
    dismiss_proposals(actor=secretary, item=item, file_id=file.pk)
    detach_file(actor=secretary, file=file)
    again = make_file(item, content, "ten khac.docx")
    read_school(house.school.pk)
    assert again.blob_id == file.blob_id
    assert offer_for(house, item) is None
    assert dismissed_files(item) == [again]
    make_file(item, word_paper(Paper(number="99/QĐ-THCSSM")), "moi.docx")
    read_school(house.school.pk)
    offer = offer_for(house, item)
    assert offer is not None
    assert offer.values["number"] == "99/QĐ-THCSSM"


def test_another_item_with_the_same_file_keeps_its_proposals(house: House, secretary: Actor) -> None:
    item, other = sent(house), make_item(house, name="QD khác")
    make_file(other, word_paper(None), "QD.docx")
    read_school(house.school.pk)
    dismiss_proposals(actor=secretary, item=item, file_id=first(item).pk)
    assert offer_for(house, other) is not None
    with pytest.raises(NotHere):
        dismiss_proposals(actor=secretary, item=item, file_id=first(other).pk)


def test_only_who_may_change_the_item(house: House, contributor: Actor, member: Actor) -> None:
    item = sent(house)
    strangers = [contributor, member, make_actor(house, Role.VIEWER)]
    strangers.append(make_actor(make_house("truong-khac"), Role.SECRETARY))
    for actor in strangers:
        for verb in (dismiss_proposals, recall_proposals):
            with pytest.raises(NotAllowed):
                verb(actor=actor, item=item, file_id=first(item).pk)
    own = sent(house, "Của tôi", actor=contributor)
    dismiss_proposals(actor=contributor, item=own, file_id=first(own).pk)
    assert ProposalDismissal.objects.get().item_id == own.pk


def test_not_for_a_file_or_an_item_that_is_gone(house: House, secretary: Actor) -> None:
    item = sent(house)
    file = first(item)
    with pytest.raises(NotHere):
        dismiss_proposals(actor=secretary, item=item, file_id=file.pk + 999)
    detach_file(actor=secretary, file=file)
    with pytest.raises(NotHere):
        dismiss_proposals(actor=secretary, item=item, file_id=file.pk)
    remove_item(actor=secretary, item=item)
    with pytest.raises(Problem, match="đã bị bỏ"):
        dismiss_proposals(actor=secretary, item=item, file_id=file.pk)
