"""Each check finds what it names and nothing beside it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor, system_actor
from minhdinh.assessments.evidence_facts import usual_kinds
from minhdinh.evidence.context import year_context
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.domain.uses import link_item
from minhdinh.evidence.enums import FileFaultKind, LinkState, Storage
from minhdinh.evidence.health.checks import BY_KEY, CHECKS, Look
from minhdinh.evidence.health.details import details
from minhdinh.evidence.models import EvidenceItem, FileFault, LinkCheck, NearTwin
from minhdinh.standards.catalogue import evidence_kinds
from tests.evidence.factories import (
    YEAR,
    House,
    cite,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]
TODAY = dt.date(2026, 11, 22)


def look(house: House, actor: Actor | None = None) -> Look:
    return Look(house.school.pk, TODAY, actor, year_context(house.school.pk, YEAR))


def found(house: House, check: str, actor: Actor | None = None) -> dict[str, str]:
    """Return the names that a check finds, each with its words."""
    where = look(house, actor)
    items = list(BY_KEY[check].query(where).order_by("code_sort", "id"))
    told = details(check, items, where)
    return {item.name: told.get(item.pk, "") for item in items}


def test_a_sound_item_is_in_no_check(house: House) -> None:
    cite(house, make_verified(house, issued_on=TODAY, number="1/QĐ", issuer="Trường"))
    assert {check.key: found(house, check.key) for check in CHECKS if found(house, check.key)} == {}


@pytest.mark.parametrize("kind", FileFaultKind.values)
def test_faults_of_present_files(house: House, kind: str) -> None:
    item, other = make_item(house, name="Hỏng"), make_item(house, name="Đã gỡ tệp hỏng")
    bad, gone = make_file(item, name="a.pdf"), make_file(other, name="b.pdf")
    now = timezone.now()
    for file in (bad, gone):
        FileFault.objects.create(school=house.school, blob=file.blob, kind=kind, found_at=now)
    detach_file(actor=system_actor(house.school.pk), file=gone)
    assert found(house, kind) == {"Hỏng": "a.pdf"}
    assert found(house, "missing" if kind == "altered" else "altered") == {}


def test_a_link_is_dead_only_as_long_as_it_is_the_one_that_was_asked(house: House) -> None:
    states = {
        "Chết": LinkState.DEAD,
        "Sống": LinkState.LIVE,
        "Chưa rõ": LinkState.UNCLEAR,
        "Đã sửa": LinkState.DEAD,
    }
    for name, state in states.items():
        item = make_item(house, name=name, storage=Storage.LINK, link=f"https://vi-du.vn/{state}")
        asked = "https://vi-du.vn/cu" if name == "Đã sửa" else item.link
        LinkCheck.objects.create(
            school=house.school,
            item=item,
            url=asked,
            state=state,
            note="Trang không còn.",
            checked_at=timezone.now(),
        )
    told = found(house, "dead_link")
    assert set(told) == {"Chết", "Chưa rõ"}
    assert told["Chết"].startswith("https://vi-du.vn/dead — Trang không còn. Hỏi ngày ")


@pytest.mark.parametrize(
    ("days", "check", "words"),
    [
        (-1, "expired", "21/11/2026 (đã qua 1 ngày)"),
        (0, "expiring", "22/11/2026 (còn 0 ngày)"),
        (30, "expiring", "22/12/2026 (còn 30 ngày)"),
        (31, "", ""),
    ],
)
def test_the_end_of_validity(house: House, days: int, check: str, words: str) -> None:
    make_item(house, name="Giấy", valid_to=TODAY + dt.timedelta(days=days))
    told = {key: found(house, key) for key in ("expired", "expiring")}
    assert {key: rows for key, rows in told.items() if rows} == ({check: {"Giấy": words}} if check else {})


def test_a_kind_that_warns_long_ahead(house: House) -> None:
    kind = max(evidence_kinds().values(), key=lambda one: one.warn_days)
    assert kind.warn_days > 30
    make_item(house, name="Giấy", kind=kind.id, valid_to=TODAY + dt.timedelta(days=kind.warn_days))
    assert list(found(house, "expiring")) == ["Giấy"]


def test_the_same_bytes_in_two_items(house: House) -> None:
    content = pdf_bytes("chung")
    one, other = make_item(house, name="Một"), make_item(house, name="Hai")
    make_file(one, content)
    make_file(other, content)
    make_file(make_item(house, name="Khác"))
    assert found(house, "same_file") == {"Một": other.code, "Hai": one.code}
    remove_item(actor=system_actor(house.school.pk), item=other)
    assert found(house, "same_file") == {}


def test_the_same_paper_twice(house: House) -> None:
    paper: dict[str, Any] = {"number": "15/QĐ-UBND", "issued_on": TODAY, "issuer": "UBND xã"}
    make_item(house, name="Bản một", **paper)
    twin = make_item(house, name="Bản hai", **paper)
    make_item(house, name="Ngày khác", **{**paper, "issued_on": TODAY - dt.timedelta(days=1)})
    make_item(house, name="Nơi khác", **{**paper, "issuer": "Sở"})
    for _time in range(2):
        make_item(house, name="Không số", issued_on=TODAY)
    told = found(house, "same_paper")
    assert set(told) == {"Bản một", "Bản hai"}
    assert told["Bản một"] == twin.code


def test_near_twins(house: House) -> None:
    one, other = make_item(house, name="Nháp"), make_item(house, name="Chính")
    NearTwin.objects.create(school=house.school, item=one, other=other, percent=93)
    assert found(house, "near_twin") == {"Nháp": f"{other.code} (93 %)"}
    remove_item(actor=system_actor(house.school.pk), item=other)
    assert found(house, "near_twin") == {}


def test_never_cited_and_inbox(house: House) -> None:
    cite(house, make_item(house, name="Đã dẫn"))
    make_item(house, name="Chưa dẫn")
    make_item(house, name="Chưa mã", criterion="")
    assert list(found(house, "never_cited")) == ["Chưa dẫn"]
    assert list(found(house, "inbox")) == ["Chưa mã"]


def test_cited_but_removed(house: House) -> None:
    item = make_item(house, name="Đã bỏ", criterion="1.3")
    cite(house, item, criterion="1.3")
    EvidenceItem.objects.filter(pk=item.pk).update(removed_at=timezone.now())
    assert found(house, "cited_removed") == {"Đã bỏ": "1.3.1a"}


def test_the_kind_that_a_requirement_usually_takes(house: House) -> None:
    kinds = usual_kinds(house.assessment.pk)
    requirement, proven = sorted(kinds)[:2]
    right, wrong = min(kinds[proven]), min(set(evidence_kinds()) - kinds[requirement] - kinds[proven])
    for name, kind in (("Đúng", right), ("Sai", wrong), ("Chưa chọn loại", ""), ("Thêm bên cạnh", wrong)):
        item = make_item(house, name=name)
        EvidenceItem.objects.filter(pk=item.pk).update(kind=kind)
        link_item(
            actor=system_actor(house.school.pk),
            item=item,
            place=house.place(
                "1.1", requirement=proven if name in {"Đúng", "Thêm bên cạnh"} else requirement
            ),
        )
    told = found(house, "wrong_kind")
    assert list(told) == ["Sai"]
    assert told["Sai"].startswith(f"{requirement}: ")
    without_year = Look(house.school.pk, TODAY)
    assert BY_KEY["wrong_kind"].query(without_year).count() == 0


def test_waiting_and_empty(house: House) -> None:
    make_file(make_item(house, name="Chờ"))
    make_item(house, name="Trống")
    make_verified(house, name="Xong")
    assert list(found(house, "waiting")) == ["Chờ"]
    assert list(found(house, "empty")) == ["Trống"]


def test_other_schools_and_what_the_actor_may_not_see(
    house: House, secretary: Actor, contributor: Actor
) -> None:
    make_item(make_house("bac-ha"), name="Trường khác")
    make_item(house, name="Của trường")
    assert list(found(house, "empty", secretary)) == ["Của trường"]
    assert found(house, "empty", contributor) == {}


def test_no_query_a_row_more_in_the_words(house: House, django_assert_max_num_queries: Any) -> None:
    content = pdf_bytes("chung")
    for number in range(12):
        make_file(make_item(house, name=f"Bản {number}"), content)
    with django_assert_max_num_queries(3):
        told = found_without_year(house, "same_file")
    assert told["Bản 0"].endswith("và 8 chỗ nữa")


def found_without_year(house: House, check: str) -> dict[str, str]:
    where = Look(house.school.pk, TODAY)
    items = list(BY_KEY[check].query(where).order_by("code_sort", "id"))
    told = details(check, items, where)
    return {item.name: told[item.pk] for item in items}
