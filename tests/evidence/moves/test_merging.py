"""Two items become one: what stood on either stands on the survivor."""

import io

import pytest

from minhdinh.access.actor import Actor
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item, restore_item, target_of
from minhdinh.evidence.domain.queries import files_of, uses_of
from minhdinh.evidence.domain.revisions import replace_file
from minhdinh.evidence.domain.search import with_code
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.health.checks import BY_KEY, Look
from minhdinh.evidence.models import (
    Citation,
    EvidenceCode,
    EvidenceFile,
    EvidenceItem,
    ImportedRow,
    ItemMerge,
)
from minhdinh.evidence.moves.merging import merge_items, preview_merge
from tests.evidence.factories import (
    House,
    cite,
    day,
    link,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
SAME = pdf_bytes("cùng một tệp")
TODAY = day("2026-11-22")


def fresh(item: EvidenceItem) -> EvidenceItem:
    return EvidenceItem.objects.get(pk=item.pk)


def merge(gone: EvidenceItem, survivor: EvidenceItem, actor: Actor, **values: object) -> ItemMerge:
    gone, survivor = fresh(gone), fresh(survivor)
    given = {"versions": (gone.version, survivor.version), "reason": "Cùng một văn bản"}
    return merge_items(actor=actor, gone=gone, survivor=survivor, **{**given, **values})  # type: ignore[arg-type]


def replaced(file: EvidenceFile, content: bytes, actor: Actor) -> EvidenceFile:
    """Let a newer file take the place of a file as it stands now."""
    return replace_file(
        actor=actor,
        file=EvidenceFile.objects.select_related("item").get(pk=file.pk),
        stream=io.BytesIO(content),
        name="moi.pdf",
        size=len(content),
    )


def test_files_go_over_behind_those_of_the_survivor(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    make_file(survivor, pdf_bytes("một"), "mot.pdf")
    make_file(gone, pdf_bytes("hai"), "hai.pdf")
    make_file(gone, pdf_bytes("một"), "trung.pdf")
    old = make_file(gone, pdf_bytes("cũ"), "cu.pdf")
    detach_file(actor=secretary, file=old)
    merge(gone, survivor, secretary)
    assert [file.name for file in files_of(survivor)] == ["mot.pdf", "hai.pdf"]
    assert [file.name for file in files_of(gone)] == ["trung.pdf"]
    old.refresh_from_db()
    assert (old.item_id, old.removed_at is None) == (survivor.pk, False)
    assert (fresh(survivor).file_count, fresh(gone).file_count) == (2, 1)
    assert fresh(gone).removed_at is not None


def test_the_codes_of_the_gone_lead_to_the_survivor(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house, criterion="1.2"), make_item(house)
    merge(gone, survivor, secretary)
    assert with_code(secretary, house.school.pk, "MC.1.2.01", TODAY) == [survivor]
    codes = EvidenceCode.objects.filter(item=survivor).order_by("id")
    assert {(one.text, one.current) for one in codes} == {("MC.1.1.01", True), ("MC.1.2.01", False)}
    assert make_item(house, criterion="1.2").code == "MC.1.2.02"


def test_uses_and_citations_go_over_once(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    for item, criteria in ((gone, ("1.1", "1.2")), (survivor, ("1.2", "1.3"))):
        for criterion in criteria:
            link(house, item, criterion)
    cite(house, gone, survivor, source="passage:901")
    cite(house, gone, source="passage:902", criterion="1.2")
    merge(gone, survivor, secretary)
    assert sorted(use.criterion for use in uses_of(survivor)) == ["1.1", "1.2", "1.3"]
    assert uses_of(gone) == []
    rows = Citation.objects.filter(school=house.school).values_list("source", "item_id")
    assert sorted(rows) == [("passage:901", survivor.pk), ("passage:902", survivor.pk)]
    assert not BY_KEY["cited_removed"].query(Look(house.school.pk, TODAY)).exists()


def test_verification_falls_only_where_something_came(house: House, secretary: Actor) -> None:
    one, two, three = make_verified(house), make_verified(house), make_item(house)
    merge(three, one, secretary)
    assert fresh(one).verification == Verification.VERIFIED
    seen = preview_merge(actor=secretary, gone=fresh(two), survivor=fresh(one))
    assert seen.verification_falls
    merge(two, one, secretary)
    assert fresh(one).verification == Verification.PENDING


def test_a_link_and_a_place_fill_what_the_survivor_lacks(house: House, secretary: Actor) -> None:
    gone = make_item(house, storage="link", link="https://truong.edu.vn/ke-hoach", place="Tủ 1")
    survivor = make_item(house, storage="place", place="Tủ 2, hộp 1")
    seen = preview_merge(actor=secretary, gone=gone, survivor=survivor)
    assert ("nơi lưu trữ", "Tủ 1") in seen.left
    merge(gone, survivor, secretary)
    found = fresh(survivor)
    assert (found.link, found.place) == ("https://truong.edu.vn/ke-hoach", "Tủ 2, hộp 1")


def test_the_preview_says_what_would_come_and_writes_nothing(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house, number="12/KH"), make_verified(house)
    make_file(gone, SAME, "ke-hoach.pdf")
    make_file(survivor, SAME, "ban-khac.pdf")
    make_file(gone, pdf_bytes("riêng"), "rieng.pdf")
    link(house, gone, "1.4")
    cite(house, gone, criterion="1.2")
    seen = preview_merge(actor=secretary, gone=fresh(gone), survivor=fresh(survivor))
    assert (seen.files, seen.same_files, seen.codes) == (["rieng.pdf"], ["ke-hoach.pdf"], ["MC.1.1.01"])
    assert seen.new_uses == 1
    assert [place.split(":")[0] for place in seen.places] == ["trích dẫn", "phục vụ"]
    assert "năm học 2026-2027, tiêu chí 1.2" in seen.places[0]
    assert ("số, ký hiệu", "12/KH") in seen.left
    assert seen.obstacles == []
    assert not ItemMerge.objects.exists()
    assert len(files_of(gone)) == 2


def test_both_records_name_both_and_the_reason(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    row = merge(gone, survivor, secretary, reason="Nhập hai lần")
    assert (row.reason, row.author_name) == ("Nhập hai lần", secretary.name)
    for item in (gone, survivor):
        entry = entries_of_target(target_of(item))[0]
        assert entry.action == "evidence.merged"
        assert entry.data == {"gone": "MC.1.1.01", "item": "MC.1.1.02", "reason": "Nhập hai lần"}


def test_an_item_of_the_inbox_goes_into_one_with_a_code(house: House, secretary: Actor) -> None:
    unfiled, coded = make_item(house, criterion=""), make_item(house)
    make_file(unfiled)
    with pytest.raises(Problem, match="chưa có mã"):
        merge(coded, unfiled, secretary)
    merge(unfiled, coded, secretary)
    assert fresh(coded).file_count == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
@pytest.mark.parametrize("cites", ["gone", "survivor"])
def test_a_report_that_waits_holds_both(house: House, secretary: Actor, state: State, cites: str) -> None:
    gone, survivor = make_item(house), make_item(house)
    cite(house, {"gone": gone, "survivor": survivor}[cites])
    SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=state, complete=True)
    assert "đang ở bước" in preview_merge(actor=secretary, gone=gone, survivor=survivor).obstacles[0]
    with pytest.raises(Problem, match="năm học 2026-2027 đang ở bước"):
        merge(gone, survivor, secretary)
    assert fresh(gone).removed_at is None
    assert not ItemMerge.objects.exists()


def test_what_does_not_fit_is_refused_and_nothing_changes(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    secret = make_item(house, kind="so_tiep_nhan_phan_anh")
    stranger = make_item(make_house())
    with pytest.raises(Problem, match="hai minh chứng khác nhau"):
        merge(gone, gone, secretary)
    with pytest.raises(Problem, match="hai trường"):
        merge(gone, stranger, secretary)
    with pytest.raises(Problem, match="lý do"):
        merge(gone, survivor, secretary, reason="")
    with pytest.raises(Stale):
        merge(gone, survivor, secretary, versions=(1, 9))
    with pytest.raises(Problem, match="nhạy cảm"):
        merge(gone, secret, secretary)
    remove_item(actor=secretary, item=fresh(survivor))
    with pytest.raises(Problem, match="đã bị bỏ"):
        merge(gone, survivor, secretary)
    assert not ItemMerge.objects.exists()
    assert fresh(gone).removed_at is None


def test_a_merged_item_is_not_restored_behind_the_merge(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    merge(gone, survivor, secretary)
    with pytest.raises(Problem, match="hoàn tác việc gộp"):
        restore_item(actor=secretary, item=fresh(gone))
    with pytest.raises(Problem, match="đã bị bỏ"):
        merge(gone, survivor, secretary)


def test_a_list_brought_again_knows_the_survivor(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    row = ImportedRow.objects.create(school=house.school, item=gone, key="k" * 64)
    merge(gone, survivor, secretary)
    row.refresh_from_db()
    assert row.item_id == survivor.pk


def test_only_who_manages_evidence_merges(house: House, member: Actor, contributor: Actor) -> None:
    gone, survivor = make_item(house, actor=contributor), make_item(house, actor=contributor)
    for actor in (member, contributor):
        with pytest.raises(NotAllowed):
            merge(gone, survivor, actor)
        with pytest.raises(NotAllowed):
            preview_merge(actor=actor, gone=gone, survivor=survivor)


def test_what_a_file_took_the_place_of_stays_beside_it(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    make_file(survivor, SAME, "mot.pdf")
    first = make_file(gone, pdf_bytes("bản đầu"), "dau.pdf")
    second = replaced(first, pdf_bytes("bản hai"), secretary)
    present = replaced(second, SAME, secretary)
    row = merge(gone, survivor, secretary)
    assert row.moved["files"] == []
    for file in (first, second, present):
        file.refresh_from_db()
        assert file.item_id == gone.pk


def test_a_file_goes_over_with_what_it_took_the_place_of(house: House, secretary: Actor) -> None:
    gone, survivor = make_item(house), make_item(house)
    first = make_file(gone, pdf_bytes("bản đầu"), "dau.pdf")
    present = replaced(first, pdf_bytes("bản hai"), secretary)
    merge(gone, survivor, secretary)
    assert set(EvidenceFile.objects.filter(item=survivor)) == {first, present}
