"""Forms of periodic reports and of requests for figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.reports import LONGEST
from minhdinh.oversight.domain.reports_figures import FIRST_TABLE, request_choices, table_choices
from minhdinh.oversight.enums import ReportKind


def _part(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class StartForm(forms.Form):
    """Which report to begin."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"), choices=ReportKind.choices)


class ReportForm(forms.Form):
    """A draft: its particulars, its parts and the tables that go in."""

    number = forms.CharField(
        label=_("Số"), max_length=60, required=False, help_text=_("Ví dụ: 12/BC-PGDĐT; ghi khi ban hành.")
    )
    dated = DayField(label=_("Ngày"), required=False)
    counted_on = DayField(
        label=_("Các trường trực thuộc vào ngày"),
        required=False,
        help_text=_("Để trống: hôm nay, hoặc cuối năm học nếu năm học đã qua."),
    )
    tables = forms.MultipleChoiceField(
        label=_("Các bảng số liệu đưa vào báo cáo"),
        choices=table_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opening = _part(_("Mở đầu, căn cứ"), 3)
    last_tasks = _part(_("Nhiệm vụ đã đề ra"), 5, _("Lấy từ phần kế hoạch của báo cáo kỳ trước đã ban hành."))
    results = _part(_("Kết quả"), 8, _("Soạn sẵn từ các bảng đã chọn; Thầy/Cô bổ sung phần nhận xét."))
    key_tasks = _part(_("Nhiệm vụ trọng tâm kỳ tới"), 5)
    specific_tasks = _part(_("Các nhiệm vụ cụ thể kỳ tới"), 7)
    proposals = _part(_("Kiến nghị, đề xuất"), 3)
    recipients = _part(
        _("Nơi nhận"), 4, _("Mỗi dòng một nơi; báo cáo sau nhớ danh sách của báo cáo gần nhất.")
    )
    signer = forms.CharField(label=_("Họ tên người ký"), max_length=150, required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class RequestForm(forms.Form):
    """What is asked of offices below."""

    title = forms.CharField(label=_("Nội dung yêu cầu"), max_length=250)
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    dated = DayField(label=_("Ngày văn bản"), required=False)
    due = DayField(label=_("Hạn trả lời"))
    counted_on = DayField(
        label=_("Số liệu của các trường trực thuộc vào ngày"),
        required=False,
        help_text=_("Để trống: ngày trả lời."),
    )
    tables = forms.MultipleChoiceField(
        label=_("Các bảng số liệu"),
        choices=request_choices,
        initial=[FIRST_TABLE],
        widget=forms.CheckboxSelectMultiple,
    )
    offices = forms.TypedMultipleChoiceField(
        label=_("Các cơ quan phải trả lời"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    basis = forms.CharField(
        label=_("Căn cứ, hướng dẫn"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, below: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = self.fields["offices"]
        assert isinstance(offices, forms.TypedMultipleChoiceField)  # noqa: S101 (for the type checker)
        offices.choices = [(one.pk, one.name) for one in below]
        offices.initial = [one.pk for one in below]


class AnswerForm(forms.Form):
    """What an office adds to its figures."""

    note = forms.CharField(
        label=_("Ghi chú kèm theo"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
