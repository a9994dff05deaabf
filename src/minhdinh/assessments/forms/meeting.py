from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.domain.meetings import MeetingValues
from minhdinh.assessments.rules.meeting import GUESTS, QuorumRule, least_present, quorum_words
from minhdinh.assessments.rules.minutes import Minutes, Votes, read_absentees
from minhdinh.common.dates import DayField
from minhdinh.common.problems import Problem, Problems
from minhdinh.lib.text import two_digits

PLAIN = ("held_on", "number", "present", "absent", "quorum_reason", "summary")


class MeetingForm(forms.Form):
    """The council's meeting on the report; ``members`` is the council's size, as many are taken to be present."""

    held_on = DayField(label=_("Ngày họp"))
    number = forms.CharField(label=_("Số biên bản"), max_length=60, required=False)
    present = forms.IntegerField(
        label=_("Số thành viên có mặt"), min_value=0, max_value=999, help_text=GUESTS
    )
    absent = forms.IntegerField(label=_("Số thành viên vắng"), min_value=0, max_value=999, initial=0)
    quorum_reason = forms.CharField(
        label=_("Lý do giữ cuộc họp thiếu người"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    absentees = forms.CharField(
        label=_("Người vắng và lý do"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một người: họ tên, dấu hai chấm, lý do. Ví dụ: Lê Văn Hòa: đi công tác."),
    )
    summary = forms.CharField(
        label=_("Tóm tắt nội dung và kết luận"), widget=forms.Textarea(attrs={"rows": 4})
    )
    conclusion = forms.CharField(
        label=_("Kết luận của chủ tọa"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In riêng trong biên bản; để trống nếu đã ghi ở phần tóm tắt."),
    )
    votes_for = forms.IntegerField(label=_("Số phiếu tán thành"), min_value=0, max_value=999, required=False)
    votes_against = forms.IntegerField(
        label=_("Số phiếu không tán thành"), min_value=0, max_value=999, required=False
    )
    votes_blank = forms.IntegerField(
        label=_("Số phiếu không có ý kiến"), min_value=0, max_value=999, required=False
    )

    def __init__(self, *args: Any, members: int = 0, rule: QuorumRule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].initial = members or None
        self.fields["quorum_reason"].help_text = escape(_explained(members, rule))

    def values(self) -> MeetingValues:
        """Return the cleaned values for the verb."""
        known = self.cleaned_data
        plain = {name: known[name] for name in PLAIN}
        return MeetingValues(**plain, minutes=self._minutes())

    def _minutes(self) -> Minutes:
        known = self.cleaned_data
        counts = [known.get(name) for name in ("votes_for", "votes_against", "votes_blank")]
        voted = any(one is not None for one in counts)
        return Minutes(
            place=known["place"],
            absentees=read_absentees(known["absentees"]),
            votes=Votes(*(one or 0 for one in counts)) if voted else None,
            conclusion=known["conclusion"],
        )

    def take(self, problem: Problem) -> bool:
        """Put a refusal beside its fields, so that what was typed stays; False where it is about something else."""
        found = problem.problems if isinstance(problem, Problems) else [problem]
        if any(one.field not in self.fields for one in found):
            return False
        for one in found:
            self.add_error(one.field, one.message)
        return True


def _explained(members: int, rule: QuorumRule | None) -> str:
    """Return when a reason is asked for."""
    if not members:
        return _text("Hội đồng chưa có thành viên nào trong hệ thống nên cần ghi lý do.")
    if rule is None:
        return _text("Không cần ghi: bộ tiêu chuẩn này không nêu số người tối thiểu.")
    least, seats = two_digits(least_present(rule, members)), two_digits(members)
    return _text("Chỉ cần ghi khi có mặt ít hơn %(least)s/%(seats)s thành viên (%(rule)s).") % {
        "least": least,
        "seats": seats,
        "rule": quorum_words(rule),
    }
