"""What is typed when collecting is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.accounts.models import User
from minhdinh.common.dates import DayField
from minhdinh.common.problems import Problem
from minhdinh.evidence.collecting.asking import NOTE, WHAT, Asked
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.forms import PapersForm, PlaceFields


class AskForm(PlaceFields):
    """Who collects what, who keeps it, from when to when; for a criterion, a requirement of it, or an item."""

    what = forms.CharField(
        label=_("Cần thu thập gì?"),
        max_length=WHAT,
        help_text=_("Ghi như nói với người được giao, ví dụ: Sổ họp tổ chuyên môn học kỳ I."),
    )
    requirement = forms.ChoiceField(label=_("Yêu cầu"), required=False)
    collector = forms.TypedChoiceField(label=_("Người thu thập"), coerce=int)
    keeper = forms.TypedChoiceField(label=_("Người lưu giữ"), coerce=int, required=False, empty_value=None)
    starts_on = DayField(label=_("Từ ngày"), required=False)
    due_on = DayField(label=_("Đến ngày"), required=False)
    note = forms.CharField(
        label=_("Dặn thêm"), max_length=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    field_order = [
        "what",
        "criterion",
        "track",
        "requirement",
        "collector",
        "keeper",
        "starts_on",
        "due_on",
        "note",
    ]

    def __init__(
        self,
        *args: Any,
        context: YearContext,
        people: Sequence[User],
        requirements: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.criterion_field.label = _("Cho tiêu chí")
        chosen = [(person.pk, person.full_name) for person in people]
        self._choices("collector", [("", _("Chọn người")), *chosen])
        self._choices("keeper", [("", _("Chưa định")), *chosen])
        self._choices("requirement", [("", _("Cả tiêu chí")), *((one, one) for one in requirements)])

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """See that the requirement belongs to the criterion that was chosen."""
        cleaned = super().clean() or self.cleaned_data
        requirement, criterion = cleaned.get("requirement", ""), cleaned.get("criterion", "")
        if requirement and not requirement.startswith(f"{criterion}."):
            self.add_error("requirement", _("Yêu cầu này không thuộc tiêu chí đã chọn."))
        return cleaned

    def asked(self, item_id: int | None) -> Asked:
        """Return what was typed as the domain takes it."""
        given = self.cleaned_data
        return Asked(
            what=given["what"],
            collector_id=given["collector"],
            keeper_id=given["keeper"],
            track=given.get("track", "") or self.context.only_track,
            criterion=given["criterion"],
            requirement=given["requirement"],
            item_id=item_id,
            starts_on=given["starts_on"],
            due_on=given["due_on"],
            note=given["note"],
        )


class FilesForm(PapersForm):
    """Files for the item of a collecting; ``done`` says in the same press that nothing more is to come."""

    done = forms.BooleanField(label=_("Đã đủ: ghi việc này là đã có"), required=False, initial=True)

    def show(self, problem: Problem) -> None:
        """Put what could not be taken above the form."""
        self.add_error(None, problem.message)
