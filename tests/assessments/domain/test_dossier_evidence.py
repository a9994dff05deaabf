import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.assessments.domain.dossier_evidence import evidence_part
from minhdinh.evidence.models import EvidenceItem
from tests.assessments.cases import PDF, Case, filed_item, item, link, make_case, small_set, write


def part(case: Case) -> list[dict[str, object]]:
    return evidence_part(case.fresh())


def test_an_item_is_there_once_with_every_place_it_serves(small: Case) -> None:
    row = item(small, name="Quy chế", number="05/QC", note="Bản chính")
    link(small, row, "1.3")
    write(small, small.slot("2.3"), cited=[row])
    write(small, "remark:1:limits", cited=[row])
    (found,) = part(small)
    assert (found["id"], found["code"], found["name"]) == (str(row.pk), row.code, "Quy chế")
    assert (found["number"], found["note"], found["location"]) == ("05/QC", "Bản chính", "Tủ 2, hộp 5")
    assert found["codes"] == {"mc-2026": row.code}
    assert found["criteria"] == ["1.3", "2.3"]
    assert found["uses"] == [
        {"track": "thcs", "criterion": "1.3"},
        {"track": "thcs", "criterion": "2.3"},
    ]


def test_an_item_cited_in_a_remark_only_is_there_without_criterion(small: Case) -> None:
    write(small, "remark:1:limits", cited=[item(small)])
    (found,) = part(small)
    assert (found["criteria"], found["uses"]) == ([], [])


def test_what_nobody_uses_is_left_out(small: Case) -> None:
    item(small)
    assert part(small) == []


def test_items_come_in_the_order_of_their_codes(small: Case) -> None:
    rows = [item(small, criterion=criterion) for criterion in ("2.3", "1.1", *["1.3"] * 11)]
    for row in reversed(rows):
        link(small, row, row.root_criterion)
    codes = [str(found["code"]) for found in part(small)]
    assert codes[0] == "MC.1.1.01"
    assert codes[1:4] == ["MC.1.3.01", "MC.1.3.02", "MC.1.3.03"]
    assert codes[-3:] == ["MC.1.3.10", "MC.1.3.11", "MC.2.3.01"]


def test_files_with_their_hashes_and_a_page_on_this_server(small: Case) -> None:
    row = filed_item(small)
    link(small, row)
    (found,) = part(small)
    (file,) = found["files"]  # type: ignore[misc]
    assert (file["name"], file["size"], file["media_type"]) == ("ke-hoach.pdf", len(PDF), "application/pdf")
    assert len(file["sha256"]) == 64
    assert str(found["url"]).endswith(small.url(f"minh-chung/{row.pk}/"))


def test_a_link_leads_where_it_says(small: Case) -> None:
    row = item(small, storage="link", link="https://mau.example.vn/ke-hoach")
    link(small, row)
    (found,) = part(small)
    assert (found["url"], found["links"]) == (row.link, [row.link])


def test_files_of_sensitive_items_are_never_in_a_dossier(small: Case) -> None:
    row = filed_item(small)
    link(small, row)
    EvidenceItem.objects.filter(pk=row.pk).update(sensitive=True)
    (found,) = part(small)
    assert found["files"] == []


@pytest.mark.usefixtures("db", "_scopes_open")
def test_the_uses_of_each_level_are_told_apart() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    row = item(case)
    for track, criterion in (("thcs", "1.1"), ("tieu_hoc", "1.3"), ("tieu_hoc", "1.1")):
        link(case, row, criterion, track)
    (found,) = part(case)
    assert [(use["track"], use["criterion"]) for use in found["uses"]] == [  # type: ignore[attr-defined]
        ("thcs", "1.1"), ("tieu_hoc", "1.1"), ("tieu_hoc", "1.3"),
    ]  # fmt: skip


def test_queries_do_not_grow_with_the_items(
    small: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for _each in range(count):
            link(small, filed_item(small))
        assessment = small.fresh()
        with django_assert_num_queries(5):
            evidence_part(assessment)
