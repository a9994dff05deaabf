import time
from collections.abc import Callable

import pytest

from minhdinh.accounts.models import User
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.jobs.registry import JobCancelledError
from minhdinh.organisations.domain.import_writing import write_import
from minhdinh.organisations.domain.importing import check_file
from minhdinh.organisations.models import (
    ImportDraft,
    ImportKind,
    ImportState,
    Membership,
    Organisation,
    Parentage,
)
from tests.factories import World, acting
from tests.organisations.imports.books import people_book, schools_book


class Silent:
    """Progress that nobody looks at; ``act`` is called at each step."""

    def __init__(self, act: Callable[[], None] = lambda: None) -> None:
        self.act = act
        self.messages: list[str] = []

    def total(self, count: int) -> None:
        pass

    def advance(self, message: str = "", steps: int = 1) -> None:
        self.messages.append(message)
        self.act()


@pytest.fixture
def draft_of(world: World) -> Callable[..., ImportDraft]:
    def make(
        content: bytes, *, person: str = "owner", place: str = "school", kind: str = "people"
    ) -> ImportDraft:
        organisation = getattr(world, place)
        draft = check_file(
            actor=acting(getattr(world, person), organisation),
            organisation=organisation,
            kind=ImportKind(kind),
            file_name="ds.xlsx",
            content=content,
        )
        ImportDraft.objects.filter(pk=draft.pk).update(state=ImportState.APPLYING)
        return draft

    return make


def write(draft: ImportDraft, progress: Silent | None = None) -> ImportDraft:
    write_import(draft_id=draft.pk, progress=progress or Silent())
    draft.refresh_from_db()
    return draft


def said() -> list[str]:
    return [sentence(entry.action, entry.data) for entry in Entry.objects.order_by("id")]


def test_people_with_roles_and_derived_keys(world: World, draft_of: Callable[..., ImportDraft]) -> None:
    content = people_book(
        ["Hoàng  Thị Lan", "Thư ký; Thành viên", "Tổ trưởng", "", "lan@x.vn", 912345678],
        ["Đỗ Thị Lan", "Thành viên"],
        ["Phạm Quang Minh", "Hiệu trưởng"],
    )
    draft = write(draft_of(content))
    lan = User.objects.get(full_name="Hoàng Thị Lan")
    assert {row.role for row in lan.memberships.all()} == {"secretary", "member"}
    assert {(row.position, row.source) for row in lan.memberships.all()} == {("Tổ trưởng", "import")}
    assert lan.search_text.startswith("hoang thi lan lanht.thcs-an-binh")
    assert lan.must_change_password
    assert (draft.created_ids, draft.new_count, draft.state) == ([lan.pk], 2, ImportState.APPLIED)
    assert {row.role for row in world.colleague.memberships.all()} == {"viewer", "member"}
    assert said() == ["Nhập 2 tài khoản từ tệp ds.xlsx"]


def test_importing_the_same_file_twice_changes_nothing(
    world: World, draft_of: Callable[..., ImportDraft]
) -> None:
    content = people_book(["Hoàng Thị Lan", "Thư ký"], ["Lê Thu Hà", "Thành viên", "", "thuha"])
    write(draft_of(content))
    before = list(Membership.objects.values_list("pk", flat=True))
    again = write(draft_of(content))
    assert (again.new_count, again.created_ids) == (0, [])
    assert list(Membership.objects.values_list("pk", flat=True)) == before


def test_a_killed_worker_may_run_it_again(world: World, draft_of: Callable[..., ImportDraft]) -> None:
    draft = write(draft_of(people_book(["Hoàng Thị Lan", "Thư ký"])))
    before = User.objects.count()
    assert write(draft).new_count == 1
    assert User.objects.count() == before


def test_the_department_imports_into_several_schools(
    world: World, draft_of: Callable[..., ImportDraft]
) -> None:
    rows = [
        ["A Một", "Giáo viên", "", "", "", "", "thcs-an-binh"],
        ["B Hai", "Giáo viên", "", "", "", "", "thcs-an-binh"],
        ["C Ba", "Giáo viên", "", "", "", "", "thcs-phu-son"],
    ]
    write(draft_of(people_book(*rows), person="manager", place="department"))
    counts = {entry.organisation_id: entry.data["count"] for entry in Entry.objects.all()}
    assert counts == {world.school.pk: 2, world.other_school.pk: 1}
    assert {entry.home_id for entry in Entry.objects.all()} == {world.department.pk}


def test_schools_with_place_and_profile(world: World, draft_of: Callable[..., ImportDraft]) -> None:
    content = schools_book(
        ["th-1", "Trường TH Một", "Tiểu học", "", "Tư thục", "xa-an-binh"],
        ["pt-2", "Trường Hai Cấp", "Nhiều cấp học", "Tiểu học; THCS"],
        ["thcs-an-binh", "Trường THCS An Bình", "THCS"],
    )
    draft = write(draft_of(content, person="manager", place="department", kind="schools"))
    first = Organisation.objects.get(code="th-1")
    assert first.path == world.commune.path + first.path_step()
    assert first.search_text == "truong th mot th-1"
    assert (first.profile.school_type, first.profile.ownership) == ("tieu_hoc", "private")
    assert Parentage.objects.get(child=first).parent == world.commune
    assert Organisation.objects.get(code="pt-2").profile.education_levels == ["tieu_hoc", "thcs"]
    assert draft.new_count == 2
    assert said() == ["Nhập 2 đơn vị từ tệp ds.xlsx"]
    again = write(draft_of(content, person="manager", place="department", kind="schools"))
    assert again.new_count == 0


def test_a_row_that_went_wrong_meanwhile_writes_nothing(
    world: World, draft_of: Callable[..., ImportDraft]
) -> None:
    draft = draft_of(people_book(["Hoàng Thị Lan", "Thư ký"], ["Lê Thu Hà", "Thành viên", "", "thuha"]))
    world.stranger.username = "thuha"
    world.stranger.save()
    with pytest.raises(Problem, match="1 dòng cần sửa"):
        write(draft)
    draft.refresh_from_db()
    assert draft.state == ImportState.CHECKED
    assert not User.objects.filter(full_name="Hoàng Thị Lan").exists()


def test_somebody_who_takes_the_name_in_the_last_moment(
    world: World, draft_of: Callable[..., ImportDraft]
) -> None:
    draft = draft_of(people_book(["Hoàng Thị Lan", "Thư ký"], ["Lê Thu Hà", "Thành viên", "", "thuha"]))
    calls: list[int] = []

    def take() -> None:
        calls.append(1)
        if len(calls) == 2:
            User.objects.filter(pk=world.stranger.pk).update(username="thuha")

    with pytest.raises(Problem, match="xác nhận lại"):
        write(draft, Silent(take))
    draft.refresh_from_db()
    assert draft.state == ImportState.CHECKED
    assert not User.objects.filter(full_name="Hoàng Thị Lan").exists()


def test_a_cancel_writes_nothing(world: World, draft_of: Callable[..., ImportDraft]) -> None:
    def stop() -> None:
        raise JobCancelledError

    draft = draft_of(people_book(["Hoàng Thị Lan", "Thư ký"]))
    with pytest.raises(JobCancelledError):
        write(draft, Silent(stop))
    draft.refresh_from_db()
    assert draft.state == ImportState.CHECKED
    assert not User.objects.filter(full_name="Hoàng Thị Lan").exists()


def test_whoever_lost_the_role_meanwhile_writes_nothing(
    world: World, draft_of: Callable[..., ImportDraft]
) -> None:
    draft = draft_of(people_book(["Hoàng Thị Lan", "Thư ký"]))
    Membership.objects.filter(user=world.owner).update(role="viewer")
    with pytest.raises(NotAllowed):
        write(draft)
    Membership.objects.filter(user=world.owner).update(ended=True)
    with pytest.raises(NotAllowed):
        write(draft)


def test_five_thousand_people_in_seconds(world: World, draft_of: Callable[..., ImportDraft]) -> None:
    rows = [[f"Nguyễn Văn Số {number}", "Giáo viên", "", "", f"nguoi{number}@x.vn"] for number in range(5000)]
    begun = time.monotonic()
    draft = write(draft_of(people_book(*rows)))
    assert draft.new_count == 5000
    assert time.monotonic() - begun < 60
    assert len(set(User.objects.filter(pk__in=draft.created_ids).values_list("username", flat=True))) == 5000


def test_five_thousand_schools_in_seconds(world: World, draft_of: Callable[..., ImportDraft]) -> None:
    rows = [
        [f"th-{number}", f"Trường TH số {number}", "Tiểu học", "", "", "xa-an-binh"] for number in range(5000)
    ]
    progress = Silent()
    begun = time.monotonic()
    draft = draft_of(schools_book(*rows), person="manager", place="department", kind="schools")
    assert write(draft, progress).new_count == 5000
    assert time.monotonic() - begun < 60
    assert progress.messages == ["Đang kiểm tra lại các dòng…", "Đang ghi 5000 dòng…"]
