"""Texts go along when two items become one."""

from typing import Any

import pytest

from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.merged_citations import FOLLOWER, followed
from minhdinh.assessments.domain.passages import restore_passage, save_passage
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import (
    Passage,
    PassageRevision,
    Seal,
    SuggestedText,
    SuggestionChoice,
    SuggestionEvidence,
)
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.models import Citation, EvidenceItem, ItemMerge
from minhdinh.evidence.moves.following import places_of
from minhdinh.evidence.moves.merging import merge_items
from minhdinh.evidence.moves.undoing import undo_merge
from minhdinh.lib.richtext import citations
from tests.assessments.cases import Case, advance, item, new_save_id, rich, write


def merge(case: Case, gone: EvidenceItem, survivor: EvidenceItem) -> ItemMerge:
    for one in (gone, survivor):
        one.refresh_from_db()
    return merge_items(
        actor=case.actor(),
        gone=gone,
        survivor=survivor,
        versions=(gone.version, survivor.version),
        reason="Cùng một văn bản",
    )


def cited(case: Case) -> list[str]:
    return citations(Passage.objects.get(assessment=case.assessment, slot=case.slot()).body)


def test_a_text_names_the_survivor_and_keeps_its_version(small: Case) -> None:
    gone, survivor, other = item(small), item(small), item(small)
    write(small, small.slot(), cited=[other, gone])
    merge(small, gone, survivor)
    row = Passage.objects.get()
    assert (citations(row.body), row.version) == ([str(other.pk), str(survivor.pk)], 1)
    assert citations(PassageRevision.objects.get().body) == [str(other.pk), str(gone.pk)]
    assert set(Citation.objects.values_list("item_id", flat=True)) == {other.pk, survivor.pk}


def test_a_text_that_cited_both_names_the_survivor_once(small: Case) -> None:
    gone, survivor = item(small), item(small)
    write(small, small.slot(), cited=[gone, survivor])
    merge(small, gone, survivor)
    assert cited(small) == [str(survivor.pk)]
    assert Citation.objects.count() == 1


def test_who_was_writing_saves_without_a_conflict(small: Case) -> None:
    gone, survivor = item(small), item(small)
    write(small, small.slot(), cited=[gone])
    merge(small, gone, survivor)
    saved = save_passage(
        actor=small.system,
        assessment=small.assessment,
        slot=small.slot(),
        version=1,
        body=rich("Viết tiếp.", [gone]),
        save_id=new_save_id(),
    )
    assert (saved.version, [one.pk for one in saved.items]) == (2, [survivor.pk])
    assert cited(small) == [str(survivor.pk)]


def test_an_earlier_version_comes_back_with_the_survivor(small: Case) -> None:
    gone, survivor = item(small), item(small)
    write(small, small.slot(), "Bản một.", cited=[gone])
    write(small, small.slot(), "Bản hai.")
    merge(small, gone, survivor)
    restore_passage(
        actor=small.system, assessment=small.assessment, slot=small.slot(), version=2, from_version=1
    )
    assert cited(small) == [str(survivor.pk)]


def test_the_dossier_lists_the_survivor_alone(small: Case) -> None:
    gone, survivor = item(small), item(small)
    write(small, small.slot(), cited=[gone])
    merge(small, gone, survivor)
    dossier = build_dossier(small.fresh())
    assert [one["id"] for one in dossier["evidence"]] == [str(survivor.pk)]


def test_a_sealed_dossier_stays_byte_for_byte(decided: Case) -> None:
    gone, survivor = item(decided), item(decided)
    write(decided, decided.slot(), cited=[gone])
    seal = advance(decided, State.SEALED)
    assert seal is not None
    before = read_blob(seal.blob)
    merge(decided, gone, survivor)
    again = Seal.objects.get(pk=seal.pk)
    assert (read_blob(again.blob), again.sha256) == (before, seal.sha256)
    assert f'"{gone.pk}"'.encode() in before
    assert cited(decided) == [str(survivor.pk)]  # what would be worked on if the report is opened again


def test_an_undone_merge_gives_texts_back_that_nobody_changed(small: Case) -> None:
    gone, survivor = item(small), item(small)
    write(small, small.slot(), cited=[gone])
    write(small, small.slot("2.3"), "Câu khác.", cited=[survivor, gone])
    write(small, small.slot("1.1"), "Câu sau.", cited=[gone])
    row = merge(small, gone, survivor)
    write(small, small.slot("1.1"), "Viết lại từ khi gộp.", cited=[survivor])
    left = undo_merge(actor=small.actor(), merge=row)
    assert len(left) == 1
    assert "đã được sửa từ khi gộp" in left[0]
    bodies = {one.slot: citations(one.body) for one in Passage.objects.all()}
    assert bodies[small.slot()] == [str(gone.pk)]
    assert bodies[small.slot("2.3")] == [str(survivor.pk), str(gone.pk)]
    assert bodies[small.slot("1.1")] == [str(survivor.pk)]
    for passage in Passage.objects.all():
        rows = Citation.objects.filter(source=f"passage:{passage.pk}").values_list("item_id", flat=True)
        assert {str(pk) for pk in rows} == set(citations(passage.body))


def test_proofs_of_suggestions_go_along_and_come_back(small: Case) -> None:
    gone, survivor = item(small), item(small)
    choices = make_choices(small)
    for choice, proofs in zip(choices, ([gone], [gone, survivor]), strict=True):
        for proof in proofs:
            SuggestionEvidence.objects.create(school=small.school, choice=choice, item=proof)
    write(small, small.slot(), cited=[gone])
    block = Passage.objects.get().body["content"][0]
    make_drafted(small, choices[0], block)
    row = merge(small, gone, survivor)
    assert [one.item_id for one in SuggestionEvidence.objects.all()] == [survivor.pk] * 2
    assert SuggestedText.objects.get().blocks == Passage.objects.get().body["content"]
    undo_merge(actor=small.actor(), merge=row)
    assert proofs_of(choices[0]) == {gone.pk}
    assert proofs_of(choices[1]) == {gone.pk, survivor.pk}
    assert SuggestedText.objects.get().blocks == [block]


def test_what_was_drafted_and_taken_out_since_stays_so(small: Case) -> None:
    gone, survivor = item(small), item(small)
    choice, _other = make_choices(small)
    for proof in (gone, survivor):
        SuggestionEvidence.objects.create(school=small.school, choice=choice, item=proof)
    write(small, small.slot(), cited=[gone])
    make_drafted(small, choice, Passage.objects.get().body["content"][0])
    row = merge(small, gone, survivor)
    SuggestionEvidence.objects.all().delete()
    again = rich("Soạn lại từ khi gộp.", [survivor])["content"]
    SuggestedText.objects.update(blocks=again)
    undo_merge(actor=small.actor(), merge=row)
    assert SuggestedText.objects.get().blocks == again
    assert proofs_of(choice) == set()


def test_a_merge_that_did_not_remember_doubled_proofs_is_undone(small: Case) -> None:
    gone, survivor = item(small), item(small)
    row = merge(small, gone, survivor)
    del row.moved["rooms"]["assessments"]["doubled"]
    row.save()
    assert undo_merge(actor=small.actor(), merge=row) == []


def test_a_proof_that_a_later_merge_found_there_already_is_not_taken_along(small: Case) -> None:
    one, two, survivor = item(small), item(small), item(small)
    both, single = make_choices(small)
    for choice, proofs in ((both, [one, two]), (single, [one])):
        for proof in proofs:
            SuggestionEvidence.objects.create(school=small.school, choice=choice, item=proof)
    first, second = merge(small, one, survivor), merge(small, two, survivor)
    with pytest.raises(Problem, match="gộp sau trước"):
        undo_merge(actor=small.actor(), merge=first)
    assert proofs_of(both) == proofs_of(single) == {survivor.pk}
    for row in (second, first):
        undo_merge(actor=small.actor(), merge=ItemMerge.objects.get(pk=row.pk))
    assert proofs_of(both) == {one.pk, two.pk}
    assert proofs_of(single) == {one.pk}


def test_two_merges_wait_for_each_other_only_in_one_text(small: Case) -> None:
    apart = {"sources": [["passage:1", True]], "texts": {"1": {}}, "proofs": [], "drafted": {}}
    other = {"sources": [["passage:2", True]], "texts": {"2": {}}, "proofs": [], "drafted": {}}
    assert not FOLLOWER.rests_on(other, apart, True)
    assert FOLLOWER.rests_on({**other, "texts": {"1": {}}}, apart, False)
    assert FOLLOWER.rests_on({**other, "drafted": {"7": []}}, {**apart, "drafted": {"7": []}}, False)
    cited = {**other, "sources": [["passage:1", False]]}
    assert FOLLOWER.rests_on(cited, apart, True)
    assert not FOLLOWER.rests_on(cited, apart, False)
    assert not FOLLOWER.rests_on(cited, {**apart, "sources": [["passage:1", False]]}, True)


def make_choices(case: Case) -> list[SuggestionChoice]:
    return [
        SuggestionChoice.objects.create(
            school=case.school,
            sheet=case.sheet(),
            requirement="1.3.1a",
            level=1,
            proposition=name,
            library_version="1",
            author_name="Thư ký",
            chosen_at=case.assessment.created_at,
            changed_at=case.assessment.created_at,
        )
        for name in ("một", "hai")
    ]


def make_drafted(case: Case, choice: SuggestionChoice, block: dict[str, Any]) -> None:
    SuggestedText.objects.create(
        school=case.school,
        assessment=case.assessment,
        choice=choice,
        slot=case.slot(),
        blocks=[block],
        author_name="Thư ký",
        put_at=case.assessment.created_at,
    )


def proofs_of(choice: SuggestionChoice) -> set[int]:
    return set(SuggestionEvidence.objects.filter(choice=choice).values_list("item_id", flat=True))


def test_places_are_told_in_words(small: Case) -> None:
    row = item(small)
    write(small, small.slot(), cited=[row])
    assert places_of(row.pk) == [
        "trích dẫn: năm học 2026-2027, tiêu chí 1.3, yêu cầu 1.3.1a, Trung học cơ sở"
    ]


def test_a_text_without_merged_items_costs_one_query(small: Case, django_assert_num_queries) -> None:
    body = rich("Câu.", [item(small), item(small)])
    with django_assert_num_queries(1):
        assert followed(small.school.pk, body) == body
    with django_assert_num_queries(0):
        assert followed(small.school.pk, rich("Câu.")) == rich("Câu.")


def test_only_reports_of_the_items_hold(decided: Case) -> None:
    used, free = item(decided), item(decided)
    write(decided, decided.slot(), cited=[used])
    advance(decided, State.SUBMITTED)
    school = decided.school.pk
    assert len(FOLLOWER.locks(school, [used.pk], False)) == 1
    assert FOLLOWER.locks(school, [free.pk], False) == []
    assert len(FOLLOWER.locks(school, None, True)) == 1
