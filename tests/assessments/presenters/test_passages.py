"""Texts as pages show them: an item has a code of its own in each convention."""

from minhdinh.assessments.domain.dossier_evidence import evidence_part
from minhdinh.assessments.presenters.passages import Codes, own_codes
from minhdinh.evidence.models import EvidenceCode, EvidenceItem
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.cases import Case, item, rich, write

BOXED = packaged_set("tt18-2018-trung-hoc").code_convention


def with_boxed_code(case: Case, text: str) -> EvidenceItem:
    """Return an item that shows its code of 2018 and has one of the year's set beside it."""
    row = item(case)
    EvidenceCode.objects.create(school=case.school, item=row, convention=BOXED.id, text=text, criterion="1.3")
    row.code = text
    row.save()
    return row


def test_a_text_shows_the_code_of_its_own_set(small: Case, django_assert_num_queries) -> None:
    row, plain = with_boxed_code(small, "H1-1.3-01"), item(small)
    body = rich("Câu.", [row, plain])
    codes = Codes(small.system, small.assessment, [body])
    assert "MC.1.3.01" in codes.html(body)
    assert BOXED.parse("H1-1.3-01") is not None
    assert "H1-1.3-01" not in codes.html(body)
    with django_assert_num_queries(0):
        assert own_codes([plain], small.assessment.standard_set.catalogue.code_convention) == {}
    assert own_codes([row, plain], BOXED) == {}  # the one shows it already, the other has none


def test_an_item_without_a_code_there_shows_the_one_it_has(small: Case) -> None:
    row = with_boxed_code(small, "H1-1.3-01")
    EvidenceCode.objects.filter(item=row).exclude(convention=BOXED.id).update(current=False)
    assert "H1-1.3-01" in Codes(small.system, small.assessment, [rich("Câu.", [row])]).html(
        rich("Câu.", [row])
    )


def test_papers_list_by_the_code_of_their_own_set(small: Case) -> None:
    first, second = item(small), with_boxed_code(small, "H1-1.3-09")
    write(small, small.slot(), cited=[first, second])
    listed = evidence_part(small.assessment)
    assert [one["code"] for one in listed] == ["MC.1.3.01", "MC.1.3.02"]
    assert listed[1]["codes"] == {"mc-2026": "MC.1.3.02", "h-2018": "H1-1.3-09"}
