"""Offices' own templates: the nearest one up the tree wins, a bad one is refused in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.documents.domain.templates import (
    own_template,
    replace_template,
    template_for,
    templates_of,
    withdraw_template,
)
from minhdinh.documents.models import FormTemplate
from minhdinh.documents.registry import form as form_of
from minhdinh.documents.templating import TemplateProblem
from tests.assessments.cases import together
from tests.clamd_server import clamd
from tests.documents.office import DECISION, REPORT, Desk, make_desk, put_template, template_with
from tests.factories import DepartmentFactory, acting, member


def replace(desk: Desk, words: str = "Mẫu của Sở.", name: str = "mau-so.docx") -> FormTemplate:
    return replace_template(
        actor=desk.officer(),
        organisation=desk.department,
        form=DECISION,
        content=template_with(words),
        name=name,
    )


def test_without_any_the_form_uses_its_own(desk: Desk) -> None:
    assert template_for(desk.case.school, DECISION) is None


def test_the_nearest_office_up_the_tree_wins(desk: Desk) -> None:
    far, near = template_with("Mẫu của Sở."), template_with("Mẫu của xã.")
    put_template(desk.department, far)
    assert template_for(desk.case.school, DECISION) == far
    put_template(desk.commune, near)
    assert template_for(desk.case.school, DECISION) == near
    assert template_for(desk.department, DECISION) == far
    assert template_for(desk.case.school, REPORT) is None


def test_an_office_elsewhere_has_no_say(desk: Desk) -> None:
    put_template(DepartmentFactory(code="so-khac"), template_with("Mẫu của Sở khác."))
    assert template_for(desk.case.school, DECISION) is None


def test_replacing_again_puts_the_former_aside(desk: Desk) -> None:
    first = replace(desk, "Bản một.")
    second = replace(desk, "Bản hai.", "mau-so-2.docx")
    first.refresh_from_db()
    assert (first.active, second.active) == (False, True)
    assert own_template(desk.department, DECISION).file_name == "mau-so-2.docx"
    assert bytes(first.content) == template_with("Bản một.")
    assert Entry.objects.filter(action="document.template_replaced").count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"khong phai word", "không phải là tài liệu Word"),
        (template_with("{{ truong_bia }}"), "biến không có: truong_bia"),
        (template_with("{% if %}"), "lệnh viết sai"),
        (template_with("{{ school.__class__ }}"), "__class__|không điền được|không có"),
    ],
)
def test_one_that_cannot_be_filled_is_refused_in_words(desk: Desk, content: bytes, words: str) -> None:
    standing = replace(desk)
    with pytest.raises(TemplateProblem, match=words):
        replace_template(
            actor=desk.officer(),
            organisation=desk.department,
            form=DECISION,
            content=content,
            name="mau.docx",
        )
    assert own_template(desk.department, DECISION) == standing


def test_withdrawing_goes_back_to_what_stands_above(desk: Desk) -> None:
    own = form_of(DECISION).template()
    put_template(desk.commune, own)
    replace(desk)
    withdraw_template(actor=desk.officer(), organisation=desk.department, form=DECISION)
    assert templates_of(desk.department) == {}
    assert template_for(desk.department, DECISION) is None
    assert template_for(desk.case.school, DECISION) == own
    with pytest.raises(NotHere):
        withdraw_template(actor=desk.officer(), organisation=desk.department, form=DECISION)
    with pytest.raises(NotHere):
        own_template(desk.department, DECISION)


@pytest.mark.parametrize("role", [Role.DEPARTMENT_SPECIALIST, Role.DEPARTMENT_LEADER, Role.COMMUNE_OFFICER])
def test_only_the_administrator_of_the_office_replaces_templates(desk: Desk, role: str) -> None:
    actor = acting(member(desk.department, role), desk.department)
    with pytest.raises(NotAllowed):
        replace_template(
            actor=actor, organisation=desk.department, form=DECISION, content=b"", name="mau.docx"
        )
    with pytest.raises(NotAllowed):
        withdraw_template(actor=actor, organisation=desk.department, form=DECISION)


def test_an_administrator_has_no_say_in_another_office(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        replace_template(
            actor=desk.officer(),
            organisation=desk.commune,
            form=DECISION,
            content=template_with("x"),
            name="mau.docx",
        )


def test_an_unknown_form_has_no_template(desk: Desk) -> None:
    with pytest.raises(NotHere):
        replace_template(
            actor=desk.officer(), organisation=desk.department, form="bieu-99", content=b"", name="mau.docx"
        )


def test_the_list_does_not_read_the_bytes(desk: Desk) -> None:
    replace(desk)
    with CaptureQueriesContext(connection) as queries:
        assert templates_of(desk.department)[DECISION].file_name == "mau-so.docx"
    assert len(queries) == 1
    assert '"content"' not in queries[0]["sql"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_replacements_at_once_one_stands(no_office: None) -> None:
    with scopes_disabled():
        desk = make_desk()
        actor = desk.officer()
        contents = [template_with("Bản một."), template_with("Bản hai.")]
        rows = together(
            *(
                lambda content=content: replace_template(
                    actor=actor, organisation=desk.department, form=DECISION, content=content, name="mau.docx"
                )
                for content in contents
            )
        )
        assert all(isinstance(row, FormTemplate) for row in rows), rows
        assert FormTemplate.objects.filter(active=True).count() == 1
        assert template_for(desk.case.school, DECISION) in contents


def test_an_infected_template_is_not_taken(desk: Desk, settings: Settings) -> None:
    with clamd(mark=b"PK") as server:
        settings.MINHDINH_CLAMD = server.address
        with pytest.raises(Problem, match="mã độc"):
            replace(desk)
    assert not FormTemplate.objects.exists()
