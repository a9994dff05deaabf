"""The form of a reminder."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.oversight.domain.reminder_text import DEFAULT, LONGEST


class ReminderForm(forms.Form):
    """The words, and whether schools that were reminded today are reminded again."""

    text = forms.CharField(
        label=_("Lời nhắc"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        initial=DEFAULT,
        error_messages={"required": _("Lời nhắc đang trống. Hãy ghi nội dung cần nhắc.")},
    )
    again = forms.BooleanField(label=_("Nhắc lại cả trường đã nhắc hôm nay"), required=False)
