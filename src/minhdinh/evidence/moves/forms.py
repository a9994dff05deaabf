"""What people type to change codes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.problems import Problem
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.forms import criterion_choices
from minhdinh.evidence.moves.moving import REASON_LENGTH

MOST_VERSION = 2**31 - 1


class ReasonForm(forms.Form):
    """Why a code changes; everybody who meets the old one can read it."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=REASON_LENGTH,
        help_text=_("Người gặp mã cũ sau này sẽ đọc, ví dụ: nhập hai lần cùng một kế hoạch."),
    )

    def show(self, problem: Problem) -> None:
        """Put a problem of the domain beside the field it belongs to, else above the form."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.message)


class MoveForm(ReasonForm):
    """Under which criterion an item goes, from the version that the page showed."""

    criterion = forms.ChoiceField(label=_("Tiêu chí gốc mới"))
    link = forms.BooleanField(label=_("Gắn luôn minh chứng với tiêu chí mới"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION)
    field_order = ["criterion", "link", "reason", "version"]

    def __init__(self, *args: Any, context: YearContext, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = criterion_choices(context, _("Chọn tiêu chí"))
        self.fields["criterion"].choices = choices  # type: ignore[attr-defined]
        if not (context.open and context.only_track):
            del self.fields["link"]


class MergeForm(ReasonForm):
    """The versions of both items that the page showed."""

    gone_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION)
    survivor_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSION)


class RecodeForm(ReasonForm):
    """Agreement to a table of codes: ``mark`` is of exactly the one that was shown."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)
