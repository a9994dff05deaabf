"""Forms of an office: a step with its note, a number and a day, a moved day, a value of a regime."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.domain.cases.steps import LONGEST_NOTE
from minhdinh.appraisals.domain.intake.accepting import LONGEST_NUMBER
from minhdinh.appraisals.domain.intake.due import LONGEST_REASON
from minhdinh.appraisals.domain.regimes import LONGEST_REFERENCE
from minhdinh.appraisals.enums import Act
from minhdinh.common.dates import DayField

NOTES = {
    Act.FORWARD: _("Ý kiến của cơ quan chuyển hồ sơ"),
    Act.GIVE_BACK: _("Những gì còn thiếu, cần bổ sung"),
    Act.ACCEPT: _("Ghi chú cho trường"),
}


class StepForm(forms.Form):
    """A step with what is to be said with it; ``version`` is the registration's that the page showed."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 6}),
    )

    def about(self, act: Act, *, needed: bool) -> None:
        """Name the note by the act, and ask for it where the act needs its reason."""
        field = self.fields["note"]
        field.label = NOTES.get(act, _("Lý do") if needed else _("Ghi chú"))
        field.required = needed


class AcceptForm(StepForm):
    """Accepting, with a number of the department's register and the day of receipt."""

    number = forms.CharField(
        label=_("Số tiếp nhận"),
        required=False,
        max_length=LONGEST_NUMBER,
        help_text=_("Số tiếp theo của sổ; sửa được. Để trống thì phần mềm lấy số tiếp theo khi lưu."),
    )
    received_on = DayField(label=_("Ngày tiếp nhận"))
    field_order = ("number", "received_on", "note", "version")


class DueForm(forms.Form):
    """Another last day of a stage; ``was`` is the one that the page showed."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    was = DayField(required=False, widget=forms.HiddenInput)
    due_on = DayField(label=_("Hạn mới"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_REASON,
        help_text=_("Ví dụ: nghỉ Tết Nguyên đán từ 25/01 đến 02/02."),
    )
    field_order = ("due_on", "reason", "version", "was")


class ValueForm(forms.Form):
    """A value of a regime with the paper it rests on; ``read_as`` names the change that the page showed."""

    place = forms.CharField(max_length=80, widget=forms.HiddenInput)
    read_as = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    value = forms.IntegerField(
        label=_("Giá trị"),
        required=False,
        help_text=_("Để trống khi văn bản không quy định."),
    )
    legal_reference = forms.CharField(
        label=_("Căn cứ"),
        max_length=LONGEST_REFERENCE,
        help_text=_("Số, ngày và nơi ban hành của văn bản quy định giá trị này."),
    )
    field_order = ("value", "legal_reference", "place", "read_as")


class RestoreForm(forms.Form):
    """Back to the file's value."""

    place = forms.CharField(max_length=80, widget=forms.HiddenInput)
    read_as = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
