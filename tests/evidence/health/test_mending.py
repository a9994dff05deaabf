"""All that can be wrong with a store at once: each finding stands on the page and in the command, with its mend."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.evidence_facts import usual_kinds
from minhdinh.evidence.enums import LinkState
from minhdinh.evidence.health.checks import BY_KEY, CHECKS
from minhdinh.evidence.health.findings import LOST, ORPHAN, UNCITED
from minhdinh.evidence.health.mending import Room, page_of_mend
from minhdinh.evidence.health.round import compare_texts, look_over
from minhdinh.evidence.models import BlobText, Collecting, EvidenceItem, LinkCheck
from minhdinh.standards.catalogue import evidence_kinds
from tests.assessments.test_evidence_facts import write
from tests.evidence.factories import (
    YEAR,
    House,
    cite,
    link,
    make_file,
    make_item,
    make_verified,
    pdf_bytes,
    signed_in,
)
from tests.factories import member

pytestmark = pytest.mark.django_db
WORDS = (
    "Kế hoạch giáo dục của nhà trường năm học này nêu rõ mục tiêu nhiệm vụ giải pháp và người thực hiện " * 4
)
# What the health of evidence is asked to tell, and what else a secretary looks at.
ASKED = {
    "missing", "altered", ORPHAN, "dead_link", "expired", "expiring", "same_file", "near_twin", "never_cited",
    "cited_removed", UNCITED, "wrong_kind", "waiting",
}  # fmt: skip
BESIDE = {"empty", "same_paper", "inbox", LOST}


def make_trouble(house: House, media_root: Path) -> None:
    """Let every check of a school's store find something."""
    today = timezone.localdate()
    for number, days in enumerate((-2, 5)):
        make_item(house, name=f"Giấy {number}", valid_to=today + dt.timedelta(days=days))
    (media_root / make_file(make_item(house, name="Mất")).blob.path).unlink()
    (media_root / make_file(make_item(house, name="Đổi"), pdf_bytes("khác")).blob.path).write_bytes(b"x")
    folder = media_root / f"schools/{house.school.pk}/zz"
    folder.mkdir(parents=True)
    (folder / "lac.pdf").write_bytes(pdf_bytes("lạc"))
    for name in ("Một", "Hai"):
        make_file(
            make_item(house, name=name, number="1/QĐ", issued_on=today, issuer="Trường"), pdf_bytes("chung")
        )
    make_item(house, criterion="", name="Chưa xếp")
    gone = make_verified(house, name="Đã bỏ")
    cite(house, gone, source="passage:987654")
    with scopes_disabled():
        write(house, "1.3")
        requirement, kinds = next(iter(sorted(usual_kinds(house.assessment.pk).items())))
    wrong = next(
        kind for kind in evidence_kinds() if kind not in kinds and not evidence_kinds()[kind].sensitive
    )
    link(house, make_item(house, name="Lạ loại", kind=wrong), requirement[:3])
    dead = make_item(house, name="Trang", storage="link", link="https://vi-du.edu.vn/mat")
    alike = [make_file(make_item(house, name=f"Bản {number}")).blob for number in range(2)]
    with scopes_disabled():
        EvidenceItem.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
        item = EvidenceItem.objects.get(name="Lạ loại")
        item.uses.update(requirement=requirement)
        for number, blob in enumerate(alike):
            BlobText.objects.create(
                school=house.school, blob=blob, state="read", text=f"{WORDS} bản {number}", words="x"
            )
        Collecting.objects.create(
            school=house.school, assessment_id=house.assessment.pk, what="Sổ", state="lost", lost_reason="Mưa",
            collector=member(house.school, Role.CONTRIBUTOR),
        )  # fmt: skip
        compare_texts(house.school.pk)
        keep_what_a_round_found(house, dead)


def keep_what_a_round_found(house: House, dead: EvidenceItem) -> None:
    """Read the store as the round does, without asking the net."""
    EvidenceItem.objects.filter(pk=dead.pk).update(link="")
    look_over(house.school.pk)
    EvidenceItem.objects.filter(pk=dead.pk).update(link=dead.link)
    LinkCheck.objects.create(
        school=house.school, item=dead, url=dead.link, state=LinkState.DEAD, note="Mất.", checked_at=timezone.now()
    )  # fmt: skip


def told(*words: str) -> tuple[int, str]:
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("evidence", "check", *words, stdout=out)
    return int(str(left.value.code)), out.getvalue()


def test_every_finding_stands_on_the_page_and_in_the_command_with_its_mend(
    house: House, media_root: Path
) -> None:
    make_trouble(house, media_root)
    client = signed_in(member(house.school, Role.SECRETARY))
    code, said = told("--school", "sao-mai", "--json")
    rows = json.loads(said)["rows"]
    assert code == 1
    assert {row["check"] for row in rows} == ASKED | BESIDE
    for row in rows:
        assert row["url"].startswith(f"/truong/sao-mai/{YEAR}/"), row
    for check in ASKED | BESIDE:
        assert_led_to_the_mend(client, house, check, [row["url"] for row in rows if row["check"] == check])


def assert_led_to_the_mend(client: Client, house: House, check: str, urls: list[str]) -> None:
    page = client.get(house.url(f"suc-khoe/?check={check}")).content.decode()
    assert "Không có gì phải xử lý" not in page, check
    for url in urls:
        assert client.get(url).status_code == 200, (check, url)
        if check != ORPHAN:  # is taken in by a button of the page itself
            assert f'href="{url}"' in page, (check, url)
    if check == ORPHAN:
        assert "Đưa vào ngăn chờ" in page


def test_the_command_names_each_finding_in_words(house: House, media_root: Path) -> None:
    make_trouble(house, media_root)
    code, said = told()
    assert code == 1
    for words in ("mất tệp: ", "tệp đã bị đổi", "tệp không thuộc minh chứng nào: ", "Thất lạc: 1"):
        assert words in said
    assert "Mô tả chưa có minh chứng: 1" in said
    for key in (ASKED | BESIDE) & BY_KEY.keys() - {"missing", "altered"}:
        assert f"{BY_KEY[key].label}: " in said


def test_a_lost_file_that_belongs_to_no_item_is_told_by_its_path(house: House, media_root: Path) -> None:
    item = make_item(house)
    blob = make_file(item).blob
    (media_root / blob.path).unlink()
    with scopes_disabled():
        item.files.update(removed_at=timezone.now())
    _code, said = told("--school", "sao-mai", "--json")
    [row] = [one for one in json.loads(said)["rows"] if one["check"] == "missing"]
    assert row == {"check": "missing", "code": "", "name": blob.path, "detail": "", "url": ""}


def test_every_check_has_a_page_of_its_mend() -> None:
    assert {page_of_mend(check.key, may_manage=True) for check in CHECKS} == {"item", "edit", "merge"}
    assert page_of_mend("same_file", may_manage=False) == "item"
    assert page_of_mend("expired", may_manage=False) == "edit"


def test_a_school_without_a_year_has_no_addresses() -> None:
    room = Room("sao-mai", "")
    assert (room.mend("expired", 1), room.collecting(1), room.findings(ORPHAN)) == ("", "", "")
    there = Room("sao-mai", YEAR)
    assert there.findings(ORPHAN) == f"/truong/sao-mai/{YEAR}/minh-chung/suc-khoe/?check=orphan"
    assert there.mend("near_twin", 7).startswith(f"/truong/sao-mai/{YEAR}/minh-chung/7/")
