"""Files whose names carry codes."""

import io
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from minhdinh.access.actor import Actor, system_actor
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.domain.intake import Upload
from minhdinh.evidence.importing import bundles
from minhdinh.evidence.importing.bundles import attach_files, code_of_name, read_files
from minhdinh.evidence.importing.writing import Quiet
from minhdinh.evidence.models import EvidenceFile
from minhdinh.standards.catalogue import evidence_kinds
from tests.evidence.factories import House, make_file, make_house, make_item, office_bytes, pdf_bytes
from tests.evidence.importing.lists import FIVE, bring, csv_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def uploads(*files: tuple[str, bytes]) -> list[Upload]:
    return [Upload(io.BytesIO(content), name, len(content)) for name, content in files]


def read(house: House, actor: Actor, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    return read_files(actor=actor, school_id=house.school.pk, uploads=uploads(*files))


def brief(entries: Iterable[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(entry["name"], entry["code"], entry["fate"]) for entry in entries]


def attach(house: House, actor: Actor, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return attach_files(actor=actor, school_id=house.school.pk, entries=entries, progress=Quiet())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("MC.1.1.01.pdf", "MC.1.1.01"),
        ("MC.1.1.01_Ke_hoach.pdf", "MC.1.1.01"),
        ("MC.1.1.01-2.pdf", "MC.1.1.01"),
        ("[H1-1.1-01] Kế hoạch (3).docx", "H1-1.1-01"),
        ("H1-1.1-01", "H1-1.1-01"),
        ("1.1-01 Quy chế.pdf", "H1-1.1-01"),
        ("Tiêu chí 1.1/MC.1.1.02/trang 1.jpg", "MC.1.1.02"),
        ("MC.1.1.02/MC.1.1.03.jpg", "MC.1.1.03"),
        ("ke-hoach-2025.pdf", None),
        ("05.09.2025.pdf", None),
        ("(1.1.02) Quy chế.pdf", "MC.1.1.02"),
        ("1.1.02/trang 1.jpg", "MC.1.1.02"),
        ("Quy chế MC.1.1.02.pdf", "MC.1.1.02"),
        ("Bien ban 1.3.24.pdf", None),
        ("BB hop 05.09.25.pdf", None),
        ("05.09.25 BB hop.pdf", None),
        ("KH 2.3-25 v2.docx", None),
        ("1.1.02.2025 Kế hoạch.pdf", None),
    ],
)
def test_codes_in_names(name: str, code: str | None) -> None:
    found = code_of_name(name)
    assert (found.text if found else None) == code


def test_a_zip_and_single_files_find_their_items(house: House, secretary: Actor) -> None:
    one, two = make_item(house), make_item(house, name="Hai")
    bring(house, secretary, csv_bytes(FIVE, ("1", "H5-5.2-01", "Cũ", "", "")))
    content = zipped(
        (f"TC1/{one.code} a.pdf", pdf_bytes("a")),
        (f"TC1/{two.code}/", b""),
        (f"TC1/{two.code}/b.pdf", pdf_bytes("b")),
        ("H5-5.2-01.pdf", pdf_bytes("c")),
        ("MC.4.1.77.pdf", pdf_bytes("d")),
        ("__MACOSX/x.pdf", b"x"),
    )
    entries = read(house, secretary, ("goi.zip", content), (f"{one.code} e.pdf", pdf_bytes("e")))
    assert brief(entries) == [
        (f"TC1/{one.code} a.pdf", one.code, "attach"),
        (f"TC1/{two.code}/b.pdf", two.code, "attach"),
        ("H5-5.2-01.pdf", "H5-5.2-01", "attach"),
        ("MC.4.1.77.pdf", "MC.4.1.77", "none"),
        (f"{one.code} e.pdf", one.code, "attach"),
    ]
    assert not EvidenceFile.objects.exists()
    assert attach(house, secretary, entries)["counts"] == {"attach": 4, "none": 1}
    assert sorted(EvidenceFile.objects.filter(item=one).values_list("name", flat=True)) == [
        f"{one.code} a.pdf",
        f"{one.code} e.pdf",
    ]


def test_twice_attaches_nothing_new(house: House, secretary: Actor) -> None:
    item = make_item(house)
    files = (f"{item.code}.pdf", pdf_bytes("a"))
    entries = read(house, secretary, files, files)
    assert [entry["fate"] for entry in entries] == ["attach", "same"]
    attach(house, secretary, entries)
    assert attach(house, secretary, entries)["counts"] == {"same": 2}
    assert [entry["fate"] for entry in read(house, secretary, files)] == ["same"]
    item.refresh_from_db()
    assert (item.file_count, item.version) == (1, 2)


def test_what_is_there_stays(house: House, secretary: Actor) -> None:
    item = make_item(house)
    kept = make_file(item)
    attach(house, secretary, read(house, secretary, (f"{item.code}.pdf", pdf_bytes("mới"))))
    kept.refresh_from_db()
    assert kept.removed_at is None
    assert item.files.count() == 2


def test_office_files_are_files_and_not_bundles(house: House, secretary: Actor) -> None:
    item = make_item(house)
    assert brief(read(house, secretary, (f"{item.code}.docx", office_bytes()))) == [
        (f"{item.code}.docx", item.code, "attach")
    ]


def test_bad_files_are_told_one_by_one(house: House, secretary: Actor) -> None:
    item = make_item(house)
    secret = next(kind.id for kind in evidence_kinds().values() if kind.sensitive)
    index = make_item(house, kind=secret, storage="place", place="Tủ", name="Sổ")
    content = zipped(
        (f"{item.code} rong.pdf", b""),
        (f"{item.code} virus.pdf", b"MZ" + b"\0" * 100),
        (f"{item.code} trong.pdf", zipped(("a.txt", b"x"))),
        (f"{index.code} so.pdf", pdf_bytes()),
    )
    entries = read(house, secretary, ("goi.zip", content))
    assert [entry["fate"] for entry in entries] == ["error"] * 4
    assert all(entry["reason"] for entry in entries)
    assert attach(house, secretary, entries)["counts"] == {"error": 4}


def test_tricks_with_paths_and_links_are_refused(house: House, secretary: Actor, media_root: Path) -> None:
    item = make_item(house)
    link = zipfile.ZipInfo(f"{item.code} link.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = zipped(
        (f"../../{item.code}.pdf", pdf_bytes()),
        (f"/etc/{item.code}.pdf", pdf_bytes()),
        (f"C:\\x\\{item.code}.pdf", pdf_bytes()),
        (f"a\\..\\{item.code}.pdf", pdf_bytes()),
        (link, b"/etc/passwd"),
    )
    entries = read(house, secretary, ("goi.zip", content))
    assert [entry["fate"] for entry in entries] == ["error"] * 5
    assert [path for path in media_root.rglob("*") if path.is_file()] == []
    assert default_storage.listdir("")[1] == []


def test_a_bomb_is_refused_before_it_is_opened(house: House, secretary: Actor) -> None:
    content = zipped(("MC.1.1.01.pdf", b"\0" * (21 * 1024 * 1024)))
    with pytest.raises(Problem, match="giãn ra quá lớn"):
        read(house, secretary, ("bom.zip", content))


def test_a_way_of_packing_that_unpacks_in_one_piece_is_refused(house: House, secretary: Actor) -> None:
    item = make_item(house)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(f"{item.code}.pdf", pdf_bytes())
    entries = read(house, secretary, ("goi.zip", buffer.getvalue()))
    assert [(one["fate"], "nén lại" in one["reason"]) for one in entries] == [("error", True)]


def test_limits(house: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    item = make_item(house)
    settings.MINHDINH_UPLOAD_LIMIT = 100
    entries = read(house, secretary, ("a.zip", zipped((f"{item.code}.pdf", pdf_bytes()))))
    assert (entries[0]["fate"], "giới hạn" in entries[0]["reason"]) == ("error", True)
    monkeypatch.setattr(bundles, "MOST_FILES", 1)
    with pytest.raises(Problem, match="quá nhiều tệp"):
        read(house, secretary, ("a.zip", zipped(("a", b"x"), ("b", b"x"))))
    with pytest.raises(Problem, match="nhiều lần"):
        read(house, secretary, ("a", b"x"), ("b", b"x"))


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"x" * 30, b"PK\x05\x06"])
def test_a_broken_bundle(house: House, secretary: Actor, content: bytes) -> None:
    with pytest.raises(Problem, match="hỏng"):
        read(house, secretary, ("goi.zip", content))


def test_a_member_that_lies_about_itself(house: House, secretary: Actor) -> None:
    item = make_item(house)
    content = bytearray(zipped((f"{item.code}.pdf", pdf_bytes())))
    content[60:70] = b"\0" * 10
    assert [entry["fate"] for entry in read(house, secretary, ("goi.zip", bytes(content)))] == ["error"]


def test_vietnamese_names_of_older_programs(house: House, secretary: Actor) -> None:
    item = make_item(house)
    content = zipped((f"{item.code} Kế hoạch.pdf", pdf_bytes()))
    info = zipfile.ZipFile(io.BytesIO(content)).infolist()[0]
    info.flag_bits &= ~0x800
    info.filename = info.filename.encode().decode("cp437")
    assert bundles._real_name(info) == f"{item.code} Kế hoạch.pdf"


def test_only_who_manages_evidence_and_only_own_items(house: House, member: Actor, secretary: Actor) -> None:
    other = make_house("bac-ha")
    item = make_item(other, criterion="4.3")
    file = (f"{item.code}.pdf", pdf_bytes())
    with pytest.raises(NotAllowed):
        read(house, member, file)
    with pytest.raises(NotAllowed):
        attach(house, member, [])
    assert brief(read(house, secretary, file))[0][2] == "none"
    forged = read(other, system_actor(other.school.pk), file)
    with pytest.raises(KeyError):
        attach(house, secretary, forged)
