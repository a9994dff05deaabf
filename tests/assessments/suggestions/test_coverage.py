"""The mirror of the whole report: what is missing where, at one price; and no list of schools with its index."""

from pathlib import Path

import pytest

import minhdinh
from minhdinh.access.permissions import Role
from minhdinh.assessments.suggestions.coverage import coverage_of
from minhdinh.evidence.domain.verification import reject_item
from tests.assessments.cases import Case, item, link, make_case, signed_in, write
from tests.assessments.suggestions.desk import CRITERION, REQUIREMENT, chosen_and_put, proof, slot
from tests.counting import queries_of
from tests.factories import CommuneFactory, member

pytestmark = pytest.mark.django_db
PACKAGE = Path(minhdinh.__file__).parent


def test_an_empty_report_misses_everything(case: Case) -> None:
    found = coverage_of(case.assessment)
    catalogue = case.assessment.standard_set.catalogue
    asked = [one for one in catalogue.iter_requirements() if not one.derived]
    assert found.missing == len(asked) == found.total.requirements
    assert (found.uncited, found.unused, found.total.index) == (0, 0, 0)
    assert len(found.criteria) == 15


def test_each_gap_is_named_where_it_is(case: Case) -> None:
    write(case, slot(case), "Nhà trường làm tốt.")
    unused = item(case, criterion=CRITERION)
    link(case, unused, CRITERION)
    bad = proof(case)
    write(case, slot(case, "1.1.1b"), "Có kế hoạch số 3.", [bad])
    reject_item(actor=case.system, item=bad, reason="Chưa ký")
    first = coverage_of(case.assessment).criteria[0]
    assert [one.id for one in first.uncited] == [REQUIREMENT]
    assert first.weak == [bad.code]
    assert first.unused == [unused.code]
    assert REQUIREMENT not in {one.id for one in first.missing}
    assert not first.quiet
    counts = first.counts
    assert (counts.sentences, counts.with_data, counts.cited, counts.valid) == (2, 1, 1, 0)


def test_a_suggestion_that_was_put_in_brings_its_group(case: Case) -> None:
    chosen_and_put(case)
    counts = coverage_of(case.assessment).criteria[0].counts
    assert "ton_tai" in counts.groups
    assert counts.with_data == 1
    assert counts.valid == counts.cited == 1


@pytest.mark.usefixtures("_scopes_open")
def test_tracks_stand_apart() -> None:
    case = make_case(levels=("thcs", "thpt"))
    write(case, case.slot("1.1", track="thpt"), "Chỉ ở THPT.")
    found = coverage_of(case.assessment)
    assert found.several
    assert [one.counts.declared for one in found.criteria if one.sheet.criterion == "1.1"] == [0, 1]


def test_the_page_says_it_and_leads_there(case: Case) -> None:
    write(case, slot(case), "Nhà trường làm tốt.")
    page = case.client(Role.VIEWER).get(case.url("do-phu/")).content.decode()
    assert f"/tieu-chi/{case.track}/1.1/?muc=1#yc-{REQUIREMENT}" in page
    assert "chỉ số độ đặc thù" in page
    assert "không dùng để xếp hạng" in page


def test_who_may_not_see_the_sheets_does_not_see_it(case: Case) -> None:
    assert case.client(Role.CONTRIBUTOR).get(case.url("do-phu/")).status_code == 403


@pytest.mark.usefixtures("_scopes_open", "db")
def test_an_office_above_finds_no_mirror_of_the_report() -> None:
    commune = CommuneFactory()
    case = make_case(under=commune)
    officer = signed_in(member(commune, Role.COMMUNE_OFFICER))
    assert officer.get(case.url()).status_code == 200
    assert officer.get(case.url("do-phu/")).status_code == 404


def test_more_texts_cost_no_more_queries(case: Case) -> None:
    client, page = case.client(), case.url("do-phu/")
    chosen_and_put(case)
    before = queries_of(client, page)
    for criterion in ("1.2", "1.3", "2.1"):
        own = item(case, criterion=criterion)
        link(case, own, criterion)
        write(case, case.slot(criterion), "Có 3 lớp.", [own])
    assert queries_of(client, page) == before


def test_nothing_lists_schools_by_it() -> None:
    """Only the school's own page and its cross-checker's desk read it; no office, interface or form does."""
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "suggestions.coverage import" in path.read_text()
        or "suggestions.specificity import" in path.read_text()
    }
    assert readers <= {
        "assessments/suggestions/coverage.py",
        "assessments/views/coverage.py",
        "appraisals/views/crosscheck_review.py",
    }
