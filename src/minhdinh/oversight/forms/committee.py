"""Forms of steering committees and contacts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.oversight.enums import Post
from minhdinh.oversight.models.committee import NAME_LENGTH, PHONE_LENGTH


class CommitteeForm(forms.Form):
    """The decision that sets a committee up."""

    name = forms.CharField(
        label=_("Tên ban"), max_length=250, initial=_("Ban điều hành công tác kiểm định chất lượng giáo dục")
    )
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=100)
    decided_on = DayField(label=_("Ngày quyết định"))


class MemberForm(forms.Form):
    """A member of the committee."""

    name = forms.CharField(label=_("Họ và tên"), max_length=NAME_LENGTH)
    position = forms.CharField(label=_("Chức vụ"), max_length=150, required=False)
    post = forms.ChoiceField(label=_("Nhiệm vụ trong ban"), choices=Post.choices)
    duty = forms.CharField(label=_("Phụ trách"), max_length=250, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=PHONE_LENGTH, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    shown = forms.BooleanField(label=_("Cho các trường thấy để liên hệ"), required=False)


class ContactForm(forms.Form):
    """A unit or person that schools may ask."""

    name = forms.CharField(label=_("Đơn vị, người hỗ trợ"), max_length=NAME_LENGTH)
    duty = forms.CharField(label=_("Hỗ trợ về"), max_length=250, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=PHONE_LENGTH, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    hours = forms.CharField(label=_("Giờ làm việc"), max_length=120, required=False)
