"""Files over time: one takes the place of another and both stay readable; days, notes and the order."""

import datetime as dt
import io

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.dossier_evidence import evidence_part
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item, target_of
from minhdinh.evidence.domain.queries import (
    earlier_files_for,
    earlier_files_of,
    file_by_id,
    file_for,
    files_of,
)
from minhdinh.evidence.domain.revisions import describe_file, move_file, replace_file
from minhdinh.evidence.domain.verification import verify_item
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import Blob, EvidenceFile, EvidenceItem
from minhdinh.exchange.domain.evidence_part import evidence_part as package_part
from minhdinh.exchange.domain.evidence_part import references_to
from minhdinh.exchange.domain.import_evidence import import_evidence
from minhdinh.exchange.references import References
from tests.evidence.factories import (
    House,
    day,
    link,
    make_actor,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def replaced(
    actor: Actor, file: EvidenceFile, content: bytes, name: str = "moi.pdf", **more: dt.date
) -> EvidenceFile:
    return replace_file(
        actor=actor, file=file, stream=io.BytesIO(content), name=name, size=len(content), **more
    )


def fresh(item: EvidenceItem) -> EvidenceItem:
    return EvidenceItem.objects.get(pk=item.pk)


def names(item: EvidenceItem) -> list[str]:
    return [file.name for file in files_of(item)]


def test_a_newer_file_stands_where_the_old_one_stood_and_both_stay_readable(
    house: House, secretary: Actor
) -> None:
    item = make_item(house)
    first, _second = make_file(item, pdf_bytes("a"), "a.pdf"), make_file(item, pdf_bytes("b"), "b.pdf")
    describe_file(actor=secretary, file=first, version=fresh(item).version, dated_on=None, note="Trang 1-4")
    newer = replaced(secretary, first, pdf_bytes("c"), "c.pdf", dated_on=day("2026-10-01"))
    assert names(item) == ["c.pdf", "b.pdf"]
    assert (newer.note, newer.dated_on) == ("Trang 1-4", day("2026-10-01"))
    [old] = earlier_files_of(item)
    assert (old.name, old.replaced_by, old.removed_by_id) == ("a.pdf", newer, secretary.user_id)
    assert read_blob(old.blob) == pdf_bytes("a")
    assert file_for(secretary, house.school.pk, old.pk) == old
    assert file_by_id(house.school.pk, old.pk) is None, "what others are shown of an item is the present"
    assert fresh(item).file_count == 2
    assert entries_of_target(target_of(item))[0].action == "evidence.file_replaced"


def test_a_replaced_file_asks_for_verification_again(house: House, secretary: Actor) -> None:
    item = make_verified(house)
    replaced(secretary, files_of(item)[0], pdf_bytes("mới"))
    assert fresh(item).verification == Verification.PENDING


def test_a_chain_of_revisions_keeps_each(house: House, secretary: Actor) -> None:
    item = make_item(house)
    file = make_file(item, pdf_bytes("1"), "1.pdf")
    for number in ("2", "3"):
        file = replaced(secretary, file, pdf_bytes(number), f"{number}.pdf")
    assert names(item) == ["3.pdf"]
    assert [one.name for one in earlier_files_of(item)] == ["2.pdf", "1.pdf"]


def test_the_same_bytes_replace_nothing(house: House, secretary: Actor) -> None:
    item = make_item(house)
    file = make_file(item, pdf_bytes("a"))
    with pytest.raises(Problem, match="giống hệt"):
        replaced(secretary, file, pdf_bytes("a"))
    assert earlier_files_of(item) == []


def test_bad_uploads_replace_nothing(house: House, secretary: Actor) -> None:
    item = make_item(house)
    file = make_file(item)
    for content, words in ((b"", "rỗng"), (b"MZ\x90 program", "không thuộc loại")):
        with pytest.raises(Problem, match=words):
            replaced(secretary, file, content)
    assert names(item) == ["ke-hoach.pdf"]


def test_a_file_that_is_gone_is_not_replaced_twice(house: House, secretary: Actor) -> None:
    item = make_item(house)
    file = make_file(item)
    seen_by_another = EvidenceFile.objects.select_related("item").get(pk=file.pk)
    replaced(secretary, file, pdf_bytes("b"))
    with pytest.raises(Stale):
        replaced(secretary, seen_by_another, pdf_bytes("c"))
    with pytest.raises(Stale):
        detach_file(actor=secretary, file=seen_by_another)
    assert [read_blob(one.blob) for one in files_of(item)] == [pdf_bytes("b")]


def test_a_file_taken_out_is_not_readable_and_says_who_took_it(house: House, secretary: Actor) -> None:
    item = make_item(house)
    file = make_file(item)
    detach_file(actor=secretary, file=file)
    assert file_for(secretary, house.school.pk, file.pk) is None
    assert EvidenceFile.objects.get(pk=file.pk).removed_by_id == secretary.user_id


def test_a_removed_item_takes_no_newer_file(house: House, secretary: Actor) -> None:
    item = make_item(house)
    file = make_file(item)
    remove_item(actor=secretary, item=item)
    with pytest.raises(Problem, match="đã bị bỏ"):
        replaced(secretary, file, pdf_bytes("b"))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER, Role.CONTRIBUTOR])
def test_who_may_not_change_the_item_changes_no_file(house: House, role: str) -> None:
    item = make_verified(house)
    file, actor = files_of(item)[0], make_actor(house, role)
    with pytest.raises(NotAllowed):
        replaced(actor, file, pdf_bytes("b"))
    with pytest.raises(NotAllowed):
        describe_file(actor=actor, file=file, version=item.version, dated_on=None, note="x")
    with pytest.raises(NotAllowed):
        move_file(actor=actor, file=file, version=item.version, up=True)


def test_a_contributor_replaces_a_file_of_the_own_item_that_waits(house: House, contributor: Actor) -> None:
    item = make_item(house, actor=contributor)
    replaced(contributor, make_file(item), pdf_bytes("b"), "b.pdf")
    assert names(item) == ["b.pdf"]
    verify_item(actor=make_actor(house, Role.SECRETARY), item=item)
    with pytest.raises(NotAllowed):
        replaced(contributor, files_of(item)[0], pdf_bytes("c"))


def test_another_school_finds_no_file(house: House, secretary: Actor) -> None:
    file = make_file(make_item(house))
    elsewhere = make_house()
    stranger = make_actor(elsewhere, Role.SECRETARY)
    assert file_for(stranger, elsewhere.school.pk, file.pk) is None
    with pytest.raises(NotAllowed):
        replaced(stranger, file, pdf_bytes("b"))


def test_day_and_note_are_written_without_asking_for_verification_again(
    house: House, secretary: Actor
) -> None:
    item = make_verified(house)
    file = files_of(item)[0]
    describe_file(
        actor=secretary, file=file, version=item.version, dated_on=day("2025-09-05"), note="  Bản  có dấu "
    )
    again = EvidenceFile.objects.get(pk=file.pk)
    assert (again.dated_on, again.note) == (day("2025-09-05"), "Bản có dấu")
    assert fresh(item).verification == Verification.VERIFIED
    with pytest.raises(Stale):
        describe_file(actor=secretary, file=file, version=item.version - 1, dated_on=None, note="")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"dated_on": dt.date(1899, 12, 31), "note": ""}, "năm 1900"),
        ({"dated_on": dt.date(9999, 1, 1), "note": ""}, "năm 1900"),
        ({"dated_on": None, "note": "x" * 251}, "dài quá"),
    ],
)
def test_hostile_days_and_notes_are_refused(
    house: House, secretary: Actor, values: dict[str, object], words: str
) -> None:
    item = make_item(house)
    file = make_file(item)
    with pytest.raises(Problem, match=words):
        describe_file(actor=secretary, file=file, version=fresh(item).version, **values)  # type: ignore[arg-type]


def test_the_order_is_changed_one_place_at_a_time(house: House, secretary: Actor) -> None:
    item = make_item(house)
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        make_file(item, pdf_bytes(name), name)
    a, _b, c = files_of(item)
    move_file(actor=secretary, file=c, version=fresh(item).version, up=True)
    assert names(item) == ["a.pdf", "c.pdf", "b.pdf"]
    move_file(actor=secretary, file=a, version=fresh(item).version, up=False)
    assert names(item) == ["c.pdf", "a.pdf", "b.pdf"]
    before = fresh(item).version
    move_file(actor=secretary, file=c, version=before, up=True)
    assert (names(item), fresh(item).version) == (["c.pdf", "a.pdf", "b.pdf"], before)
    with pytest.raises(Stale):
        move_file(actor=secretary, file=c, version=before - 1, up=False)


def test_what_was_sealed_keeps_the_old_bytes_and_what_is_built_now_has_the_new(
    house: House, secretary: Actor
) -> None:
    item = make_verified(house)
    link(house, item)
    sealed = evidence_part(house.assessment)[0]["files"]
    old = files_of(item)[0]
    replaced(secretary, old, pdf_bytes("mới"), "moi.pdf")
    now = evidence_part(house.assessment)[0]["files"]
    assert [file["name"] for file in now] == ["moi.pdf"]
    kept = Blob.objects.get(school=house.school, sha256=sealed[0]["sha256"])
    assert kept == old.blob
    assert read_blob(kept)


def test_a_package_takes_the_chain_along(house: House, secretary: Actor) -> None:
    item = make_item(house)
    file = make_file(item, pdf_bytes("a"), "a.pdf")
    replaced(secretary, file, pdf_bytes("b"), "b.pdf", dated_on=day("2026-10-01"))
    people = References("p", [secretary.user_id or 0])
    [row] = package_part(house.school.pk, [item], references_to([item]), people)["items"]
    by_name = {one["name"]: (place, one) for place, one in enumerate(row["files"])}
    assert by_name["a.pdf"][1]["replaced_by"] == by_name["b.pdf"][0]
    assert "replaced_by" not in by_name["b.pdf"][1]
    assert by_name["b.pdf"][1]["dated_on"] == "2026-10-01"
    assert by_name["a.pdf"][1]["removed_by"] == people.of(secretary.user_id)


def test_the_chain_arrives_in_another_school(house: House, secretary: Actor) -> None:
    item = make_item(house)
    replaced(secretary, make_file(item, pdf_bytes("a"), "a.pdf"), pdf_bytes("b"), "b.pdf")
    people = References("p", [secretary.user_id or 0])
    content = package_part(house.school.pk, [item], references_to([item]), people)
    other = make_house()
    donor = make_item(other, criterion="")
    blobs = {
        file.blob.sha256: file.blob
        for file in (make_file(donor, pdf_bytes("a")), make_file(donor, pdf_bytes("b")))
    }
    keys = import_evidence(other.school.pk, content, {"p1": secretary.user_id or 0}, blobs)
    arrived = EvidenceItem.objects.get(pk=keys[content["items"][0]["ref"]])
    assert names(arrived) == ["b.pdf"]
    [old] = earlier_files_of(arrived)
    assert (old.name, old.replaced_by, old.removed_by_id) == (
        "a.pdf",
        files_of(arrived)[0],
        secretary.user_id,
    )
    content["items"][0]["files"][0]["replaced_by"] = 7
    content["items"][0]["code"], content["items"][0]["codes"] = "", []
    with pytest.raises(Problem, match="ghi sai bản thay"):
        import_evidence(other.school.pk, {**content, "counters": []}, {"p1": secretary.user_id or 0}, blobs)


def test_what_was_replaced_closes_with_the_last_in_its_place(
    house: House, secretary: Actor, member: Actor
) -> None:
    first = make_file(make_item(house), pdf_bytes("a"), "a.pdf")
    second = replaced(secretary, first, pdf_bytes("b"), "b.pdf")
    third = replaced(secretary, second, pdf_bytes("c"), "c.pdf")
    for file in (first, second, third):
        assert file_for(member, house.school.pk, file.pk) == file
    assert earlier_files_for(member, first.item) == [second, first]
    detach_file(actor=secretary, file=third)
    for file in (first, second, third):
        assert file_for(member, house.school.pk, file.pk) is None
    assert earlier_files_for(member, first.item) == []
    assert file_for(secretary, house.school.pk, first.pk) == first
    assert earlier_files_for(secretary, first.item) == [second, first]
