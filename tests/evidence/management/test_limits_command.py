"""``minhdinh evidence quota`` and ``minhdinh evidence scan``."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError
from pytest_django import Settings

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.models import Blob, EvidenceFile, SchoolQuota
from tests.clamd_server import FINDING, SAMPLE, clamd, nobody_listens
from tests.evidence.factories import House, make_file, make_house, make_item, pdf_bytes
from tests.evidence.management.running import run

pytestmark = pytest.mark.django_db


def own_limit() -> int | None:
    with scopes_disabled():
        return SchoolQuota.objects.get().limit_mb


def test_every_school_is_told_the_fullest_first(settings: Settings, house: House) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 100
    other = make_house()
    make_file(make_item(other), pdf_bytes() + b"\n" * 1024 * 1024)
    code, said = run("quota")
    assert code == 0
    first, second = said.splitlines()
    assert first.startswith(other.school.code)
    assert first.endswith("1,0 MB / 100,0 MB")
    assert second == f"sao-mai {house.school.name}: 0 kB / 100,0 MB"


def test_a_limit_is_set_and_taken_back(house: House) -> None:
    _code, said = run("quota", "--school", "sao-mai", "--mb", "2048", "--json")
    assert json.loads(said) == {
        "schools": [
            {"school": "sao-mai", "used": 0, "limit": 2048 * 1024**2, "own_limit_mb": 2048, "percent": 0}
        ]
    }
    assert own_limit() == 2048
    _code, said = run("quota", "--school", "sao-mai", "--default")
    assert said.rstrip().endswith("không giới hạn")
    assert own_limit() is None


def test_a_limit_needs_its_school_and_a_sane_number(house: House) -> None:
    with pytest.raises(Problem, match="--school"):
        run("quota", "--mb", "5")
    with pytest.raises(NotHere):
        run("quota", "--school", "khong-co", "--mb", "5")
    with pytest.raises(Problem, match="từ 0 đến"):
        run("quota", "--school", "sao-mai", "--mb", "-5")
    with pytest.raises(CommandError):
        run("quota", "--school", "sao-mai", "--mb", "5", "--default")


def test_a_scan_names_what_it_finds_and_deletes_nothing(settings: Settings, house: House) -> None:
    """The files came before there was a scanner."""
    make_file(make_item(house), pdf_bytes("sạch"))
    bad = make_file(make_item(house), pdf_bytes() + SAMPLE, name="thu-moi.pdf")
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        code, said = run("scan", "--json")
        told = json.loads(said)
        assert code == 1
        assert (told["scanned"], told["unread"]) == (2, 0)
        assert told["findings"] == [
            {"finding": FINDING, "path": bad.blob.path, "files": [f"{bad.item.label} thu-moi.pdf"]}
        ]
        code, said = run("scan", "--school", "sao-mai")
    assert code == 1
    assert "Đã quét 2 tệp, 1 tệp có mã độc, 0 tệp không quét được." in said
    with scopes_disabled():
        assert (Blob.objects.count(), EvidenceFile.objects.count()) == (2, 2)


def test_a_clean_store_ends_with_zero(settings: Settings, house: House) -> None:
    make_file(make_item(house))
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        assert run("scan") == (0, "Đã quét 1 tệp, 0 tệp có mã độc, 0 tệp không quét được.\n")


def test_one_school_is_scanned_without_the_others(settings: Settings, house: House) -> None:
    make_file(make_item(make_house()), pdf_bytes() + SAMPLE)
    with clamd() as server:
        settings.MINHDINH_CLAMD = server.address
        assert run("scan", "--school", "sao-mai")[0] == 0
    assert server.heard == []


def test_lost_and_too_large_files_are_counted(settings: Settings, house: House, media_root: Path) -> None:
    lost = make_file(make_item(house), pdf_bytes("mất"))
    (media_root / lost.blob.path).unlink()
    make_file(make_item(house), pdf_bytes("lớn") + b"\n" * 5000)
    with clamd(most=100) as server:
        settings.MINHDINH_CLAMD = server.address
        code, said = run("scan", "--json")
    assert (code, json.loads(said)) == (0, {"scanned": 0, "unread": 2, "findings": []})


def test_a_scan_without_a_scanner_says_so(settings: Settings, house: House) -> None:
    with pytest.raises(Problem, match="MINHDINH_CLAMD"):
        run("scan")
    make_file(make_item(house))
    settings.MINHDINH_CLAMD = nobody_listens()
    with pytest.raises(Problem, match="không trả lời"):
        run("scan")
