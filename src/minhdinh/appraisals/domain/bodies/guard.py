"""What the step of forming asks for, and what the end of a registration brings; ``apps.py`` registers both."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.appraisals.domain.bodies.ways import end_ways_of_ended
from minhdinh.appraisals.domain.cases.guards import register_effect, register_guard
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import Problem


def needs_body(case: Case) -> Iterator[Problem]:
    """Ask for the team or council: the step of forming is taken by the page that forms it."""
    if body_of(case) is None:
        link = reverse("appraisals:body-form", args=[case.department.code, case.pk])
        yield Problem(_("Hãy lập đoàn, hội đồng với người và tiêu chí được giao."), link=link)


def register_bodies() -> None:
    """Register what this part asks for and brings about; whichever act ends a registration shuts the ways in."""
    register_guard(Act.FORM, needs_body)
    for act in Act:
        register_effect(act, end_ways_of_ended)
