"""What became one travels: an old text finds on another server the item that stands for the one it cites."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.passages import restore_passage, save_passage
from minhdinh.assessments.models import Passage, SelfAssessment
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.models import Citation, Collecting, EvidenceCode, EvidenceItem, ItemMerge
from minhdinh.evidence.moves.merged import merges_into, survivors
from minhdinh.evidence.moves.merging import merge_items
from minhdinh.evidence.moves.undoing import undo_merge
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.domain.importing import import_school
from minhdinh.lib.richtext import citations
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import new_save_id, rich, signed_in, undone
from tests.exchange.packages import parts_of, rewritten
from tests.factories import member

pytestmark = pytest.mark.django_db
GONE, SURVIVOR, THIRD, FOURTH = "MC.1.1.01", "MC.1.2.01", "MC.1.3.01", "MC.1.4.01"


def item(code: str) -> EvidenceItem:
    return EvidenceItem.objects.get(code=code)


def merge(gone: str, survivor: str) -> ItemMerge:
    one, other = item(gone), item(survivor)
    return merge_items(
        actor=system_actor(one.school_id),
        gone=one,
        survivor=other,
        versions=(one.version, other.version),
        reason="Cùng một văn bản",
    )


def write(passage: Passage, body: dict[str, Any]) -> None:
    save_passage(
        actor=system_actor(passage.school_id),
        assessment=SelfAssessment.objects.get(),
        slot=passage.slot,
        version=Passage.objects.get(pk=passage.pk).version,
        body=body,
        save_id=new_save_id(),
    )


def first_text() -> Passage:
    found: Passage = Passage.objects.filter(slot__startswith="statement:").order_by("slot")[0]
    return found


def told() -> list[tuple[str, str, str]]:
    """Return the merges in words of codes."""
    rows = ItemMerge.objects.order_by("id").select_related("gone", "survivor")
    return [(one.gone.code, one.survivor.code, one.reason) for one in rows]


@pytest.fixture
def moved(server: Organisation, package: Path, tmp_path: Path) -> Path:
    """Return the package of the sample school after people wrote, merged and undid on their server."""
    path = tmp_path / "moved.zip"
    with undone():
        school = import_school(actor=system_actor(), path=package, parent=server).school
        with school_scope(school.pk):
            SelfAssessment.objects.update(state="draft")
            passage = first_text()
            write(passage, rich("Bản dẫn minh chứng cũ.", [item(GONE)]))
            write(passage, rich("Bản viết lại."))
            Collecting.objects.create(
                school=school,
                assessment_id=passage.assessment_id,
                collector=member(school, "contributor"),
                what="Bản gốc",
                item=item(GONE),
            )
            merge(GONE, SURVIVOR)
            undo_merge(actor=system_actor(school.pk), merge=merge(FOURTH, THIRD))
            merge(SURVIVOR, THIRD)
        export_school(actor=system_actor(school.pk), school=school, path=path)
    return path


@pytest.fixture
def settled(server: Organisation, moved: Path) -> Iterator[Organisation]:
    """Return the school on another server, its scope open."""
    school = import_school(actor=system_actor(), path=moved, parent=server).school
    with school_scope(school.pk):
        yield school


def test_a_package_names_merges_by_references_and_only_where_there_are_some(
    package: Path, moved: Path
) -> None:
    assert "merges" not in parts_of(package)["evidence.json"]
    content = parts_of(moved)["evidence.json"]
    codes = {one["ref"]: one["code"] for one in content["items"]}
    merges = content["merges"]
    assert [(codes[one["gone"]], codes[one["survivor"]]) for one in merges] == [
        (GONE, SURVIVOR),
        (FOURTH, THIRD),
        (SURVIVOR, THIRD),
    ]
    assert [bool(one["undone_at"]) for one in merges] == [False, True, False]
    assert all("moved" not in one for one in merges)


def test_a_restored_version_cites_what_stands_for_the_merged_item(settled: Organisation) -> None:
    passage = first_text()
    old = passage.revisions.get(text="Bản dẫn minh chứng cũ.")
    assert citations(old.body) == [str(item(GONE).pk)]
    saved = restore_passage(
        actor=system_actor(settled.pk),
        assessment=SelfAssessment.objects.get(),
        slot=passage.slot,
        version=passage.version,
        from_version=old.version,
    )
    assert [one.code for one in saved.items] == [THIRD]
    assert citations(first_text().body) == [str(item(THIRD).pk)]
    rows = Citation.objects.filter(source=f"passage:{passage.pk}")
    assert [one.item.code for one in rows] == [THIRD]


def test_every_code_is_unique_and_leads_to_an_item_that_is_there(settled: Organisation) -> None:
    assert told() == [
        (GONE, SURVIVOR, "Cùng một văn bản"),
        (FOURTH, THIRD, "Cùng một văn bản"),
        (SURVIVOR, THIRD, "Cùng một văn bản"),
    ]
    codes = list(EvidenceCode.objects.values_list("convention", "text"))
    assert len(codes) == len(set(codes))
    assert {one.item.code for one in EvidenceCode.objects.filter(text__in=[GONE, SURVIVOR])} == {THIRD}
    shown = list(EvidenceItem.objects.exclude(code="").values_list("code", flat=True))
    assert len(shown) == len(set(shown))
    live = set(EvidenceItem.objects.filter(removed_at__isnull=True).values_list("pk", flat=True))
    assert set(Citation.objects.values_list("item_id", flat=True)) <= live
    ends = survivors(settled.pk, [item(GONE).pk, item(SURVIVOR).pk, item(FOURTH).pk])
    assert ends == {item(GONE).pk: item(THIRD).pk, item(SURVIVOR).pk: item(THIRD).pk}


def test_what_is_collected_arrives_with_the_item_it_is_for(settled: Organisation) -> None:
    row = Collecting.objects.get()
    assert (row.what, row.item) == ("Bản gốc", item(THIRD))
    assert row.assessment_id == SelfAssessment.objects.get().pk
    assert row.collector.memberships.filter(organisation=settled).exists()


def test_exported_again_it_is_the_same_package(settled: Organisation, moved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    export_school(actor=system_actor(settled.pk), school=settled, path=again)
    assert parts_of(again) == parts_of(moved)


def test_a_merge_that_arrived_is_not_taken_back_and_later_ones_are(settled: Organisation) -> None:
    arrived = merges_into(item(THIRD).pk)[0]
    with pytest.raises(Problem, match="máy chủ trước"):
        undo_merge(actor=system_actor(settled.pk), merge=arrived)
    assert arrived.undone_at is None
    merge(FOURTH, THIRD)
    undo_merge(actor=system_actor(settled.pk), merge=merges_into(item(THIRD).pk)[0])
    assert item(FOURTH).removed_at is None


def test_the_page_of_the_survivor_says_so(settled: Organisation) -> None:
    client: Client = signed_in(member(settled, "secretary"))
    shown = client.get(f"/truong/{settled.code}/2026-2027/minh-chung/{item(THIRD).pk}/").content.decode()
    assert "Gộp ở máy chủ trước" in shown
    assert "Tách lại" not in shown


def test_a_survivor_that_was_taken_away_later_is_no_fault(
    server: Organisation, moved: Path, tmp_path: Path
) -> None:
    def removed(parts: dict[str, Any]) -> None:
        third = next(one for one in parts["evidence.json"]["items"] if one["code"] == THIRD)
        third["removed_at"] = timezone.now().isoformat()

    school = import_school(
        actor=system_actor(), path=rewritten(moved, tmp_path / "x.zip", removed), parent=server
    ).school
    with school_scope(school.pk):
        assert len(told()) == 3


def around(parts: dict[str, Any]) -> None:
    merges = parts["evidence.json"]["merges"]
    items = {one["ref"]: one for one in parts["evidence.json"]["items"]}
    first = merges[0]["gone"]
    items[merges[2]["survivor"]]["removed_at"] = timezone.now().isoformat()
    merges[1].update(gone=merges[2]["survivor"], survivor=first, undone_at=None)


def still_there(parts: dict[str, Any]) -> None:
    gone = parts["evidence.json"]["merges"][0]["gone"]
    next(one for one in parts["evidence.json"]["items"] if one["ref"] == gone)["removed_at"] = None


def merged_twice(parts: dict[str, Any]) -> None:
    merges = parts["evidence.json"]["merges"]
    merges[2]["gone"] = merges[0]["gone"]


def with_itself(parts: dict[str, Any]) -> None:
    merge = parts["evidence.json"]["merges"][1]
    merge["survivor"] = merge["gone"]


def of_a_stranger(parts: dict[str, Any]) -> None:
    parts["evidence.json"]["merges"][1]["survivor"] = "e9999"


def by_a_stranger(parts: dict[str, Any]) -> None:
    parts["evidence.json"]["merges"][1]["author"] = "p9999"


def with_keys(parts: dict[str, Any]) -> None:
    parts["evidence.json"]["merges"][0]["moved"] = {"files": [[1, 1]]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (around, "gộp vòng quanh"),
        (still_there, "đã gộp nhưng vẫn còn"),
        (merged_twice, "trái với quy tắc"),
        (with_itself, "trái với quy tắc"),
        (of_a_stranger, "nhắc tới 'e9999'"),
        (by_a_stranger, "nhắc tới 'p9999'"),
        (with_keys, "moved"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    server: Organisation, moved: Path, tmp_path: Path, change, words: str
) -> None:
    with pytest.raises(Problem, match=words):
        import_school(
            actor=system_actor(), path=rewritten(moved, tmp_path / "wrong.zip", change), parent=server
        )
    school = Organisation.objects.filter(code="th-sao-mai-1").first()
    if school is not None:
        with school_scope(school.pk):
            assert not EvidenceItem.objects.exists()


def test_removed_items_lead_nowhere_by_themselves(settled: Organisation) -> None:
    row = item(FOURTH)
    Citation.objects.filter(item=row).delete()
    row.uses.all().delete()
    remove_item(actor=system_actor(settled.pk), item=row)
    assert survivors(settled.pk, [row.pk]) == {}
    assert json.loads(json.dumps(told()))
