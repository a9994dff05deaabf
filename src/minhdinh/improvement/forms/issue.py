"""Forms of focal issues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.forms.rows import text_field
from minhdinh.improvement.domain.guards import LONGEST
from minhdinh.improvement.domain.issues import IssueValues
from minhdinh.improvement.domain.tracks import tracks_of_plan
from minhdinh.improvement.enums import IssueSource
from minhdinh.improvement.forms.versions import VERSION, version_field
from minhdinh.improvement.models import FocalIssue, ImprovementPlan
from minhdinh.organisations.web.forms import offer


class IssueForm(forms.Form):
    """An issue's words; where it stands may be chosen only for what the school names itself."""

    place = forms.ChoiceField(label=_("Tiêu chuẩn, tiêu chí liên quan (nếu có)"), required=False)
    track = forms.ChoiceField(label=_("Cấp học (nếu chỉ một cấp học)"), required=False)
    situation = text_field(_("Đánh giá hiện trạng"), 4, LONGEST)
    limit = forms.CharField(
        label=_("Điểm hạn chế"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )
    cause = text_field(_("Nguyên nhân của hạn chế"), 3, LONGEST)
    version = version_field()

    def __init__(
        self, *args: Any, plan: ImprovementPlan, issue: FocalIssue | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if issue is not None and issue.source != IssueSource.OWN:
            del self.fields["place"], self.fields["track"]
            return
        offer(self, "place", places_of(plan))
        tracks = tracks_of_plan(plan)
        if tracks:
            offer(self, "track", [("", str(_("— mọi cấp học —"))), *tracks.items()])
        else:
            del self.fields["track"]

    def values(self) -> IssueValues:
        """Return what was written."""
        given = dict(self.cleaned_data)
        given.pop(VERSION, None)
        standard, _slash, criterion = given.pop("place", "").partition("/")
        return IssueValues(standard=standard, criterion=criterion, **given)


def places_of(plan: ImprovementPlan) -> list[tuple[str, str]]:
    """Return the standards and criteria that an issue may belong to."""
    choices = [("", str(_("— không gắn với tiêu chí nào —")))]
    if plan.source is None:
        return choices
    for standard in plan.source.standard_set.catalogue.standards:
        choices.append((standard.code, f"{_('Tiêu chuẩn')} {standard.code}. {standard.title}"))
        choices += [
            (f"{standard.code}/{one.code}", f"{_('Tiêu chí')} {one.code}. {one.title}")
            for one in standard.criteria
        ]
    return choices


def place_of(issue: FocalIssue) -> str:
    """Return the choice that an issue stands at."""
    return f"{issue.standard}/{issue.criterion}" if issue.criterion else issue.standard
