"""The form of a registration's decision: one part for each recognition that was asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.recognition.domain.deciding import RulingPaper
from minhdinh.recognition.domain.proposing import KindName, Proposed
from minhdinh.recognition.domain.recording import Details
from minhdinh.recognition.forms.upload import scan_of

LONGEST_REASON = 2000
WORDS = {"grade": _("Cấp độ %d"), "degree": _("Mức độ %d")}
LABELS = {"grade": _("Cấp độ kiểm định"), "degree": _("Mức độ chuẩn quốc gia")}


class RulingForm(forms.Form):
    """One signed paper; without number and day it is not written."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100, required=False)
    decided_on = DayField(label=_("Ngày ký"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=250, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)
    value = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    certificate_number = forms.CharField(label=_("Số bằng, giấy chứng nhận"), max_length=100, required=False)
    certificate_on = DayField(label=_("Ngày cấp bằng, giấy chứng nhận"), required=False)
    valid_to = DayField(label=_("Ngày hết hạn in trên giấy"), required=False)
    scan = forms.FileField(
        label=_("Bản quét quyết định"),
        required=False,
        help_text=_("PDF hoặc ảnh chụp."),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, proposed: Proposed, *args: Any, **kwargs: Any) -> None:
        """Offer the grades or degrees that the regime knows."""
        super().__init__(*args, **{"prefix": proposed.of, **kwargs})
        self.proposed = proposed
        field = self.fields["value"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 (for the type checker)
        field.label = LABELS[proposed.of]
        field.choices = [
            ("", _("Không công nhận")),
            *((str(one), WORDS[proposed.of] % one) for one in range(1, proposed.highest + 1)),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for number, day and value of a paper that was begun."""
        values = super().clean() or {}
        told = {
            "number": _("Thiếu số quyết định."),
            "decided_on": _("Thiếu ngày ký."),
            "value": _("Chưa chọn kết quả công nhận."),
        }
        if self.is_begun:
            for name, sentence in told.items():
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return values

    @property
    def is_begun(self) -> bool:
        """Whether anything but what was filled in beforehand is there."""
        names = ("number", "decided_on", "signer", "certificate_number", "certificate_on", "valid_to", "scan")
        return any(self.cleaned_data.get(name) for name in names)

    def paper(self) -> RulingPaper:
        """Return what was typed, as the verb takes it."""
        values = self.cleaned_data
        of: KindName = self.proposed.of
        details = Details(
            number=values["number"],
            decided_on=values["decided_on"],
            valid_to=values["valid_to"],
            grade=values["value"] if of == "grade" else None,
            degree=values["value"] if of == "degree" else None,
            issuer=values["issuer"],
            signer=values["signer"],
            certificate_on=values["certificate_on"],
        )
        return RulingPaper(of, details, values["certificate_number"], scan_of(values["scan"]))


class ReasonForm(forms.Form):
    """Why the decision differs from the conclusion, which rules were read, and what the page was drawn with."""

    reason = forms.CharField(
        label=_("Lý do, nếu khác kết luận"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class RefuseForm(forms.Form):
    """That a school is not recognised."""

    reason = forms.CharField(
        label=_("Lý do không công nhận"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
