"""Forms of this room: what people type, read into the values of the domain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from minhdinh.common.dates import DayField
from minhdinh.common.problems import Problem, Problems
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.rules import needed_fields
from minhdinh.standards.catalogue import evidence_kinds

NOT_SURE = ""


class ManyFilesInput(forms.FileInput):
    """A file input that takes several files, also dropped onto it."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "form-control", **(attrs or {})})


class ManyFilesField(forms.Field):
    """Any number of files; their content is checked by the store, not here."""

    widget = ManyFilesInput

    def clean(self, value: Any) -> list[UploadedFile[Any]]:
        """Return the files that were chosen."""
        return [file for file in value or () if file]


def criterion_choices(context: YearContext, empty: Any) -> list[tuple[str, Any]]:
    """Return the year's criteria in groups by standard, after a line for none."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for criterion in context.criteria:
        groups.setdefault(criterion.standard, []).append((criterion.code, str(criterion)))
    return [("", empty), *groups.items()]


class PlaceFields(forms.Form):
    """Which criterion, and of which track where the year has several."""

    criterion = forms.ChoiceField(label=_("Tiêu chí"), required=False)
    track = forms.ChoiceField(label=_("Cấp học"), required=False)

    def __init__(self, *args: Any, context: YearContext, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context = context
        self.criterion_field.choices = criterion_choices(context, _("Chưa rõ, xếp sau"))
        if context.only_track:
            del self.fields["track"]
        else:
            self.track_field.choices = [("", _("Chưa gắn cấp học nào")), *context.tracks]

    @property
    def criterion_field(self) -> forms.ChoiceField:
        """The field of the criterion, typed."""
        return self.fields["criterion"]  # type: ignore[return-value]

    @property
    def track_field(self) -> forms.ChoiceField:
        """The field of the track, typed; only where there are several."""
        return self.fields["track"]  # type: ignore[return-value]

    def show(self, problem: Problem) -> None:
        """Put a problem of the domain beside the field it belongs to."""
        problems = problem.problems if isinstance(problem, Problems) else [problem]
        for one in problems:
            self.add_error(one.field if one.field in self.fields else None, one.message)


class ItemForm(PlaceFields):
    """All fields of an item; for a new one with its criterion, for an existing one with its version."""

    kind = forms.ChoiceField(label=_("Loại minh chứng"), required=False)
    name = forms.CharField(
        label=_("Tên minh chứng"), max_length=400, help_text=_("Như trên văn bản, đủ để người khác nhận ra.")
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=120, required=False)
    issued_on = DayField(label=_("Ngày ban hành hoặc ghi nhận"), required=False)
    issuer = forms.CharField(label=_("Nơi ban hành"), max_length=250, required=False)
    period = forms.CharField(
        label=_("Thời gian mà minh chứng nói tới"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: năm học 2025-2026, học kỳ I. Không phải ngày tải lên."),
    )
    valid_from = DayField(label=_("Hiệu lực từ"), required=False)
    valid_to = DayField(label=_("Hiệu lực đến hết"), required=False)
    storage = forms.ChoiceField(
        label=_("Cách lưu"), choices=Storage.choices, widget=forms.RadioSelect, initial=Storage.FILE
    )
    link = forms.CharField(label=_("Đường dẫn"), max_length=1000, required=False)
    place = forms.CharField(
        label=_("Nơi lưu bản giấy"),
        max_length=250,
        required=False,
        help_text=_("Ví dụ: tủ 2, hộp 1, phòng văn thư."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: EvidenceItem | None = None, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = evidence_kinds()
        choices = [("", _("Chưa chọn loại")), *((one.id, one.name) for one in kinds.values())]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if item is not None:
            self.fields.pop("criterion")
            self.fields.pop("track", None)
        self.mark_needed(kind)

    def mark_needed(self, kind_id: str) -> None:
        """Say beside the fields that a kind needs that it needs them."""
        kind = evidence_kinds().get(kind_id)
        for name in needed_fields(kind) if kind else ():
            self.fields[name].label = f"{self.fields[name].label} · {_('loại này cần')}"

    def values(self) -> ItemValues:
        """Return what was typed as the domain's values."""
        names = ItemValues.__dataclass_fields__
        return ItemValues(**{name: value for name, value in self.cleaned_data.items() if name in names})


class FileDayForm(forms.Form):
    """The day and the note of one file of an item, with the item's version that the page showed."""

    dated_on = DayField(label=_("Ngày của văn bản trong tệp"), required=False)
    note = forms.CharField(label=_("Ghi chú của tệp"), max_length=250, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)


class PapersForm(forms.Form):
    """Files and photographs of pages, which may become one PDF; at least one of them."""

    papers = ManyFilesField(label=_("Chọn tệp"), required=False)
    photos = ManyFilesField(
        label=_("Chụp hoặc chọn ảnh các trang"),
        required=False,
        widget=ManyFilesInput(
            attrs={"accept": "image/*", "data-photos-target": "input", "data-action": "photos#pick"}
        ),
    )
    turns = forms.CharField(
        required=False, max_length=400, widget=forms.HiddenInput(attrs={"data-photos-target": "turns"})
    )
    join = forms.BooleanField(label=_("Ghép các ảnh thành một tệp PDF"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one file."""
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("papers") or cleaned.get("photos") or cleaned.get("pieces")):
            self.add_error("papers", _("Chưa có tệp nào. Hãy chọn tệp hoặc chụp ảnh."))
        return cleaned


class SendForm(PapersForm, PlaceFields):
    """For people who know no codes: what it is, what it is about, and the files."""

    name = forms.CharField(
        label=_("Đây là gì?"),
        max_length=400,
        help_text=_("Một dòng là đủ, ví dụ: Biên bản họp tổ Toán tháng 10."),
    )
    viec = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    pieces = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.HiddenInput(attrs={"data-send-form-target": "pieces"}),
    )
    field_order = ["name", "criterion", "track", "papers", "photos", "join"]

    def __init__(self, *args: Any, context: YearContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.fields["papers"].widget.attrs["data-send-form-target"] = "papers"
        self.criterion_field.label = _("Minh chứng này nói về việc gì?")
        self.criterion_field.choices = criterion_choices(context, _("Tôi chưa rõ, nhờ thư ký xếp giúp"))

    def keep_pieces(self, keys: Sequence[str]) -> None:
        """Name these uploads alone: the others have ended, and the form is shown again."""
        self.data = {**dict(self.data.items()), "pieces": ",".join(keys)}


class KnownFileForm(forms.Form):
    """What was typed for files that the school has already, and a signed note of those files (``token``)."""

    PREFIX = "known"

    name = forms.CharField(label=_("Đây là gì?"), max_length=400)
    message = forms.CharField(
        label=_("Lời nhắn cho thư ký"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: tệp này dùng thêm cho việc khác, hoặc bản trong kho ghi sai tên."),
    )
    criterion = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    track = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    viec = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    token = forms.CharField(widget=forms.HiddenInput)
