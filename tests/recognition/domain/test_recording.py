import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import ROLE_PERMISSIONS, P, Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import detect_file
from minhdinh.recognition.domain.decisions import record_decision
from minhdinh.recognition.domain.recording import (
    MOST_SCHOOLS,
    Scan,
    correct_decision,
    record_for_schools,
    version_of,
)
from minhdinh.recognition.models import Decision
from tests.clamd_server import SAMPLE, clamd
from tests.factories import World, acting, make_world, member
from tests.recognition.register import DAY, PDF, details, fresh, recognise, scan


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


def count() -> int:
    with scopes_disabled():
        return Decision.objects.count()


def test_one_decision_recognises_several_schools(world: World, officer: Actor) -> None:
    made = record_for_schools(
        actor=officer,
        lines=[(world.school, "B-01"), (world.other_school, " B-02 ")],
        details=details(signer="Nguyễn Văn Mẫu", certificate_on=DAY),
        scan=scan(),
    )
    assert [(one.number, one.certificate_number, one.year) for one in made] == [
        ("12/QĐ-SGDĐT", "B-01", "2023-2024"),
        ("12/QĐ-SGDĐT", "B-02", "2023-2024"),
    ]
    assert {one.ends_on for one in made} == {dt.date(2029, 5, 31)}
    assert len({one.token for one in made}) == 2
    assert [one.scan.school_id for one in made if one.scan] == [world.school.pk, world.other_school.pk]
    assert read_blob(fresh(made[0]).scan) == PDF  # type: ignore[arg-type]
    entries = Entry.objects.order_by("id")
    assert [entry.organisation_id for entry in entries] == [world.school.pk, world.other_school.pk]
    words = sentence(entries[0].action, entries[0].data)
    assert "12/QĐ-SGDĐT" in words
    assert "Nguyễn Văn Mẫu" in words
    assert entries[0].home_id == world.department.pk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": " "}, "number"),
        ({"degree": None}, "grade"),
        ({"degree": 3}, "degree"),
        ({"grade": 5}, "grade"),
        ({"decided_on": dt.date(2999, 1, 1)}, "decided_on"),
        ({"certificate_on": dt.date(2999, 1, 1)}, "certificate_on"),
        ({"valid_to": dt.date(2024, 5, 31)}, "valid_to"),
        ({"regime": "khac"}, "regime"),
    ],
)
def test_wrong_papers_write_nothing(world: World, officer: Actor, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as caught:
        recognise(world.school, officer, **values)
    assert caught.value.field == field
    assert count() == 0


def test_wrong_lists_of_schools(world: World, officer: Actor) -> None:
    pair = (world.school, "")
    for lines, words in (
        ([], "ít nhất một trường"),
        ([pair, pair], "hai dòng"),
        ([pair] * (MOST_SCHOOLS + 1), "nhiều nhất"),
        ([(world.commune, "")], "không phải một trường"),
    ):
        with pytest.raises(Problem, match=words):
            record_for_schools(actor=officer, lines=lines, details=details())
    assert count() == 0


def test_a_known_decision_is_not_recorded_twice_and_all_stay_out(world: World, officer: Actor) -> None:
    recognise(world.school, officer)
    with pytest.raises(Problem, match="Trường THCS An Bình"):
        record_for_schools(
            actor=officer, lines=[(world.other_school, ""), (world.school, "")], details=details()
        )
    assert count() == 1


@pytest.mark.parametrize("role", [one for one in Role if P.RECOGNITION_RECORD not in ROLE_PERMISSIONS[one]])
def test_who_may_not_record(world: World, role: Role) -> None:
    place = world.ministry if role in {Role.MINISTRY_OFFICER, Role.SYSTEM_ADMIN} else world.department
    actor = acting(member(place, role), place)
    with pytest.raises(NotAllowed):
        recognise(world.school, actor)
    assert count() == 0


def test_an_office_elsewhere_records_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        recognise(
            world.school, acting(member(world.other_commune, Role.DEPARTMENT_SPECIALIST), world.other_commune)
        )


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00chuong trinh", b"<html><script>1</script>", zipped(), b"%PD", PDF[5:]]
)
def test_a_scan_is_told_by_its_content(world: World, officer: Actor, content: bytes) -> None:
    with pytest.raises(Problem):
        recognise(world.school, officer, scan=scan(content, "quyet-dinh.pdf"))
    assert (count(), Blob._base_manager.count()) == (0, 0)


def test_a_scan_that_is_too_big(world: World, officer: Actor, settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_LIMIT = len(PDF) - 1
    with pytest.raises(Problem, match="quá giới hạn"):
        recognise(world.school, officer, scan=scan())


def test_an_infected_scan_is_kept_nowhere(world: World, officer: Actor, settings: Settings) -> None:
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(Problem, match="mã độc"):
            recognise(world.school, officer, scan=scan(PDF + SAMPLE))
    assert (count(), Blob._base_manager.count()) == (0, 0)
    assert [entry.organisation_id for entry in Entry.objects.all()] == [officer.organisation_id]


def test_a_decision_is_recorded_though_the_schools_store_is_full(
    world: World, officer: Actor, settings: Settings
) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    Blob._base_manager.create(school=world.school, sha256="0" * 64, size=1024 * 1024, path="đầy")
    assert recognise(world.school, officer, scan=scan()).scan is not None


def test_a_scans_name_is_only_a_name(world: World, officer: Actor) -> None:
    made = recognise(world.school, officer, scan=scan(name="../../etc/\u202eqd.pdf"))
    assert made.scan_name == "qd.pdf"


def correct(world: World, actor: Actor, decision: Decision, **values: Any) -> Decision:
    given = {"read_as": version_of(decision), "certificate_number": "", "school": world.school, "scan": None}
    given |= {name: values.pop(name) for name in given.keys() & values.keys()}
    return correct_decision(actor=actor, decision_id=decision.pk, details=details(**values), **given)


def test_a_correction_keeps_what_stood_there(world: World, officer: Actor) -> None:
    decision = recognise(world.school, officer)
    mended = correct(
        world,
        officer,
        decision,
        degree=2,
        valid_to=dt.date(2030, 1, 1),
        certificate_number="B-9",
        scan=scan(),
    )
    assert (mended.degree, mended.ends_on, mended.certificate_number) == (2, dt.date(2030, 1, 1), "B-9")
    assert mended.token == decision.token
    last, before = Entry.objects.order_by("-id")[:2]
    assert "quyet-dinh.pdf" in sentence(last.action, last.data)
    assert "mức độ chuẩn quốc gia: 1 → 2" in sentence(before.action, before.data)


def test_a_correction_without_a_change_leaves_no_entry(world: World, officer: Actor) -> None:
    decision = recognise(world.school, officer)
    before = Entry.objects.count()
    correct(world, officer, decision)
    assert Entry.objects.count() == before


def test_two_who_correct_at_once(world: World, officer: Actor) -> None:
    decision = recognise(world.school, officer)
    read_as = version_of(decision)
    correct(world, officer, decision, degree=2)
    with pytest.raises(Stale):
        correct(world, officer, decision, read_as=read_as, signer="Ai đó")
    assert fresh(decision).degree == 2


def test_corrections_that_are_refused(world: World, officer: Actor) -> None:
    decision = recognise(world.school, officer)
    recognise(world.school, officer, number="13/QĐ")
    with pytest.raises(Problem, match="đã ghi cho"):
        correct(world, officer, decision, number="13/QĐ")
    with pytest.raises(NotHere):
        correct(world, officer, decision, school=world.other_school)
    with pytest.raises(NotAllowed):
        correct(world, acting(world.owner, world.school), decision)
    Decision._base_manager.filter(pk=decision.pk).update(revoked_on=dt.date(2024, 7, 1))
    with pytest.raises(Problem, match="sau ngày thu hồi"):
        correct(world, officer, decision, decided_on=dt.date(2024, 8, 1))


def test_the_school_year_follows_the_day(world: World, officer: Actor) -> None:
    decision = recognise(world.school, officer)
    assert correct(world, officer, decision, decided_on=dt.date(2024, 9, 1)).year == "2024-2025"


def test_a_correction_keeps_the_year_that_the_facts_gave(world: World, officer: Actor) -> None:
    facts: dict[str, Any] = {
        "actor": officer,
        "school": world.school,
        "year": "2024-2025",
        "number": "12/QĐ-SGDĐT",
    }
    given = record_decision(**facts, decided_on=DAY, degree=1)
    assert correct(world, officer, given, signer="Nguyễn Văn Mẫu").year == "2024-2025"
    assert correct(world, officer, fresh(given), decided_on=DAY - dt.timedelta(1)).year == "2024-2025"
    assert record_decision(**facts, decided_on=DAY, degree=2).pk == given.pk
    assert count() == 1
    assert correct(world, officer, fresh(given), decided_on=dt.date(2022, 9, 5)).year == "2022-2023"


def test_a_day_that_was_not_known_leaves_the_year(world: World, officer: Actor) -> None:
    given = record_decision(actor=officer, school=world.school, year="2024-2025", number="5/QĐ", degree=1)
    mended = correct(world, officer, given, number="5/QĐ")
    assert (mended.decided_on, mended.year) == (DAY, "2024-2025")


class Meanwhile(io.BytesIO):
    """A scan during whose storing something happens: after so many reads."""

    def __init__(self, after: int, happens: Callable[[], object]) -> None:
        super().__init__(PDF)
        self.reads, self.after, self.happens = 0, after, happens

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        if self.reads == self.after + 1:
            self.happens()
        return super().read(size)


def test_a_decision_sent_twice_at_once_is_refused_in_words(world: World, officer: Actor) -> None:
    probe = Meanwhile(-1, dict)
    detect_file(probe, name="qd.pdf", size=len(PDF), limit=len(PDF))
    slow = Meanwhile(probe.reads, lambda: recognise(world.school, officer))
    with pytest.raises(Problem, match="đã ghi cho: Trường THCS An Bình") as caught:
        recognise(world.school, officer, scan=Scan(slow, "qd.pdf", len(PDF)))
    assert slow.reads > slow.after, "the other one came while the scan was stored"
    assert caught.value.field == "number"
    assert (count(), Entry.objects.count()) == (1, 1)
