"""Forms of the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.recognition.domain.recording import Details
from minhdinh.recognition.enums import RemedyState
from minhdinh.recognition.models import Decision
from minhdinh.recognition.rules.regimes import law

UNKNOWN = ("", _("Không ghi"))
GRADES = [UNKNOWN, *((str(number), _("Cấp độ %d") % number) for number in range(1, 5))]
DEGREES = [UNKNOWN, *((str(number), _("Mức độ %d") % number) for number in range(1, 3))]
DETAILS = (
    "number",
    "decided_on",
    "valid_to",
    "grade",
    "degree",
    "issuer",
    "signer",
    "certificate_on",
    "regime",
)


def _number(text: str) -> int | None:
    return int(text) if text else None


def regime_choices() -> list[tuple[str, Any]]:
    """Return the regulations, the one by the day of signing first."""
    return [("", _("Theo ngày quyết định")), *((one.id, one.title) for one in law().regimes)]


def ground_choices() -> list[tuple[str, Any]]:
    """Return the grounds of revocation."""
    return [("", _("Không ghi")), *((one.id, one.title) for one in law().grounds)]


class PaperForm(forms.Form):
    """What a decision says, as it is printed."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    decided_on = DayField(label=_("Ngày quyết định"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=250, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)
    grade = forms.TypedChoiceField(
        label=_("Cấp độ kiểm định"), choices=GRADES, coerce=_number, empty_value=None, required=False
    )
    degree = forms.TypedChoiceField(
        label=_("Mức độ chuẩn quốc gia"), choices=DEGREES, coerce=_number, empty_value=None, required=False
    )
    certificate_on = DayField(label=_("Ngày cấp bằng, giấy chứng nhận"), required=False)
    valid_to = DayField(
        label=_("Ngày hết hạn in trên bằng"),
        required=False,
        help_text=_("Để trống nếu không in: phần mềm tính theo quy định áp dụng."),
    )
    regime = forms.ChoiceField(label=_("Quy định áp dụng"), choices=regime_choices, required=False)
    scan = forms.FileField(
        label=_("Bản quét quyết định"),
        required=False,
        help_text=_("PDF hoặc ảnh chụp."),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    @property
    def details(self) -> Details:
        """What was typed, as the verbs take it."""
        return Details(**{name: self.cleaned_data[name] for name in DETAILS})


class RecordForm(PaperForm):
    """A decision for one or several schools."""

    schools = forms.CharField(
        label=_("Các trường được công nhận"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=40_000,
        help_text=_(
            "Mỗi dòng một trường: mã hoặc đúng tên trường; số bằng viết sau dấu chấm phẩy. Dán được hai cột từ Excel."
        ),
    )
    field_order = ("schools",)


class CorrectForm(PaperForm):
    """A recorded decision, corrected; ``version`` tells whether it was changed meanwhile."""

    certificate_number = forms.CharField(label=_("Số bằng, giấy chứng nhận"), max_length=100, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("number", "decided_on", "issuer", "signer", "grade", "degree", "certificate_number")


def values_of(decision: Decision) -> dict[str, Any]:
    """Return what a form shows of a decision at first."""
    names = (*DETAILS, "certificate_number")
    values = {name: getattr(decision, name) for name in names}
    return {name: "" if value is None else value for name, value in values.items()}


class RevokeForm(forms.Form):
    """That a decision was revoked."""

    day = DayField(label=_("Ngày thu hồi"))
    number = forms.CharField(label=_("Số quyết định thu hồi"), max_length=100, required=False)
    ground = forms.ChoiceField(label=_("Trường hợp thu hồi"), choices=ground_choices, required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class RestoreForm(forms.Form):
    """That a revocation was annulled."""

    reason = forms.CharField(
        label=_("Lý do, văn bản hủy việc thu hồi"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


class RemedyForm(forms.Form):
    """A period to put things right."""

    asked_on = DayField(label=_("Ngày yêu cầu"))
    due_on = DayField(label=_("Hạn khắc phục"))
    number = forms.CharField(label=_("Số văn bản"), max_length=100, required=False)
    reason = forms.CharField(
        label=_("Nội dung cần khắc phục"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class EndRemedyForm(forms.Form):
    """How such a period ended."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[(one.value, one.label) for one in RemedyState if one != RemedyState.OPEN],
    )
    day = DayField(label=_("Ngày kết thúc"))
    note = forms.CharField(
        label=_("Kết quả khắc phục"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
