"""Forms of training: sessions, attendance, the register."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.organisations.enums import EducationLevel
from minhdinh.oversight.enums import SessionKind


class SessionForm(forms.Form):
    """A training, visit or meeting."""

    kind = forms.ChoiceField(label=_("Hình thức"), choices=SessionKind.choices)
    topic = forms.CharField(label=_("Chủ đề"), max_length=250)
    education_levels = forms.MultipleChoiceField(
        label=_("Cấp học (không chọn là mọi cấp)"),
        choices=EducationLevel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    held_on = DayField(label=_("Ngày"))
    place = forms.CharField(label=_("Địa điểm"), max_length=250, required=False)
    organiser = forms.CharField(label=_("Đơn vị tổ chức"), max_length=250, required=False)
    content = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    documents = forms.CharField(
        label=_("Tài liệu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một tài liệu: tên, số văn bản hoặc liên kết."),
    )


class AttendanceForm(forms.Form):
    """Who attended: pasted, or a file."""

    text = forms.CharField(
        label=_("Dán danh sách"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng: họ tên; mã đơn vị; chức vụ; số chứng chỉ. Dán thẳng từ Excel cũng được."),
    )
    file = forms.FileField(
        label=_("Hoặc chọn tệp Excel"),
        required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.xls,.ods"}),
    )


class RegisterForm(forms.Form):
    """A person trained elsewhere."""

    where = forms.CharField(label=_("Mã đơn vị"), max_length=40, help_text=_("Mã trường hoặc mã cơ quan."))
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=150, required=False, help_text=_("Nếu người ấy có tài khoản.")
    )
    name = forms.CharField(label=_("Họ và tên"), max_length=150, required=False)
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    course = forms.CharField(label=_("Khóa tập huấn"), max_length=250)
    organiser = forms.CharField(label=_("Đơn vị tổ chức"), max_length=250, required=False)
    completed_on = DayField(label=_("Ngày hoàn thành"))
    certificate = forms.CharField(label=_("Số chứng chỉ"), max_length=100, required=False)
