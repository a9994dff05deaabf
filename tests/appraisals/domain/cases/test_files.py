"""Files of the dossier: what is taken, who may add, read and take out, until when."""

import io
from typing import Any

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases import files
from minhdinh.appraisals.domain.cases.files import (
    Sent,
    attach_file,
    dossier_file,
    dossier_files,
    open_file,
    store_case_file,
    withdraw_file,
)
from minhdinh.appraisals.enums import FileKind
from minhdinh.appraisals.models import CaseFile
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.appraisals.registered import World, make_registered
from tests.assessments.cases import PDF
from tests.factories import SchoolFactory, acting, member

pytestmark = pytest.mark.django_db
WORD = b"PK\x03\x04 not really a zip"


def sent(content: bytes = PDF, name: str = "cong-van.pdf", **values: Any) -> Sent:
    return Sent(io.BytesIO(content), name, values.get("size", len(content)))


def attach(world: World, actor: Actor | None = None, **values: Any) -> CaseFile:
    given = {"kind": FileKind.LETTER, "sent": sent(), **values}
    return attach_file(actor=actor or world.secretary(), case=world.fresh(), **given)


def present(world: World) -> list[str]:
    with scopes_disabled():
        return [row.name for row in dossier_files(world.fresh())]


def test_a_scan_is_kept_and_recorded() -> None:
    world = make_registered()
    row = attach(world, note="  Bản   đóng dấu ")
    assert (row.name, row.kind, row.note, row.by_name) == (
        "cong-van.pdf", FileKind.LETTER, "Bản đóng dấu", world.secretary().name
    )  # fmt: skip
    assert present(world) == ["cong-van.pdf"]
    assert Entry.objects.filter(action="case.file_added").count() == 1


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "rong.pdf", "rỗng"),
        (b"MZ\x90\x00 program", "cong-van.pdf", "không thuộc loại"),
        (b"<html><script>1</script>", "cong-van.pdf", "không thuộc loại"),
        (WORD, "cong-van.pdf", "hỏng"),
    ],
)
def test_what_is_no_paper_is_refused(content: bytes, name: str, says: str) -> None:
    world = make_registered()
    with pytest.raises(Problem, match=says):
        attach(world, kind=FileKind.OTHER, sent=sent(content, name))
    assert present(world) == []


def test_a_file_too_large_is_refused(settings: Any) -> None:
    settings.MINHDINH_UPLOAD_LIMIT = 10
    world = make_registered()
    with pytest.raises(Problem, match="quá giới hạn"):
        attach(world)


def test_a_letter_is_a_scan() -> None:
    world = make_registered()
    gif_like = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
    with pytest.raises(Problem, match="PDF hoặc ảnh"):
        attach(world, sent=sent(gif_like, "cong-van.pdf"))
    assert attach(world, kind=FileKind.OTHER, sent=sent(gif_like, "phim.mp4")).kind == FileKind.OTHER


@pytest.mark.parametrize("kind", [FileKind.DECISION, FileKind.PICTURE, FileKind.ANSWER, "", "x" * 40])
def test_kinds_of_others_are_refused(kind: str) -> None:
    world = make_registered()
    with pytest.raises(Problem):
        attach(world, kind=kind)


def test_names_lose_folders_and_marks_of_direction() -> None:
    world = make_registered()
    assert attach(world, sent=sent(name="../../etc/\u202efdp.exe")).name == "fdp.exe"
    assert len(attach(world, sent=sent(name="a" * 900 + ".pdf")).name) == 250


def test_a_note_too_long_is_refused() -> None:
    world = make_registered()
    with pytest.raises(Problem, match="400"):
        attach(world, note="x" * 401)
    assert present(world) == []


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [("preparing", True), ("returned", True), ("checking", False), ("receiving", False), ("response", False),
     ("withdrawn", False)],
)  # fmt: skip
def test_only_while_the_dossier_is_at_the_school(stage: str, allowed: bool) -> None:
    world = make_registered(stage=stage)
    if allowed:
        assert attach(world).pk
        return
    with pytest.raises(Problem, match="Hồ sơ đã gửi"):
        attach(world)
    assert present(world) == []


def test_who_may_add_and_take_out() -> None:
    world = make_registered()
    row = attach(world)
    school, other = world.school, SchoolFactory()
    elsewhere = acting(member(other, Role.PRINCIPAL), other)
    for role in (Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN):
        actor = acting(world.user(school, role), school)
        with pytest.raises(NotAllowed):
            attach(world, actor)
        with pytest.raises(NotAllowed):
            withdraw_file(actor=actor, case=world.fresh(), file=row)
    for actor in (
        world.specialist(),
        world.officer(),
        elsewhere,
    ):
        with pytest.raises(NotAllowed):
            attach(world, actor)
    withdraw_file(actor=world.principal(), case=world.fresh(), file=row)
    assert present(world) == []
    with scopes_disabled():
        assert CaseFile.objects.get().withdrawn_at is not None
    with pytest.raises(NotHere):
        withdraw_file(actor=world.principal(), case=world.fresh(), file=row)


def test_a_file_of_another_registration_is_not_found() -> None:
    world, other = make_registered(), make_registered()
    row = attach(other)
    with scopes_disabled():
        assert dossier_file(world.fresh(), row.pk) is None
    with pytest.raises(NotHere):
        withdraw_file(actor=world.principal(), case=world.fresh(), file=row)


def test_reading_from_outside_is_recorded() -> None:
    world = make_registered()
    row = attach(world)
    with scopes_disabled():
        open_file(actor=world.secretary(), case=world.fresh(), file=row)
        assert not Entry.objects.filter(action="case.file_opened").exists()
        outsider = acting(world.user(world.department, Role.DEPARTMENT_SPECIALIST), world.school)
        assert outsider.is_outside
        open_file(actor=outsider, case=world.fresh(), file=row)
    assert Entry.objects.filter(action="case.file_opened").count() == 1


def test_what_a_phone_sends_twice_is_one_row() -> None:
    world = make_registered()
    kept = [
        store_case_file(
            actor=world.secretary(), case=world.fresh(), kind=FileKind.PICTURE, sent=sent(), client_id="anh-1"
        )
        for _time in range(2)
    ]
    assert kept[0].pk == kept[1].pk
    assert present(world) == []  # a picture of a visit is no part of the dossier


def test_two_uploads_at_once_do_not_pass_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 1)
    world, store = make_registered(), files.store_sent

    def store_after_another(**values: Any) -> Any:
        monkeypatch.setattr(files, "store_sent", store)
        attach(world, sent=sent(name="nhanh-hon.pdf"))
        return store(**values)

    monkeypatch.setattr(files, "store_sent", store_after_another)
    with pytest.raises(Problem, match="đã có 1 tệp"):
        attach(world)
    assert present(world) == ["nhanh-hon.pdf"]


def test_a_dossier_holds_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 1)
    world = make_registered()
    attach(world)
    with pytest.raises(Problem, match="đã có 1 tệp"):
        attach(world)
