"""Between requests, forms and the domain's problems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from minhdinh.common.problems import Problem


def posted(request: HttpRequest) -> Any:
    """Return what a form is filled with: the posted values, be they none, or None where nothing was posted."""
    return request.POST if request.method == "POST" else None


def posted_files(request: HttpRequest) -> tuple[Any, Any]:
    """Return the same for a form with files: (values, files)."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def offer(form: forms.BaseForm, name: str, choices: list[tuple[str, str]]) -> None:
    """Let a field of a form choose among what is known only now."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
    field.choices = choices


def add_problem(form: forms.BaseForm, problem: Problem) -> None:
    """Show a problem beside the field that it names, or above the form."""
    form.add_error(problem.field if problem.field in form.fields else None, problem.message)
