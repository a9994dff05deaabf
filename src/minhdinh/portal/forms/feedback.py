"""The form by which somebody outside writes: no account, no cookie, no third party to tell people from machines.

Three quiet checks: a field that people do not see stays empty; a signed paper in the form says for which school it
was made and when, so that it is neither sent at once nor kept for days nor made up; how often is counted elsewhere.
"""

from __future__ import annotations

import secrets

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.organisations.models import Organisation
from minhdinh.portal.enums import FeedbackTopic
from minhdinh.portal.models.feedback import LONGEST

SALT = "portal.feedback"
SOONEST = 3  # seconds: nobody writes more quickly
LATEST = 12 * 3600
ID_BYTES = 12


def new_pass(school: Organisation) -> str:
    """Return the signed paper of a new form."""
    known = {
        "school": school.pk,
        "id": secrets.token_urlsafe(ID_BYTES),
        "at": int(timezone.now().timestamp()),
    }
    return signing.dumps(known, salt=SALT, compress=False)


class FeedbackForm(forms.Form):
    """What somebody writes about a school; ``form_id`` of ``cleaned_data`` names the form itself."""

    topic = forms.ChoiceField(
        label=gettext_lazy("Góp ý về"),
        choices=[("", gettext_lazy("Hãy chọn")), *FeedbackTopic.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    body = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 8}),
        help_text=gettext_lazy(
            "Xin đừng ghi họ tên, số điện thoại, thông tin riêng của học sinh hay giáo viên."
        ),
    )
    website = forms.CharField(required=False, max_length=200)
    ticket = forms.CharField(max_length=300, widget=forms.HiddenInput)

    def __init__(self, school: Organisation, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.school = school
        self.fields["ticket"].initial = new_pass(school)

    def clean_website(self) -> str:
        """Refuse whoever fills in what people do not see."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Hãy để trống ô này."))
        return ""

    def clean_ticket(self) -> str:
        """Refuse a paper that is made up, of another school, too new or too old; return the form's id."""
        old = forms.ValidationError(_("Trang này mở đã lâu. Hãy chép lại nội dung, tải lại trang rồi gửi."))
        try:
            known = signing.loads(self.cleaned_data["ticket"], salt=SALT, max_age=LATEST)
        except signing.BadSignature as error:
            raise old from error
        if known["school"] != self.school.pk:
            raise old
        if timezone.now().timestamp() - known["at"] < SOONEST:
            raise forms.ValidationError(_("Gửi nhanh quá. Hãy đợi vài giây rồi bấm gửi lại."))
        return str(known["id"])
