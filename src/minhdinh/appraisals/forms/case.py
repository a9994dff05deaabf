"""Forms of a registration at the school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.domain.cases.files import LONGEST_NOTE as LONGEST_FILE_NOTE
from minhdinh.appraisals.domain.cases.files import OF_DOSSIER
from minhdinh.appraisals.domain.cases.letters import LONGEST_NOTE, LONGEST_NUMBER, Letter
from minhdinh.appraisals.domain.cases.opening import Wanted
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.common.dates import DayField
from minhdinh.common.problems import Problem, Problems


class WantedForm(forms.Form):
    """What a school asks for: the wish, the kind, the level it declares."""

    wish = forms.ChoiceField(label=_("Nguyện vọng"))
    kind = forms.ChoiceField(label=_("Loại đăng ký"))
    level = forms.TypedChoiceField(
        label=_("Mức trường tự nhận"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Không cao hơn mức của báo cáo niêm phong."),
    )

    def __init__(self, *args: Any, law: Regime, levels: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("wish", [(one.value, one.label) for one in law.wishes])
        self._offer("kind", [(one.value, one.label) for one in law.kinds])
        self._offer("level", [("", now("— chưa ghi —")), *((one, _worth(law, one)) for one in levels)])

    def wanted(self) -> Wanted:
        """Return what was asked for (after ``is_valid``)."""
        return Wanted(*(self.cleaned_data[name] for name in ("kind", "wish", "level")))

    def take(self, problem: Problem) -> bool:
        """Put a refusal beside its fields, so that what was typed stays; False where it is about something else."""
        found = problem.problems if isinstance(problem, Problems) else [problem]
        if any(one.field not in self.fields for one in found):
            return False
        for one in found:
            self.add_error(one.field, one.message)
        return True

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = choices


class LetterForm(WantedForm):
    """What the school asks for, and the letter that goes with the dossier."""

    number = forms.CharField(label=_("Số công văn"), required=False, max_length=LONGEST_NUMBER)
    date = DayField(label=_("Ngày công văn"), required=False)
    note = forms.CharField(
        label=_("Nội dung thêm"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Điều trường muốn cơ quan nhận hồ sơ biết. Không bắt buộc."),
    )

    def letter(self) -> Letter:
        """Return what was written (after ``is_valid``)."""
        values = self.cleaned_data
        return Letter(self.wanted(), values["number"], values["date"], values["note"])


class FileForm(forms.Form):
    """A file for the dossier."""

    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=[(one.value, one.label) for one in OF_DOSSIER])
    file = forms.FileField(
        label=_("Tệp"),
        allow_empty_file=True,
        help_text=_("Bản quét công văn là PDF hoặc ảnh. Giấy tờ khác có thể là Word, Excel, ảnh, PDF."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=LONGEST_FILE_NOTE)


def letter_values(case: Case) -> dict[str, Any]:
    """Return what the letter's form starts from."""
    return {
        "wish": case.wish,
        "kind": case.kind,
        "level": case.declared_level or "",
        "number": case.letter_number,
        "date": case.letter_date,
        "note": case.note,
    }


def _worth(law: Regime, level: int) -> str:
    """Return a level with the grade and degree that it stands for."""
    parts = []
    if level in law.grades:
        parts.append(now("kiểm định cấp độ %(grade)s") % {"grade": law.grades[level]})
    if level in law.degrees:
        parts.append(now("chuẩn quốc gia mức độ %(degree)s") % {"degree": law.degrees[level]})
    name = now("Mức %(level)s") % {"level": level}
    return f"{name} ({', '.join(parts)})" if parts else name
