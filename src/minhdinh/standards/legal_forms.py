"""Forms of the legal library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.standards.domain.legal_queries import set_choices
from minhdinh.standards.enums import Confidence, LegalKind, LegalLink
from minhdinh.standards.models import LegalDocument

MOST_TEXT = 200_000


class DocumentForm(forms.Form):
    """Everything the library says of a document."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        choices=[(kind.value, kind.label) for kind in LegalKind],
        initial=LegalKind.LETTER,
    )
    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    effective_from = DayField(label=_("Có hiệu lực từ"), required=False)
    effective_to = DayField(
        label=_("Hết hiệu lực từ"), required=False, help_text=_("Ngày đầu tiên văn bản không còn dùng.")
    )
    url = forms.URLField(label=_("Địa chỉ toàn văn"), max_length=400, required=False, assume_scheme="https")
    confidence = forms.ChoiceField(
        label=_("Mức chắc chắn"),
        choices=[(one.value, one.label) for one in Confidence],
        initial=Confidence.HIGH,
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    set_ids = forms.MultipleChoiceField(
        label=_("Thuộc bộ tiêu chuẩn"),
        choices=set_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def values(self) -> dict[str, Any]:
        """Return the document's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "set_ids"}


class RelationForm(forms.Form):
    """What a document does to another one, found by its number."""

    kind = forms.ChoiceField(label=_("Văn bản này"), choices=[(link.value, link.label) for link in LegalLink])
    target = forms.ModelChoiceField(
        label=_("Văn bản kia"), queryset=LegalDocument.objects.none(), empty_label=_("Chọn văn bản")
    )

    def __init__(self, *args: Any, source: LegalDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = LegalDocument.objects.exclude(pk=source.pk)  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """A text whose citations are checked; nothing of it is kept."""

    day = DayField(label=_("Ngày của văn bản được kiểm tra"))
    text = forms.CharField(
        label=_("Nội dung"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 12})
    )
