"""``minhdinh evidence check``."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotHere
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import House, cite, make_file, make_house, make_item, make_verified
from tests.evidence.management.running import run
from tests.factories import CommuneFactory

pytestmark = pytest.mark.django_db


def test_a_sound_store_ends_with_zero(house: House) -> None:
    cite(house, make_verified(house))
    code, said = run("check")
    assert (code, said) == (0, "Đã kiểm tra 1 tệp: tất cả nguyên vẹn.\n")


def test_what_is_only_to_be_looked_at_does_not_fail(house: House) -> None:
    make_file(make_item(house))
    code, said = run("check")
    assert code == 0
    assert said.splitlines()[1:] == ["Chờ xác minh: 1", "Chưa được trích dẫn: 1"]


def test_a_citation_of_a_removed_item_fails(house: House) -> None:
    item = make_verified(house)
    cite(house, item)
    with scopes_disabled():
        EvidenceItem.objects.filter(pk=item.pk).update(removed_at=timezone.now())
    code, said = run("check", "--school", "sao-mai", "--json")
    assert code == 1
    told = json.loads(said)
    assert (told["ok"], told["findings"]["cited_removed"]) == (False, 1)
    assert told["rows"][0] == {
        "check": "cited_removed", "code": item.code, "name": item.name, "detail": "1.1.1a",
        "url": house.url(f"{item.pk}/"),
    }  # fmt: skip


def test_a_fault_ends_with_one_and_names_the_path(house: House, media_root: Path) -> None:
    blob = make_file(make_item(house)).blob
    (media_root / blob.path).unlink()
    code, said = run("check")
    assert code == 1
    assert said.startswith(f"mất tệp: {blob.path}\nĐã kiểm tra 1 tệp: 1 chỗ có vấn đề.\n")


def test_json_is_all_that_is_printed(house: House, media_root: Path) -> None:
    blob = make_file(make_item(house)).blob
    (media_root / blob.path).write_bytes(b"khac")
    code, said = run("check", "--json")
    assert code == 1
    told = json.loads(said)
    findings = told.pop("findings")
    assert told == {
        "ok": False,
        "checked": 1,
        "missing": [],
        "altered": [blob.path],
        "orphan": [],
        "rows": [],
    }
    assert {key: count for key, count in findings.items() if count} == {"waiting": 1, "never_cited": 1}


def test_one_school(house: House, media_root: Path) -> None:
    make_file(make_item(house))
    other = make_house("bac-ha")
    (media_root / make_file(make_item(other)).blob.path).unlink()
    assert run("check", "--school", "sao-mai")[0] == 0
    assert run("check", "--school", "bac-ha")[0] == 1


def test_an_unknown_school_and_an_office_are_refused() -> None:
    CommuneFactory(code="xa")
    for code in ("khong-co", "xa"):
        with pytest.raises(NotHere, match=code):
            run("check", "--school", code)


def test_an_action_is_needed() -> None:
    with pytest.raises(CommandError):
        run()
