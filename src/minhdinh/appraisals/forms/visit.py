"""Forms of questions, visits and minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.domain.questions.asking import Asked
from minhdinh.appraisals.domain.visits.minutes import VOTES, Minutes
from minhdinh.appraisals.domain.visits.planning import Wanted
from minhdinh.appraisals.domain.visits.words import LINE, REASON, SHORT
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import Visit
from minhdinh.common.dates import DayField
from minhdinh.organisations.web.forms import offer

GENERAL = ""
MOST_VOTES = 999
CLASH = "clash_reason"


def place_choices(places: Mapping[tuple[str, str], str]) -> list[tuple[str, str]]:
    """Return criteria as choices "<track>:<criterion>", the whole report first."""
    return [(GENERAL, _now("Cả báo cáo")), *((":".join(place), words) for place, words in places.items())]


def split_place(chosen: str) -> tuple[str, str]:
    """Return the cấp học and the criterion of a choice; both empty for the whole report."""
    track, _colon, criterion = chosen.partition(":")
    return track, criterion


class QuestionForm(forms.Form):
    """A question or request to the school."""

    place = forms.ChoiceField(label=_("Về tiêu chí"), required=False)
    text = forms.CharField(
        label=_("Câu hỏi, yêu cầu"),
        widget=forms.Textarea({"rows": 4, "maxlength": 4000}),
        strip=False,
        error_messages={"required": _("Hãy ghi câu hỏi hoặc yêu cầu.")},
    )
    due_on = DayField(label=_("Trả lời trước ngày"), required=False)

    def __init__(self, *args: Any, places: Mapping[tuple[str, str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "place", place_choices(places))

    def asked(self) -> Asked:
        """Return what is asked."""
        track, criterion = split_place(self.cleaned_data["place"])
        return Asked(self.cleaned_data["text"], track, criterion, self.cleaned_data["due_on"])


class HoursField(forms.TimeField):
    """An hour of a day, typed as 08:00 or taken from the browser's clock."""

    widget = forms.TimeInput({"type": "time"}, format="%H:%M")


class PlanForm(forms.Form):
    """When and where a visit or a meeting is, and what is done there."""

    kind = forms.ChoiceField(label=_("Loại"))
    starts_on = DayField(label=_("Từ ngày"))
    starts_time = HoursField(label=_("Giờ bắt đầu"))
    ends_on = DayField(label=_("Đến ngày"))
    ends_time = HoursField(label=_("Giờ kết thúc"))
    place = forms.CharField(label=_("Địa điểm"), required=False, max_length=LINE)
    plan = forms.CharField(
        label=_("Nội dung, lịch làm việc"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Trường thấy lịch của các buổi khảo sát; lịch họp chỉ thành viên thấy."),
    )
    reason = forms.CharField(label=_("Lý do đổi lịch"), max_length=REASON)
    clash_reason = forms.CharField(
        label=_("Lý do vẫn giữ lịch dù có người trùng lịch"), required=False, max_length=REASON
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kinds: Sequence[VisitKind] = (), visit: Visit | None = None, **kwargs: Any
    ) -> None:
        """Plan a new one of ``kinds``, or move ``visit``."""
        if visit is not None:
            kwargs["initial"] = _as_planned(visit)
        super().__init__(*args, **kwargs)
        self.visit = visit
        if visit is None:
            offer(self, "kind", [(one.value, str(one.label)) for one in kinds])
            del self.fields["reason"], self.fields["version"]
        else:
            del self.fields["kind"]
        if CLASH not in self.data:
            self.fields[CLASH].widget = forms.HiddenInput()

    def ask_why(self) -> None:
        """Show the field for the reason to keep hours in which somebody is elsewhere."""
        self.fields[CLASH].widget = forms.TextInput({"maxlength": REASON})

    def wanted(self) -> Wanted:
        """Return what is planned."""
        given = self.cleaned_data
        kind = self.visit.kind if self.visit else given["kind"]
        return Wanted(
            kind,
            _moment(given["starts_on"], given["starts_time"]),
            _moment(given["ends_on"], given["ends_time"]),
            given["place"],
            given["plan"],
            given[CLASH],
        )


class MinutesForm(forms.Form):
    """The minutes; votes only of a meeting."""

    minutes_number = forms.CharField(label=_("Số biên bản"), required=False, max_length=SHORT)
    present = forms.CharField(
        label=_("Thành phần dự"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Mỗi người một dòng: họ tên, chức vụ."),
    )
    absent = forms.CharField(
        label=_("Vắng mặt"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Mỗi người một dòng, kèm lý do."),
    )
    content = forms.CharField(label=_("Diễn biến"), required=False, widget=forms.Textarea({"rows": 10}))
    conclusion = forms.CharField(label=_("Kết luận"), required=False, widget=forms.Textarea({"rows": 4}))
    votes_for = forms.IntegerField(
        label=_("Số phiếu đồng ý"), required=False, min_value=0, max_value=MOST_VOTES
    )
    votes_against = forms.IntegerField(
        label=_("Số phiếu không đồng ý"), required=False, min_value=0, max_value=MOST_VOTES
    )
    votes_blank = forms.IntegerField(
        label=_("Số phiếu có ý kiến khác"), required=False, min_value=0, max_value=MOST_VOTES
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if visit.kind != VisitKind.MEETING:
            for name in VOTES:
                del self.fields[name]

    def minutes(self) -> Minutes:
        """Return what was written."""
        given = dict(self.cleaned_data)
        given.pop("version")
        return Minutes(**given)


def _moment(day: dt.date, hour: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, hour))


def _as_planned(visit: Visit) -> dict[str, Any]:
    starts, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    return {
        "starts_on": starts.date(),
        "starts_time": starts.time(),
        "ends_on": ends.date(),
        "ends_time": ends.time(),
        "place": visit.place,
        "plan": visit.plan,
        "version": visit.version,
    }
