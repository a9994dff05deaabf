"""Between forms and the domain's problems."""

from __future__ import annotations

from django import forms

from minhdinh.common.problems import Problem


def add_problem(form: forms.BaseForm, problem: Problem) -> None:
    """Show a problem beside the field that it names, or above the form."""
    form.add_error(problem.field if problem.field in form.fields else None, problem.message)
