"""Forms of a campaign: the opening with its steps and targets, a new day, an early end, the letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.campaign_editing import CampaignWords
from minhdinh.oversight.domain.campaigns import CampaignValues, StepValues, TargetValues
from minhdinh.oversight.enums import StepKind
from minhdinh.standards.models import LegalDocument

ALL = ("", _("Tất cả"))
NO_STEP = ("", _("– chọn việc –"))
COUNTED = [choice for choice in StepKind.choices if choice[0] != StepKind.OTHER]
STEPS, TARGETS = 5, 4


class CampaignForm(forms.Form):
    """What a campaign is and whom it reaches; nothing chosen means every school."""

    name = forms.CharField(label=_("Tên đợt"), max_length=250)
    legal_basis = forms.CharField(label=_("Căn cứ (số, ngày văn bản)"), max_length=400, required=False)
    content = forms.CharField(
        label=_("Nội dung, yêu cầu"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    school_types = forms.MultipleChoiceField(
        label=_("Loại trường (không chọn là tất cả)"),
        choices=SchoolType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ownership = forms.ChoiceField(label=_("Loại hình"), choices=[ALL, *Ownership.choices], required=False)
    communes = forms.MultipleChoiceField(
        label=_("Đơn vị (không chọn là tất cả)"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args: Any, offices: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {one.code: one for one in offices}
        if not offices:
            del self.fields["communes"]
            return
        self.fields["communes"].choices = [(one.code, one.name) for one in offices]  # type: ignore[attr-defined]

    def chosen_communes(self) -> list[Organisation]:
        """Return the offices that were chosen."""
        return [self.offices[code] for code in self.cleaned_data.get("communes", [])]


class StepRow(forms.Form):
    """A thing to be done by a day; a row without a choice is left out."""

    kind = forms.ChoiceField(label=_("Việc"), choices=[NO_STEP, *StepKind.choices], required=False)
    title = forms.CharField(label=_("Diễn giải"), max_length=250, required=False)
    due = DayField(label=_("Hạn"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a chosen thing, and for the thing of a written day."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("kind") and not values.get("due") and "due" not in self.errors:
            self.add_error("due", _("Hãy ghi hạn của việc này."))
        if not values.get("kind") and (values.get("due") or values.get("title")):
            self.add_error("kind", _("Hãy chọn việc."))
        if values.get("kind") == StepKind.OTHER and not values.get("title"):
            self.add_error("title", _("Hãy ghi đó là việc gì."))
        return values


class TargetRow(forms.Form):
    """A share of schools; a row without a percentage is left out."""

    kind = forms.ChoiceField(
        label=_("Việc"), choices=COUNTED, initial=StepKind.SELF_ASSESSMENT, required=False
    )
    school_type = forms.ChoiceField(
        label=_("Loại trường"), choices=[ALL, *SchoolType.choices], required=False
    )
    percent = forms.IntegerField(label=_("Chỉ tiêu (%)"), min_value=1, max_value=100, required=False)


StepRows: type[BaseFormSet[Any]] = formset_factory(StepRow, extra=STEPS, max_num=STEPS)
TargetRows: type[BaseFormSet[Any]] = formset_factory(TargetRow, extra=TARGETS, max_num=TARGETS)


def campaign_values(form: CampaignForm, steps: BaseFormSet[Any], targets: BaseFormSet[Any]) -> CampaignValues:
    """Return valid forms as the verb takes them."""
    given = form.cleaned_data
    return CampaignValues(
        name=given["name"],
        legal_basis=given["legal_basis"],
        content=given["content"],
        school_types=given["school_types"],
        ownership=given["ownership"],
        communes=form.chosen_communes(),
        steps=[
            StepValues(row["kind"], row["due"], row["title"])
            for row in (one.cleaned_data for one in steps.forms)
            if row.get("kind")
        ],
        targets=[
            TargetValues(row["kind"], row["percent"], row["school_type"])
            for row in (one.cleaned_data for one in targets.forms)
            if row.get("percent") and row.get("kind")
        ],
    )


class MoveForm(forms.Form):
    """Another day for a step, and why."""

    step = forms.ChoiceField(label=_("Việc"))
    due = DayField(label=_("Hạn mới"))
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)

    def __init__(self, *args: Any, steps: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(str(one.pk), str(one)) for one in steps]  # type: ignore[attr-defined]


class EditForm(forms.Form):
    """The words of a campaign and its documents, written anew, and why."""

    name = forms.CharField(label=_("Tên đợt"), max_length=250)
    legal_basis = forms.CharField(label=_("Căn cứ (số, ngày văn bản)"), max_length=400, required=False)
    content = forms.CharField(
        label=_("Nội dung, yêu cầu"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    documents: forms.ModelMultipleChoiceField[LegalDocument] = forms.ModelMultipleChoiceField(
        label=_("Văn bản trong thư viện"),
        queryset=None,  # given by the view
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Giữ Ctrl (hoặc ⌘) để chọn nhiều văn bản."),
    )
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)

    def __init__(self, *args: Any, library: QuerySet[LegalDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"].queryset = library  # type: ignore[attr-defined]

    def words(self) -> CampaignWords:
        """Return the valid form as the verb takes it."""
        given = self.cleaned_data
        return CampaignWords(given["name"], given["legal_basis"], given["content"], list(given["documents"]))


class CloseForm(forms.Form):
    """Why a campaign ends early."""

    reason = forms.CharField(
        label=_("Lý do kết thúc"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class LetterForm(forms.Form):
    """The official letter."""

    file = forms.FileField(
        label=_("Công văn (PDF, Word hoặc ảnh chụp, tối đa 10 MB)"),
        widget=forms.FileInput(attrs={"class": "form-control"}),
    )
