"""Opening a year by another set: where texts go is chosen first, then looked at, then carried exactly so."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from minhdinh.access.permissions import Role
from minhdinh.assessments.carrying.choices import choices_of, save_choices
from minhdinh.assessments.carrying.opening import Looked, open_from, plan_opening, set_to_open
from minhdinh.assessments.models import CarriedText, CrosswalkChoice, SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Stale
from minhdinh.organisations.models import SchoolYear
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.assessments.carrying.pages import hidden
from tests.assessments.carrying.years import NEXT, OLD_SET, opened, texts_of
from tests.assessments.cases import SET, Case, make_case, write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")
PLACE = "statement:thcs:2.1:1:2.1.1a"
OWN = "statement:thcs:1.2:1:1.2.1a"


@pytest.fixture
def old() -> Case:
    """Return last year by Thông tư 18/2018, with a text; the next year will be by TT57."""
    found = opened(make_case(), "2025-2026", OLD_SET)
    write(found, found.slot("1.4"), "Đủ hiệu trưởng, phó hiệu trưởng.")
    return found


def posted(case: Case, role: str = Role.PRINCIPAL, **data: str) -> HttpResponse:
    values = {"year": NEXT, "decision_date": "", "standard_set": "", "reason": "", **data}
    values.setdefault("source", str(case.assessment.pk))
    response: HttpResponse = case.client(role).post(f"/truong/{case.school.code}/mo-nam-hoc/", values)
    return response


def fields(html: str) -> dict[str, str]:
    """Return what the fields of a page say, ticked boxes only where they are ticked."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", html):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            found[name[1]] = value[1] if value else ""
    return found


def crosswalk(case: Case, **changes: str) -> dict[str, str]:
    """Return the fields of the first page, changed."""
    return {
        **fields(posted(case).content.decode()),
        **{name.replace("__", "."): v for name, v in changes.items()},
    }


def nothing_written(case: Case) -> bool:
    return not (
        SelfAssessment.objects.filter(year=NEXT).exists()
        or SchoolYear.objects.filter(school=case.school, year=NEXT).exists()
        or CrosswalkChoice.objects.exists()
    )


def test_the_first_page_asks_where_texts_go_and_writes_nothing(old: Case) -> None:
    response = posted(old)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Chỗ của từng đoạn" in html
    assert fields(html)["yc-1.4.1a"] == "2.1.1a"
    assert "Không mang tiêu chí này sang" in html
    assert nothing_written(old)


def test_the_preview_shows_the_chosen_places_and_writes_nothing(old: Case) -> None:
    sent = crosswalk(old) | {"yc-1.4.1a": "1.2.1a"}
    html = posted(old, **sent).content.decode()
    assert "Tiêu chí 1.2, Mức 1, yêu cầu 1.2.1a" in html
    assert "Năm học 2025-2026, tiêu chí 1.4" in html
    assert "Theo lựa chọn của trường." in html
    assert nothing_written(old)


def test_confirming_carries_what_the_preview_showed_and_keeps_the_choices(old: Case) -> None:
    before = texts_of(old.assessment)
    sent = crosswalk(old) | {"yc-1.4.1a": "1.2.1a"}
    shown = fields(posted(old, **sent).content.decode())
    response = posted(old, **shown, confirmed="1")
    assert response["Location"] == f"/truong/{old.school.code}/{NEXT}/ke-thua/"
    made = SelfAssessment.objects.get(year=NEXT)
    assert texts_of(made) == {OWN: "Đủ hiệu trưởng, phó hiệu trưởng."}
    assert choices_of(old.school.pk, OLD_SET, SET) == {"1.4.1a": ("1.2.1a",)}
    provenance = CarriedText.objects.get(passage__assessment=made)
    assert (provenance.kind, provenance.source is not None) == ("crosswalk", True)
    assert provenance.note.startswith("Theo lựa chọn của trường.")
    assert texts_of(old.assessment) == before
    assert Entry.objects.filter(action="assessment.crosswalk_chosen").count() == 1


def test_a_criterion_is_left_out_whole_and_taken_along_again(old: Case) -> None:
    left = crosswalk(old) | {"bo-1.4": "1"}
    html = posted(old, **left).content.decode()
    assert "Trường chọn không mang sang." in html
    back = fields(posted(old, **(fields(html) | {"step": "crosswalk"})).content.decode())
    assert back["bo-1.4"] == "1"
    assert back["yc-1.4.1a"] == "2.1.1a"
    del back["bo-1.4"]
    assert "Tiêu chí 2.1, Mức 1, yêu cầu 2.1.1a" in posted(old, **back).content.decode()
    assert nothing_written(old)


def test_the_choices_of_last_time_stand_in_the_fields(old: Case) -> None:
    keep(old, {"1.4.1a": ["1.2.1a"]})
    assert crosswalk(old)["yc-1.4.1a"] == "1.2.1a"


def keep(case: Case, choices: dict[str, list[str]]) -> None:
    save_choices(
        actor=case.system,
        school_id=case.school.pk,
        source=packaged_set(OLD_SET),
        target=packaged_set(SET),
        choices=choices,
    )


@pytest.mark.parametrize("confirmed", ["", "1"])
def test_choices_that_somebody_changed_meanwhile_are_shown_again(old: Case, confirmed: str) -> None:
    sent = crosswalk(old) | {"yc-1.4.1a": "1.2.1b"}
    keep(old, {"1.4.1a": ["1.2.1a"]})
    response = posted(old, **sent, confirmed=confirmed)
    html = response.content.decode()
    assert response.status_code == 409
    assert "vừa được người khác sửa" in html
    assert fields(html)["yc-1.4.1a"] == "1.2.1b"
    assert choices_of(old.school.pk, OLD_SET, SET) == {"1.4.1a": ("1.2.1a",)}
    assert not SelfAssessment.objects.filter(year=NEXT).exists()


def test_a_text_changed_since_the_preview_asks_again(old: Case) -> None:
    shown = fields(posted(old, **crosswalk(old)).content.decode())
    write(old, old.slot("1.4"), "Thiếu một phó hiệu trưởng.")
    response = posted(old, **shown, confirmed="1")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Thiếu một phó hiệu trưởng." in html
    assert nothing_written(old)
    assert posted(old, **fields(html), confirmed="1").status_code == 302


def test_confirming_without_a_preview_opens_nothing(old: Case) -> None:
    assert posted(old, confirmed="1").status_code == 409
    assert nothing_written(old)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("yc-1.4.1a", "8.8.8z", 422),
        ("yc-1.4.1a", "1.2.1a, 1.2.1b, 1.2.1c, 2.1.1a, 2.1.1b", 422),
        ("yc-1.4.1a", "<script>alert(1)</script>", 422),
        ("yc-1.4.1a", "1.2.1a\x00", 422),
        ("yc-9.9.9z", "1.2.1a", 404),
        ("yc-", "1.2.1a", 404),
    ],
)
@pytest.mark.parametrize("confirmed", ["", "1"])
def test_what_no_page_sends_is_refused_on_the_page(
    old: Case, name: str, value: str, status: int, confirmed: str
) -> None:
    response = posted(old, **(crosswalk(old) | {name: value, "confirmed": confirmed}))
    assert response.status_code == status
    assert "<script>alert(1)" not in response.content.decode()
    assert nothing_written(old)


def test_a_mark_of_another_kind_is_only_an_old_one(old: Case) -> None:
    sent = crosswalk(old) | {"drawn": "\x00" * 40}
    assert posted(old, **sent).status_code == 409


def test_who_may_not_carry_is_not_asked(old: Case) -> None:
    response = posted(old, Role.SCHOOL_ADMIN)
    assert response.status_code == 302
    assert texts_of(SelfAssessment.objects.get(year=NEXT)) == {}


def test_the_verb_refuses_what_was_not_looked_at(old: Case) -> None:
    ask = {"organisation": old.school, "year": NEXT}
    assert set_to_open(**ask).set_id == SET
    plan = plan_opening(source=old.fresh(), **ask)
    choices = {"1.4.1a": ("1.2.1a",)}
    with pytest.raises(Stale):
        open_from(actor=old.system, source=old.fresh(), looked=Looked(plan.seen, choices, ""), **ask)
    assert nothing_written(old)
    with pytest.raises(Stale):  # the preview was of the proposal, not of this choice
        open_from(actor=old.system, source=old.fresh(), looked=Looked(plan.seen, choices), **ask)
    assert nothing_written(old)
    with pytest.raises(NotAllowed):
        open_from(actor=old.actor(Role.MEMBER), source=old.fresh(), looked=Looked(plan.seen), **ask)
    made = open_from(actor=old.system, source=old.fresh(), looked=Looked(plan.seen), **ask)
    assert set(texts_of(made)) == {PLACE}


def test_a_plan_is_the_same_before_and_after_the_year_is_there(old: Case) -> None:
    """What was looked at is compared inside the opened year: nothing but the year itself may differ."""
    load_set(packaged_set(SET))
    before = plan_opening(source=old.fresh(), organisation=old.school, year=NEXT)
    opened(old, NEXT)
    assert plan_opening(source=old.fresh(), organisation=old.school, year=NEXT).seen == before.seen


def test_the_pages_mark_is_in_the_form(old: Case) -> None:
    assert len(hidden(posted(old).content.decode(), "drawn")) == 16
