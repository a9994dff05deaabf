import time

import pytest
from django.db import IntegrityError

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.recorded import RECORDED
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.jobs.registry import JobCancelledError
from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.imports.checked import CheckedRow
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.history.checking import check_history
from minhdinh.oversight.history.writing import outcome_of, write_rows
from tests.factories import SchoolFactory, World, acting, member

BASE = {"name": "Trường A", "school_type": "THCS", "year": "2013-2014", "completed": "x"}


def rows_of(world: World, *rows: dict[str, str]) -> list[CheckedRow]:
    return check_history(
        [SheetRow(number, {**BASE, **row}) for number, row in enumerate(rows, 2)], world.commune
    )


def write(world: World, rows: list[CheckedRow], **more: object):
    return write_rows(
        actor=system_actor(world.commune.pk), office=world.commune, rows=rows, file_name="a.xlsx", **more
    )


def test_a_school_is_created_once_under_its_newest_name(world: World) -> None:
    rows = rows_of(
        world,
        {"code": "a", "year": "2014-2015", "name": "Tên mới"},
        {"code": "a", "year": "2012-2013", "name": "Tên cũ"},
    )
    assert outcome_of(rows).schools == 1
    write(world, rows)
    school = Organisation.objects.get(code="a")
    assert school.name == "Tên mới"
    assert {year for _, year in RECORDED.existing([school.pk])} == {"2014-2015", "2012-2013"}


def test_the_office_has_one_line_about_it(world: World) -> None:
    write(world, rows_of(world, {"code": "a"}, {"code": "b"}))
    told = [
        sentence(entry.action, entry.data)
        for entry in Entry.objects.filter(organisation_id=world.commune.pk).order_by("id")
    ]
    assert told == [
        "Nhập 2 đơn vị từ tệp a.xlsx",
        "Nhập dữ liệu các năm trước từ tệp a.xlsx: 2 dòng mới, 0 dòng sửa, 2 trường mới",
    ]


def test_faulty_rows_are_refused_together(world: World) -> None:
    with pytest.raises(Problem, match=r"Còn 1 dòng cần sửa \(dòng đầu: 3\)"):
        write(world, rows_of(world, {"code": "a"}, {"code": ""}))
    assert not Organisation.objects.filter(code="a").exists()


def test_a_code_taken_meanwhile_writes_nothing(world: World) -> None:
    rows = rows_of(world, {"code": "a"}, {"code": "b"})
    SchoolFactory(under=world.other_commune, code="b")
    with pytest.raises(Problem, match="chưa ghi dòng nào") as caught:
        write(world, rows)
    assert isinstance(caught.value.__cause__, IntegrityError)


def test_stopping_halfway_writes_nothing(world: World) -> None:
    class Stopped:
        def total(self, count: int) -> None:
            pass

        def advance(self, message: str = "", steps: int = 1) -> None:
            if "kết quả" in message:
                raise JobCancelledError

    with pytest.raises(JobCancelledError):
        write(world, rows_of(world, {"code": "a"}), progress=Stopped())
    assert not Organisation.objects.filter(code="a").exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MINISTRY_OFFICER, Role.DEPARTMENT_LEADER])
def test_who_may_not_write(world: World, role: Role) -> None:
    actor = acting(member(world.commune, role), world.commune)
    with pytest.raises(NotAllowed):
        write_rows(actor=actor, office=world.commune, rows=rows_of(world, {"code": "a"}), file_name="a")


def test_an_officer_writes_at_the_own_office_only(world: World) -> None:
    actor = acting(member(world.other_commune, Role.COMMUNE_OFFICER), world.other_commune)
    with pytest.raises(NotAllowed):
        write_rows(actor=actor, office=world.commune, rows=rows_of(world, {"code": "a"}), file_name="a")


def test_five_thousand_rows_in_seconds(world: World) -> None:
    started = time.monotonic()
    full = {"evaluated": "x", "level": "1", "grade": "1", "number": "1/QĐ"}
    rows = rows_of(world, *({"code": f"t-{number}", **full} for number in range(5000)))
    assert write(world, rows).new == 5000
    assert time.monotonic() - started < 30
