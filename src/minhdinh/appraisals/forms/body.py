"""Forms of teams and councils."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.domain.bodies.amending import Amending
from minhdinh.appraisals.domain.bodies.forming import ISSUER_LENGTH, SIGNER_LENGTH, Decision
from minhdinh.appraisals.domain.bodies.texts import CONFLICT_LENGTH, NUMBER_LENGTH, REASON_LENGTH
from minhdinh.common.dates import DayField

NONE, SOME = "none", "some"


class DeclareForm(forms.Form):
    """What a member says of the own interests."""

    interest = forms.ChoiceField(
        label=_("Thầy/Cô cam kết"),
        choices=[
            (NONE, _("Tôi không có lợi ích liên quan với trường này.")),
            (SOME, _("Tôi có lợi ích liên quan với trường này.")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Lợi ích liên quan là gì"),
        required=False,
        max_length=CONFLICT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where there is an interest; ``interest`` becomes a yes or no."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("interest") == SOME and not given.get("text"):
            self.add_error("text", _("Hãy ghi lợi ích liên quan là gì."))
        return given | {"interest": given.get("interest") == SOME}


class DaysForm(forms.Form):
    """From when to when a body works, both days included."""

    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"))


class DecisionForm(DaysForm):
    """The decision that forms a body."""

    decision_number = forms.CharField(label=_("Số quyết định"), max_length=NUMBER_LENGTH)
    decision_date = DayField(label=_("Ngày quyết định"))
    issuer = forms.CharField(label=_("Cơ quan, người ban hành"), max_length=ISSUER_LENGTH, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=SIGNER_LENGTH, required=False)
    field_order = ("decision_number", "decision_date", "issuer", "signer", "starts_on", "ends_on")

    def decision(self) -> Decision:
        """Return what was written, once it is valid."""
        given = self.cleaned_data
        return Decision(
            given["decision_number"],
            given["decision_date"],
            given["starts_on"],
            given["ends_on"],
            given["issuer"],
            given["signer"],
        )


class AmendForm(forms.Form):
    """The decision that changes a standing body."""

    number = forms.CharField(label=_("Số quyết định sửa đổi, bổ sung"), max_length=NUMBER_LENGTH)
    date = DayField(label=_("Ngày quyết định"))

    def paper(self) -> Amending:
        """Return what was written, once it is valid."""
        return Amending(self.cleaned_data["number"], self.cleaned_data["date"])


class ReasonForm(forms.Form):
    """Why somebody leaves, or a body is dissolved."""

    reason = forms.CharField(label=_("Lý do"), max_length=REASON_LENGTH)


class OverruleForm(ReasonForm):
    """The paper by which somebody goes on in spite of a conflict."""

    paper = forms.CharField(label=_("Số, ngày văn bản cho phép"), max_length=NUMBER_LENGTH)
    field_order = ("paper", "reason")
