import pytest
from django.db.models import Q

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.parallel import (
    MOST,
    keep_parallel,
    parallel_at,
    set_parallel_aside,
    take_parallel,
    unsettled,
    unsettled_of_sheet,
)
from minhdinh.assessments.domain.passages import PassageConflict, save_passage
from minhdinh.assessments.models import ParallelText, Passage, PassageRevision
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.assessments.cases import Case, make_case, new_save_id, rich, small_set, write


def keep(
    case: Case, text: str, save_id: str = "", role: str = Role.CHAIR, **more: object
) -> ParallelText | None:
    values = {
        "slot": case.slot(),
        "version": 0,
        "body": rich(text),
        "save_id": save_id or new_save_id(),
        **more,
    }
    return keep_parallel(actor=case.actor(role), assessment=case.assessment, **values)


def test_words_that_came_late_are_kept_beside_the_others(small: Case) -> None:
    write(small, small.slot(), "Bản đến trước")
    late = rich("Bản viết khi mất mạng")
    with pytest.raises(PassageConflict):
        save_passage(
            actor=small.actor(), assessment=small.assessment, slot=small.slot(), version=0, body=late,
            save_id="late-0001",
        )  # fmt: skip
    row = keep_parallel(
        actor=small.actor(),
        assessment=small.assessment,
        slot=small.slot(),
        version=0,
        body=late,
        save_id="late-0001",
    )
    assert row is not None
    assert (row.body, row.base, row.author_name) == (late, 0, small.user(Role.SECRETARY).full_name)
    assert Passage.objects.get().text == "Bản đến trước"
    assert unsettled_of_sheet(small.sheet()) == [row]
    assert unsettled_of_sheet(small.sheet("1.1")) == []


def test_the_same_save_or_words_sent_again_are_one_row(small: Case) -> None:
    first = keep(small, "Một", "save-same-1")
    assert keep(small, "Một", "save-same-1") == first
    assert keep(small, "Một") == first
    assert keep(small, "Hai") != first
    assert keep(small, "Một", role=Role.SECRETARY) != first
    assert ParallelText.objects.count() == 3


def test_a_save_sent_again_after_settling_gives_the_row_that_is_there(small: Case) -> None:
    row = keep(small, "Một", "save-same-1")
    assert row is not None
    set_parallel_aside(actor=small.actor(), assessment=small.assessment, text_id=row.pk)
    again = keep(small, "Một", "save-same-1")
    assert again == row
    assert again is not None
    assert again.taken_at is not None
    assert unsettled_of_sheet(small.sheet()) == []


def test_the_id_of_anothers_save_keeps_nothing(small: Case) -> None:
    row = keep(small, "Của chủ tịch", "save-same-1")
    assert keep(small, "Của thư ký", "save-same-1", role=Role.SECRETARY) is None
    assert unsettled_of_sheet(small.sheet()) == [row]


@pytest.mark.parametrize(
    "more",
    [{"body": None}, {"body": {"type": "doc"}}, {"body": rich("")}, {"body": "x"}, {"save_id": "x"}, {"version": -1},
     {"version": 2**40}],
)  # fmt: skip
def test_what_is_no_text_is_not_kept(small: Case, more: dict[str, object]) -> None:
    assert keep(small, "x", **more) is None
    assert not ParallelText.objects.exists()


def test_the_latest_few_of_a_writer_wait(small: Case) -> None:
    for number in range(MOST + 3):
        keep(small, f"Bản {number}")
    waiting = unsettled(small.assessment, Q(slot=small.slot()))
    assert len(waiting) == MOST
    assert waiting[0].body == rich(f"Bản {MOST + 2}")
    assert ParallelText.objects.count() == MOST + 3
    assert len(parallel_at(small.assessment, small.slot())) == MOST


def test_a_kept_text_becomes_the_newest_and_the_other_stays_in_the_history(small: Case) -> None:
    write(small, small.slot(), "Bản đến trước")
    row = keep(small, "Bản đến sau")
    assert row is not None
    saved = take_parallel(actor=small.actor(), assessment=small.assessment, text_id=row.pk, version=1)
    assert saved.version == 2
    assert list(PassageRevision.objects.order_by("version").values_list("text", flat=True)) == [
        "Bản đến trước",
        "Bản đến sau",
    ]
    assert unsettled_of_sheet(small.sheet()) == []
    with pytest.raises(Problem, match="đã được xét"):
        take_parallel(actor=small.actor(), assessment=small.assessment, text_id=row.pk, version=2)


def test_words_that_came_into_a_version_wait_no_more(small: Case) -> None:
    write(small, small.slot(), "Bản đến trước")
    row = keep(small, "Bản đến sau")
    write(small, small.slot(), "Bản đến sau")
    assert unsettled_of_sheet(small.sheet()) == []
    assert parallel_at(small.assessment, small.slot()) == [row]


def test_a_kept_text_is_put_aside_and_not_lost(small: Case) -> None:
    row = keep(small, "Không dùng")
    assert row is not None
    set_parallel_aside(actor=small.actor(), assessment=small.assessment, text_id=row.pk)
    assert unsettled_of_sheet(small.sheet()) == []
    assert parallel_at(small.assessment, small.slot())[0].body == rich("Không dùng")


def test_a_stale_page_takes_nothing(small: Case) -> None:
    write(small, small.slot(), "Một")
    write(small, small.slot(), "Hai")
    row = keep(small, "Bên cạnh")
    assert row is not None
    with pytest.raises(PassageConflict):
        take_parallel(actor=small.actor(), assessment=small.assessment, text_id=row.pk, version=1)
    assert unsettled_of_sheet(small.sheet()) == [row]


def test_who_may_not_write_there_keeps_and_takes_nothing(small: Case) -> None:
    row = keep(small, "Của chủ tịch")
    assert row is not None
    for role in (Role.MEMBER, Role.VIEWER):
        with pytest.raises(NotAllowed):
            keep(small, "x", role=role)
        with pytest.raises(NotAllowed):
            take_parallel(actor=small.actor(role), assessment=small.assessment, text_id=row.pk, version=0)
        with pytest.raises(NotAllowed):
            set_parallel_aside(actor=small.actor(role), assessment=small.assessment, text_id=row.pk)
    with pytest.raises(NotHere):
        keep(small, "x", slot="statement:thcs:9.9:1:9.9.1a")
    other = make_case(standard_set=small_set())
    with pytest.raises(NotHere):
        take_parallel(actor=other.actor(), assessment=other.assessment, text_id=row.pk, version=0)
