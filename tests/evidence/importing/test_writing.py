"""Writing lists: what is new, what is linked, what stays as it is."""

import pytest

from minhdinh.access.actor import Actor, system_actor
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed
from minhdinh.evidence.domain.items import ItemValues, create_item, remove_item
from minhdinh.evidence.domain.listing import items_for
from minhdinh.evidence.domain.queries import ItemFilter
from minhdinh.evidence.importing import writing
from minhdinh.evidence.importing.judging import Fate, old_row_key
from minhdinh.evidence.importing.reading import read_list
from minhdinh.evidence.importing.writing import counted, write_list
from minhdinh.evidence.models import EvidenceCode, EvidenceItem, EvidenceUse, ImportedRow
from minhdinh.jobs.registry import JobCancelledError
from tests.evidence.factories import YEAR, House, make_house, make_item, make_verified
from tests.evidence.importing.lists import FIVE, SEVEN, bring, csv_bytes, fates, place_of, preview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]

OLD_LIST = csv_bytes(
    SEVEN,
    ("Tiêu chuẩn 1: Tổ chức và quản lý nhà trường", "", "", "", "", "", ""),
    ("Tiêu chí 1.1", "1", "[H1-1.1-01]", "Kế hoạch chiến lược", "Số 12/KH ngày 05/9/2025", "Trường", ""),
    ("", "2", "H1-1.1-02", "Nghị quyết", "", "", "x"),
    ("Tiêu chí 1.2", "1", "H1-1.1-01", "Kế hoạch chiến lược", "", "", "Mã hóa ở 1.1"),
    ("", "2", "abc", "Sai mã", "", "", ""),
    ("", "3", "", "Không mã", "", "", ""),
    ("Tiêu chí 5.2", "1", "H5-5.2-01", "Kết quả học tập", "", "", ""),
)


def everything() -> list[tuple[object, ...]]:
    """Return all that a list may touch."""
    items = EvidenceItem.objects.order_by("pk").values_list(
        "pk", "code", "name", "note", "version", "removed_at"
    )
    codes = EvidenceCode.objects.order_by("pk").values_list("pk", "text", "current")
    uses = EvidenceUse.objects.order_by("pk").values_list("item_id", "criterion", "track")
    return [*items, *codes, *uses]


def test_a_catalogue_of_2018_in_a_year_of_2026(house: House, secretary: Actor) -> None:
    done = bring(house, secretary, OLD_LIST)
    assert fates(done) == [(3, "new"), (4, "new"), (5, "linked"), (6, "error"), (7, "new"), (8, "new")]
    item = EvidenceCode.objects.get(text="H1-1.1-01").item
    assert (item.code, item.root_criterion, item.number) == ("MC.1.1.01", "1.1", "12/KH")
    assert item.issued_on.isoformat() == "2025-09-05"
    assert sorted(item.uses.values_list("criterion", flat=True)) == ["1.1", "1.2"]
    assert EvidenceCode.objects.get(text="MC.1.1.01").current
    coded = EvidenceItem.objects.get(name="Không mã")
    assert (coded.code, coded.contributed_by_id) == ("MC.1.2.01", secretary.user_id)


def test_a_criterion_that_the_set_lacks_leads_to_the_inbox_with_its_old_code(
    house: House, secretary: Actor
) -> None:
    verdict = bring(house, secretary, OLD_LIST)[-1]
    item = EvidenceItem.objects.get(name="Kết quả học tập")
    assert (verdict.fate, item.code, item.root_criterion) == (Fate.NEW, "", "")
    assert "5.2" in verdict.reason
    assert "H5-5.2-01" in verdict.reason
    assert list(item.codes.values_list("text", flat=True)) == ["H5-5.2-01"]
    assert not item.uses.exists()
    found = items_for(
        secretary, house.school.pk, ItemFilter(text="h5-5.2-01"), house.assessment.created_at.date()
    )
    assert [one.pk for one in found] == [item.pk]


def test_the_year_s_own_convention_without_its_criterion(house: House, secretary: Actor) -> None:
    content = csv_bytes(FIVE, ("1", "MC.9.9.01", "Lạ", "", ""))
    assert fates(bring(house, secretary, content)) == [(2, "new")]
    code = EvidenceCode.objects.get(text="MC.9.9.01")
    assert (code.current, code.item.code) == (False, "")
    assert fates(bring(house, secretary, content)) == [(2, "duplicate")]


def test_twice_changes_nothing(house: House, secretary: Actor) -> None:
    bring(house, secretary, OLD_LIST)
    before = everything()
    again = bring(house, secretary, OLD_LIST)
    assert [one.fate for one in again if one.fate is not Fate.ERROR] == [Fate.DUPLICATE] * 5
    assert everything() == before
    assert fates(preview(house, OLD_LIST)) == fates(again)


def test_the_preview_says_what_the_writing_does(house: House, secretary: Actor) -> None:
    told = preview(house, OLD_LIST)
    assert everything() == []
    assert [(one.fate, one.reason) for one in told] == [
        (one.fate, one.reason) for one in bring(house, secretary, OLD_LIST)
    ]


def test_codes_of_the_year_stay_and_fresh_ones_come_after_all_of_them(house: House, secretary: Actor) -> None:
    content = csv_bytes(
        ("Tiêu chí", "Mã", "Tên minh chứng"),
        ("1.1", "", "Chưa có mã"),
        ("1.1", "MC.1.1.01", "Kế hoạch"),
        ("1.1", "MC.1.1.7", "Quy chế"),
    )
    bring(house, secretary, content)
    codes = dict(EvidenceItem.objects.values_list("name", "code"))
    assert codes == {"Chưa có mã": "MC.1.1.08", "Kế hoạch": "MC.1.1.01", "Quy chế": "MC.1.1.07"}
    assert make_item(house, name="Sau đó").code == "MC.1.1.09"


def test_an_edited_row_never_overwrites(house: House, secretary: Actor) -> None:
    item = make_verified(house, name="Kế hoạch năm học", note="giữ")
    before = everything()
    done = bring(house, secretary, csv_bytes(FIVE, ("1", item.code, "Tên khác hẳn", "Tủ 9", "mới")))
    assert fates(done) == [(2, "duplicate")]
    assert "Kế hoạch năm học" in done[0].reason
    assert everything() == [*before, (item.pk, "1.1", "thcs")]  # used where the list names it, else as it was


def test_a_known_code_under_another_criterion_is_linked(house: House, secretary: Actor) -> None:
    item = make_item(house)
    content = csv_bytes(
        ("Tiêu chí", "Mã", "Tên"), ("2.1", item.code, item.name), ("2.1", item.code, item.name)
    )
    assert fates(bring(house, secretary, content)) == [(2, "linked"), (3, "duplicate")]
    assert list(item.uses.values_list("criterion", flat=True)) == ["2.1"]
    assert fates(bring(house, secretary, content)) == [(2, "duplicate"), (3, "duplicate")]


def test_a_removed_item_is_not_brought_back(house: House, secretary: Actor) -> None:
    item = make_item(house)
    remove_item(actor=system_actor(house.school.pk), item=item)
    before = everything()
    done = bring(house, secretary, csv_bytes(FIVE, ("1", item.code, item.name, "", "")))
    assert done[0].fate is Fate.DUPLICATE
    assert "bỏ khỏi kho" in done[0].reason
    assert everything() == before


def test_several_codes_of_one_paper_lead_to_one_item(house: House, secretary: Actor) -> None:
    content = csv_bytes(FIVE, ("1", "MC.1.1.01 (H1-1.1-04), H1-1.1-05", "Kế hoạch", "", ""))
    bring(house, secretary, content)
    item = EvidenceItem.objects.get()
    assert {(one.text, one.current) for one in item.codes.all()} == {
        ("MC.1.1.01", True),
        ("H1-1.1-04", True),
        ("H1-1.1-05", False),
    }
    assert fates(bring(house, secretary, csv_bytes(FIVE, ("1", "H1-1.1-05", "Kế hoạch", "", "")))) == [
        (2, "duplicate")
    ]
    more = bring(house, secretary, csv_bytes(FIVE, ("1", "H1-1.1-05; H1-1.1-06", "Kế hoạch", "", "")))
    assert fates(more) == [(2, "linked")]
    assert EvidenceCode.objects.get(text="H1-1.1-06").item == item


def test_old_codes_of_the_template_and_the_older_convention(house: House, secretary: Actor) -> None:
    content = csv_bytes(
        ("Tiêu chí", "Mã minh chứng", "Mã cũ", "Tên minh chứng"),
        ("4.1", "", "H3-3.1-02; H3.3.01.02", "Sổ tài sản"),
    )
    bring(house, secretary, content)
    item = EvidenceItem.objects.get()
    assert item.code == "MC.4.1.01"
    assert set(item.codes.values_list("text", flat=True)) == {"MC.4.1.01", "H3-3.1-02", "H3-3-01-02"}


def test_a_list_of_a_year_before_serves_the_new_year_at_its_roots(house: House, secretary: Actor) -> None:
    content = csv_bytes(
        ("Tiêu chí", "Mã", "Tên"),
        ("1.1", "MC.1.1.01", "Kế hoạch"),
        ("1.2", "", "Sổ"),
        ("2.1", "MC.1.1.01", "Kế hoạch"),
    )
    bring(house, secretary, content)
    before = everything()
    EvidenceUse.objects.all().delete()  # as a year that nothing was used in yet
    assert [one.writes for one in preview(house, content)] == [True, True, True]
    again = bring(house, secretary, content)
    assert fates(again) == [(2, "duplicate"), (3, "duplicate"), (4, "linked")]
    assert all("tiêu chí" in one.reason for one in again)
    assert sorted(everything()[-3:]) == sorted(before[-3:])
    entries = Entry.objects.count()
    assert [one.fate for one in bring(house, secretary, content)] == [Fate.DUPLICATE] * 3
    assert (len(everything()), Entry.objects.count()) == (len(before), entries)


def test_a_closed_year_uses_nothing_again(house: House, secretary: Actor) -> None:
    item = make_item(house)
    SelfAssessment.objects.update(state=State.SUBMITTED, complete=True)
    assert fates(bring(house, secretary, csv_bytes(FIVE, ("1", item.code, item.name, "", "")))) == [
        (2, "duplicate")
    ]
    assert not EvidenceUse.objects.exists()


def test_papers_of_one_name_are_told_apart_by_their_day(house: House, secretary: Actor) -> None:
    days = ("05/09/2026", "10/10/2026", "11/11/2026", "10/10/2026", "")
    head = ("Tiêu chí", "Tên minh chứng", "Ngày ban hành")
    content = csv_bytes(head, *(("1.1", "Biên bản họp hội đồng trường", day) for day in days))
    done = bring(house, secretary, content)
    assert [one.fate.value for one in done] == ["new", "new", "new", "duplicate", "new"]
    before = everything()
    assert [one.fate for one in bring(house, secretary, content)] == [Fate.DUPLICATE] * 5
    ImportedRow.objects.all().delete()  # entered by hand, or by a list of another school year's making
    assert [one.fate for one in bring(house, secretary, content)] == [Fate.DUPLICATE] * 5
    assert everything() == before


def test_a_row_that_was_kept_without_its_day_is_known_again(house: House, secretary: Actor) -> None:
    content = csv_bytes(("Tiêu chí", "Tên", "Ngày"), ("1.1", "Biên bản", "05/09/2026"))
    (done,) = bring(house, secretary, content)
    ImportedRow.objects.update(key=old_row_key(done.row))
    EvidenceItem.objects.update(name="Đổi tên", name_sort="doi ten")
    assert fates(bring(house, secretary, content)) == [(2, "duplicate")]


def test_codes_with_a_row_of_their_own_are_left_to_it(house: House, secretary: Actor) -> None:
    content = csv_bytes(
        FIVE,
        ("1", "MC.1.1.06, MC.1.1.07, MC.1.1.08", "Hai", "", ""),
        ("2", "MC.1.1.07", "Khác", "", ""),
        ("3", "MC.1.2.01-MC.1.2.05", "Năm văn bản", "", ""),
    )
    done = bring(house, secretary, content)
    assert fates(done) == [(2, "new"), (3, "new"), (4, "error")]
    assert "MC.1.1.07 có dòng riêng" in done[0].reason
    assert "MC.1.2.01-MC.1.2.05" in done[2].reason
    assert "dãy mã" in done[2].reason
    owners = dict(EvidenceCode.objects.values_list("text", "item__name"))
    assert owners == {"MC.1.1.06": "Hai", "MC.1.1.08": "Hai", "MC.1.1.07": "Khác"}
    before = everything()
    assert [one.fate.value for one in bring(house, secretary, content)] == ["duplicate", "duplicate", "error"]
    assert everything() == before


def test_rows_without_code_are_told_apart_by_number(house: House, secretary: Actor) -> None:
    head = ("Tiêu chí", "Tên minh chứng", "Số hiệu")
    content = csv_bytes(
        head, ("1.1", "Quyết định", "1/QĐ"), ("1.1", "Quyết định", "2/QĐ"), ("1.1", "quyết  định", "1/QĐ")
    )
    assert fates(bring(house, secretary, content)) == [(2, "new"), (3, "new"), (4, "duplicate")]
    EvidenceItem.objects.filter(number="1/QĐ").update(name="Đổi tên", name_sort="doi ten")
    assert [one.fate for one in bring(house, secretary, content)] == [Fate.DUPLICATE] * 3


def test_what_a_person_entered_by_hand_is_known_by_its_name(house: House, secretary: Actor) -> None:
    make_item(house, name="Kế hoạch năm học")
    done = bring(house, secretary, csv_bytes(("Tiêu chí", "Tên"), ("1.1", "KẾ HOẠCH năm học")))
    assert fates(done) == [(2, "duplicate")]
    assert "MC.1.1.01" in done[0].reason


def test_bad_rows_are_told_and_the_others_written(house: House, secretary: Actor) -> None:
    content = csv_bytes(
        FIVE,
        ("1", "MC.1.1.01", "", "", ""),
        ("2", "MC.1.1.00", "Số không", "", ""),
        ("3", "MC.1.1.02", "x" * 401, "", ""),
        ("4", "MC.1.1.9999", "Quá lớn", "", ""),
        ("5", "MC.1.1.03", "Tốt", "", ""),
    )
    done = bring(house, secretary, content)
    assert fates(done) == [(2, "error"), (3, "error"), (4, "error"), (5, "error"), (6, "new")]
    assert all(one.reason for one in done[:4])
    assert counted(done) == {"new": 1, "linked": 0, "duplicate": 0, "error": 4}


def test_a_report_that_was_handed_in_takes_items_but_no_links(house: House, secretary: Actor) -> None:
    known = make_item(house)
    SelfAssessment.objects.update(state=State.SUBMITTED, complete=True)
    content = csv_bytes(
        ("Tiêu chí", "Mã", "Tên"), ("2.1", known.code, known.name), ("1.1", "MC.1.1.05", "Mới")
    )
    done = bring(house, secretary, content)
    assert fates(done) == [(2, "error"), (3, "new")]
    assert "bước soạn" in done[1].reason
    assert not EvidenceUse.objects.exists()


def test_a_school_of_several_levels_is_served_in_each(secretary: Actor, db: None) -> None:
    house = make_house("nhieu-cap", levels=("tieu_hoc", "thcs"))
    bring(house, system_actor(house.school.pk), csv_bytes(FIVE, ("1", "MC.1.1.01", "Kế hoạch", "", "")))
    assert set(EvidenceUse.objects.values_list("track", flat=True)) == {"tieu_hoc", "thcs"}


def test_only_who_manages_evidence_brings_lists(house: House, member: Actor, contributor: Actor) -> None:
    for actor in (member, contributor):
        with pytest.raises(NotAllowed):
            bring(house, actor, OLD_LIST)
    other = make_house("bac-ha")
    with pytest.raises(NotAllowed):
        bring(other, system_actor(house.school.pk), OLD_LIST)
    assert everything() == []


def test_two_schools_have_the_same_codes(house: House, secretary: Actor) -> None:
    other = make_house("bac-ha")
    bring(other, system_actor(other.school.pk), OLD_LIST)
    assert fates(bring(house, secretary, OLD_LIST))[0] == (3, "new")


def test_a_cancelled_list_goes_on_where_it_stopped(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    rows = read_list(csv_bytes(FIVE, *((str(n), f"MC.1.1.{n:02}", f"Tên {n}", "", "") for n in range(1, 6))))

    class Stops(writing.Quiet):
        def advance(self, message: str = "", steps: int = 1) -> None:
            raise JobCancelledError

    with pytest.raises(JobCancelledError):
        write_list(actor=secretary, place=place_of(house), rows=rows, file_name="a", progress=Stops())
    assert EvidenceItem.objects.count() == 2
    done = write_list(actor=secretary, place=place_of(house), rows=rows, file_name="a")
    assert counted(done) == {"new": 3, "linked": 0, "duplicate": 2, "error": 0}


def test_batches_know_the_rows_before_them(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)
    assert [one.fate for one in bring(house, secretary, OLD_LIST)] == [
        Fate.NEW, Fate.NEW, Fate.LINKED, Fate.ERROR, Fate.NEW, Fate.NEW,
    ]  # fmt: skip


def test_a_code_taken_meanwhile_is_judged_again(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody files an item under the list's code between judging and writing: the row becomes a duplicate."""
    look, calls = writing.store_for, []

    def slow(school_id: int, assessment_id: int, rows: list[object]) -> object:
        store = look(school_id, assessment_id, rows)
        if not calls:
            store.codes.clear()
        calls.append(rows)
        return store

    item = make_item(house)
    monkeypatch.setattr(writing, "store_for", slow)
    done = bring(house, secretary, csv_bytes(FIVE, ("1", item.code, "Kế hoạch khác", "", "")))
    assert (fates(done), len(calls)) == ([(2, "duplicate")], 2)
    assert EvidenceItem.objects.count() == 1


def test_a_list_that_always_clashes_is_given_up_with_a_word(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = make_item(house)
    look = writing.store_for
    monkeypatch.setattr(writing, "BATCH", 1)
    monkeypatch.setattr(
        writing, "store_for", lambda *told: writing.Store() if told[2][0].number == 3 else look(*told)
    )
    rows = (
        ("1", "MC.1.1.07", "Một", "", ""),
        ("2", item.code, "Khác", "", ""),
        ("3", "MC.1.1.08", "Ba", "", ""),
    )
    done = bring(house, secretary, csv_bytes(FIVE, *rows))
    assert fates(done) == [(2, "new"), (3, "error"), (4, "new")]
    assert "nhập lại" in done[1].reason
    assert EvidenceItem.objects.count() == 3


def test_a_report_handed_in_while_a_list_is_written_takes_no_more_links(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 1)
    rows = read_list(csv_bytes(FIVE, *((str(n), f"MC.1.1.0{n}", f"Tên {n}", "", "") for n in (1, 2, 3))))

    class HandsIn(writing.Quiet):
        def advance(self, message: str = "", steps: int = 1) -> None:
            SelfAssessment.objects.update(state=State.SUBMITTED, complete=True)

    done = write_list(actor=secretary, place=place_of(house), rows=rows, file_name="a", progress=HandsIn())
    assert [one.fate for one in done] == [Fate.NEW] * 3
    assert "bước soạn" in done[1].reason
    assert list(EvidenceUse.objects.values_list("item__code", flat=True)) == ["MC.1.1.01"]


def test_counters_are_lifted_in_one_order_for_all_lists(
    house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lifted: list[str] = []
    monkeypatch.setattr(writing, "reserve_number", lambda **told: lifted.append(told["criterion"]))
    codes = ("MC.2.1.01", "MC.1.2.01", "MC.1.1.01")
    bring(house, secretary, csv_bytes(FIVE, *(("1", code, f"Tên {code}", "", "") for code in codes)))
    assert lifted == ["1.1", "1.2", "2.1"]


def test_one_entry_in_the_record_a_batch(house: House, secretary: Actor) -> None:
    bring(house, secretary, OLD_LIST)
    entry = Entry.objects.order_by("-pk").first()
    assert entry is not None
    assert (entry.data["count"], entry.data["linked"]) == (4, 1)
    before = Entry.objects.count()
    bring(house, secretary, OLD_LIST)
    assert Entry.objects.count() == before


def test_a_sensitive_kind_is_an_index_only(house: House, secretary: Actor) -> None:
    from minhdinh.standards.catalogue import evidence_kinds

    kind = next(kind for kind in evidence_kinds().values() if kind.sensitive)
    content = csv_bytes(("Tiêu chí", "Tên minh chứng", "Loại", "Nơi lưu"), ("1.1", "Sổ", kind.name, "Tủ 1"))
    bring(house, secretary, content)
    item = EvidenceItem.objects.get()
    assert (item.sensitive, item.place, item.kind) == (True, "Tủ 1", kind.id)


@pytest.mark.parametrize("count", [3, 1500])
def test_looking_costs_the_same_for_any_number_of_rows(
    house: House, count: int, django_assert_num_queries: object
) -> None:
    rows = read_list(
        csv_bytes(FIVE, *((str(n), f"MC.1.1.{n:02}", f"Tên {n}", "", "") for n in range(1, count)))
    )
    place = place_of(house)
    with django_assert_num_queries(2):  # nothing known: no owners, no rows without code
        writing.judge_list(place, rows)


def test_an_item_made_by_hand_between_two_imports_keeps_its_code(house: House, secretary: Actor) -> None:
    bring(house, secretary, csv_bytes(("Tiêu chí", "Tên"), ("1.1", "Một")))
    made = create_item(
        actor=secretary,
        school_id=house.school.pk,
        year=YEAR,
        criterion="1.1",
        convention=house.convention,
        values=ItemValues(name="Hai"),
    )
    bring(house, secretary, csv_bytes(("Tiêu chí", "Tên"), ("1.1", "Ba")))
    assert [made.code, *EvidenceItem.objects.filter(name="Ba").values_list("code", flat=True)] == [
        "MC.1.1.02",
        "MC.1.1.03",
    ]
