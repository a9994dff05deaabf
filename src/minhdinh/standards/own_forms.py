"""The form of an own proposition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.organisations.web.forms import offer
from minhdinh.standards.catalogue import StandardSet, evidence_kinds
from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions.own import LONGEST, MOST_SLOTS, OwnDraft

GROUP_HELP = {
    RequirementKind.EXISTS: gettext_lazy("có, được thành lập"),
    RequirementKind.PROCEDURE: gettext_lazy("đúng quy trình, đúng thẩm quyền"),
    RequirementKind.CARRIED_OUT: gettext_lazy("đã thực hiện, có số liệu"),
    RequirementKind.REVIEWED: gettext_lazy("đã rà soát, có ngày"),
    RequirementKind.RESULT: gettext_lazy("thay đổi giữa hai thời điểm"),
}


class OwnForm(forms.Form):
    """A proposition as a person writes it: a statement, sentences with slots in braces, the proof."""

    requirement = forms.ChoiceField(label=gettext_lazy("Yêu cầu"))
    group = forms.ChoiceField(label=gettext_lazy("Nhóm"))
    text = forms.CharField(
        label=gettext_lazy("Mệnh đề"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Một câu trọn ý mà người viết chọn là đúng hoặc chưa đúng, không có lời khen."
        ),
    )
    wordings = forms.CharField(
        label=gettext_lazy("Các câu viết, mỗi câu một dòng"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Đặt số liệu riêng trong dấu { }, ví dụ: Năm học {năm học}, nhà trường tổ chức {số buổi} buổi về "
            "{nội dung}. Phần mềm đoán loại ô theo tên; muốn chọn khác thì ghi sau dấu hai chấm: chữ, số, tỷ lệ, ngày, "
            "năm học, giai đoạn, thời gian. Câu nào cũng dùng đủ các ô."
        ),
    )
    all = forms.MultipleChoiceField(
        label=gettext_lazy("Minh chứng phải có đủ"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    any = forms.MultipleChoiceField(
        label=gettext_lazy("Minh chứng cần một trong các loại"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    dates = forms.IntegerField(
        label=gettext_lazy("Số ngày ghi nhận khác nhau"),
        required=False,
        min_value=0,
        max_value=MOST_SLOTS,
        help_text=gettext_lazy("Ví dụ 2 khi mệnh đề nói mỗi năm rà soát hai lần. Không cần thì để trống."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, standard_set: StandardSet, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.id, kind.name) for kind in evidence_kinds().values()]
        offer(self, "requirement", _requirements(standard_set))
        offer(self, "group", [(kind.value, f"{kind.label}: {GROUP_HELP[kind]}") for kind in RequirementKind])
        offer(self, "all", kinds)
        offer(self, "any", kinds)
        self.fields["requirement"].disabled = changing

    def draft(self) -> OwnDraft:
        """Return what was written."""
        values = self.cleaned_data
        lines = (line.strip() for line in values["wordings"].splitlines())
        return OwnDraft(
            group=values["group"],
            text=values["text"],
            wordings=tuple(line for line in lines if line),
            all=tuple(values["all"]),
            any=tuple(values["any"]),
            dates=values["dates"] or 0,
        )


def initial_of(draft: OwnDraft, requirement: str, version: int) -> dict[str, Any]:
    """Return what the form shows of a proposition."""
    return {
        "requirement": requirement,
        "group": draft.group,
        "text": draft.text,
        "wordings": "\n".join(draft.wordings),
        "all": list(draft.all),
        "any": list(draft.any),
        "dates": draft.dates or None,
        "version": version,
    }


def _requirements(standard_set: StandardSet) -> list[tuple[str, Any]]:
    """Return the requirements under their criteria."""
    found: list[tuple[str, Any]] = [("", _("Chọn yêu cầu"))]
    for criterion in standard_set.iter_criteria():
        options = [(entry.id, f"{entry.id}: {entry.text}"[:160]) for entry in criterion.iter_requirements()]
        found.append((f"{criterion.code} {criterion.title}", options))
    return found
