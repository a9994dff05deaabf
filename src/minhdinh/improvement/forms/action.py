"""Forms of actions: the action itself, a report on it, asking for and answering an approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.accounts.models import User
from minhdinh.assessments.forms.rows import line_field, text_field
from minhdinh.common.dates import DayField
from minhdinh.evidence.models import EvidenceItem
from minhdinh.improvement.domain.guards import LONGEST
from minhdinh.improvement.domain.planning import ActionValues
from minhdinh.improvement.domain.progress import ProgressValues
from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.forms.versions import VERSION, version_field
from minhdinh.improvement.models import FocalIssue
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.forms import offer

TIME_HELP = _(
    "Ví dụ: tháng 10/2026; 11/2026 - 5/2027; từ 05/09/2026; cả năm học; học kỳ I; 2026-2030; khi có mở lớp."
)


def figure_field(label: str | Any) -> forms.DecimalField:
    """Return an optional figure, typed with a comma."""
    widget = forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, required=False, max_digits=12, decimal_places=2, localize=True, widget=widget
    )


class ActionForm(forms.Form):
    """An action in the order of the columns of Biểu 2."""

    issue_id = forms.TypedChoiceField(
        label=_("Giải quyết vấn đề"), coerce=int, empty_value=None, required=False
    )
    content = forms.CharField(
        label=_("Nội dung cải tiến"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
    objective = text_field(_("Mục tiêu cải tiến"), 2, LONGEST)
    activity = text_field(_("Hoạt động, giải pháp"), 3, LONGEST)
    indicator = text_field(_("Chỉ số đánh giá kết quả"), 2, LONGEST)
    target_value = figure_field(_("Con số cần đạt"))
    target_unit = line_field(_("Đơn vị tính"), 40)
    target_on = DayField(label=_("Đạt trước ngày"), required=False)
    time_text = line_field(_("Thời gian thực hiện"), 200)
    owner = line_field(_("Đơn vị, cá nhân phụ trách"), 250)
    owner_user_id = forms.TypedChoiceField(
        label=_("Giao cho (người báo tiến độ)"), coerce=int, empty_value=None, required=False
    )
    partners = line_field(_("Đơn vị phối hợp"), 400)
    resources = text_field(_("Nguồn lực bảo đảm"), 2, LONGEST)
    resource_source = line_field(_("Nguồn kinh phí"), 250)
    planned_evidence = text_field(_("Thông tin, dữ liệu hoặc minh chứng dự kiến"), 2, LONGEST)
    needs_outside = forms.BooleanField(label=_("Cần cấp trên phê duyệt"), required=False)
    version = version_field()

    def __init__(
        self, *args: Any, people: Sequence[User], issues: Sequence[FocalIssue], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_text"].help_text = TIME_HELP
        offer(
            self,
            "owner_user_id",
            [("", str(_("— chưa giao —"))), *((str(one.pk), one.full_name) for one in people)],
        )
        offer(
            self,
            "issue_id",
            [("", str(_("— việc chung —"))), *((str(one.pk), _named(one)) for one in issues)],
        )

    def values(self) -> ActionValues:
        """Return what was written."""
        given = dict(self.cleaned_data)
        given.pop(VERSION, None)
        return ActionValues(**given)


def _named(issue: FocalIssue) -> str:
    place = issue.criterion or issue.standard
    words = issue.limit if len(issue.limit) <= 90 else f"{issue.limit[:89]}…"
    return f"{place}: {words}" if place else words


class ProgressForm(forms.Form):
    """A report on an action."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=ActionState.choices)
    day = DayField(label=_("Ngày"))
    reason = line_field(_("Lý do (khi vướng mắc hoặc không thực hiện được)"), 1000)
    note = text_field(_("Kết quả, ghi chú"), 3, LONGEST)
    value_before = figure_field(_("Con số trước"))
    on_before = DayField(label=_("Ngày của con số trước"), required=False)
    value_after = figure_field(_("Con số sau"))
    on_after = DayField(label=_("Ngày của con số sau"), required=False)
    unit = line_field(_("Đơn vị tính"), 40)
    evidence_id = forms.TypedChoiceField(
        label=_("Minh chứng kết quả"), coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, *args: Any, states: Sequence[tuple[str, str]], items: Sequence[EvidenceItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "state", list(states))
        named = [(str(one.pk), f"{one.code} {one.name}".strip()) for one in items]
        offer(self, "evidence_id", [("", str(_("— không —"))), *named])

    def values(self) -> ProgressValues:
        """Return what was written."""
        return ProgressValues(**self.cleaned_data)


class AskForm(forms.Form):
    """Asking an office above to approve."""

    office = forms.TypedChoiceField(label=_("Trình lên"), coerce=int)
    request = forms.CharField(
        label=_("Nội dung trình"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )

    def __init__(self, *args: Any, offices: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "office", [(str(one.pk), one.name) for one in offices])


class AnswerForm(forms.Form):
    """The office's answer."""

    granted = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[("1", _("Phê duyệt")), ("0", _("Không phê duyệt"))],
        widget=forms.RadioSelect,
    )
    number = line_field(_("Số văn bản"), 60)
    on = DayField(label=_("Ngày trả lời"))
    words = text_field(_("Nội dung trả lời"), 3, LONGEST)
