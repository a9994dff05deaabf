"""Forms about a school's own data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.school import validate_levels
from minhdinh.organisations.enums import EducationLevel
from minhdinh.organisations.models import SchoolProfile


class ProfileForm(forms.ModelForm[SchoolProfile]):
    """Everything a school says of itself."""

    education_levels = forms.MultipleChoiceField(
        label=_("Cấp học"),
        choices=EducationLevel.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Trường phổ thông có nhiều cấp học đánh dấu từ hai cấp học trở lên."),
    )

    class Meta:
        model = SchoolProfile
        fields = [
            "school_type", "education_levels", "ownership", "former_name", "head_name", "managing_body",
            "professional_body", "province", "commune", "address", "phone", "email", "website", "founded_year",
            "national_standard", "special", "foreign_linked", "difficult_area", "very_difficult_area",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check that the education levels fit the type."""
        values = super().clean() or {}
        if "school_type" in values and "education_levels" in values:
            try:
                validate_levels(values["school_type"], values["education_levels"])
            except Problem as problem:
                raise ValidationError({problem.field: problem.message}) from problem
        return values


class SiteForm(forms.Form):
    """One place where the school teaches."""

    name = forms.CharField(label=_("Tên điểm trường"), max_length=150, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)


SitesFormSet = forms.formset_factory(SiteForm, extra=2)
