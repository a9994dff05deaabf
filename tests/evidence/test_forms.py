"""What people type becomes values, or a sentence beside the field."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from minhdinh.common.problems import Problem, Problems
from minhdinh.evidence.context import CriterionChoice, YearContext
from minhdinh.evidence.domain.items import ItemValues
from minhdinh.evidence.forms import ItemForm, SendForm, criterion_choices
from minhdinh.evidence.models import EvidenceItem
from minhdinh.standards.catalogue import packaged_set
from tests.evidence.factories import SET

CONTEXT = YearContext(
    assessment_id=1,
    tracks=(("thcs", "Trung học cơ sở"),),
    criteria=(
        CriterionChoice("1.1", "Tầm nhìn", "1. Quản trị"),
        CriterionChoice("2.1", "Giáo viên", "2. Đội ngũ"),
    ),
    convention=packaged_set(SET).code_convention,
    open=True,
    criterion_url=lambda track, criterion: f"/{track}/{criterion}/",
)
TWO_TRACKS = YearContext(
    1,
    (("tieu_hoc", "Tiểu học"), ("thcs", "THCS")),
    CONTEXT.criteria,
    CONTEXT.convention,
    True,
    CONTEXT.criterion_url,
)
TYPED = {
    "name": "Kế hoạch năm học",
    "kind": "ke_hoach",
    "number": "12/KH",
    "issued_on": "5/9/2026",
    "issuer": "Trường",
    "period": "2026-2027",
    "valid_from": "",
    "valid_to": "2027-06-30",
    "storage": "file",
    "link": "",
    "place": "",
    "note": "ghi chú",
    "criterion": "1.1",
}


def test_what_is_typed_becomes_values() -> None:
    form = ItemForm(TYPED, context=CONTEXT)
    assert form.is_valid(), form.errors
    assert form.values() == ItemValues(
        name="Kế hoạch năm học",
        kind="ke_hoach",
        number="12/KH",
        issued_on=dt.date(2026, 9, 5),
        issuer="Trường",
        valid_to=dt.date(2027, 6, 30),
        period="2026-2027",
        note="ghi chú",
    )
    assert form.cleaned_data["criterion"] == "1.1"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 401}, "name"),
        ({"issued_on": "31/02/2026"}, "issued_on"),
        ({"issued_on": "hôm qua"}, "issued_on"),
        ({"kind": "khong_co"}, "kind"),
        ({"storage": "dam_may"}, "storage"),
        ({"criterion": "9.9"}, "criterion"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(change: dict[str, str], field: str) -> None:
    form = ItemForm({**TYPED, **change}, context=CONTEXT)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_fields_that_the_kind_needs_say_so() -> None:
    form = ItemForm(context=CONTEXT, kind="ho_so_pccc")
    marked = {name for name, field in form.fields.items() if "loại này cần" in str(field.label)}
    assert marked == {"issued_on", "number", "valid_to"}
    plain = ItemForm(context=CONTEXT)
    assert not any("loại này cần" in str(field.label) for field in plain.fields.values())


def test_an_existing_item_keeps_its_criterion() -> None:
    form = ItemForm(context=TWO_TRACKS, item=EvidenceItem())
    assert {"criterion", "track"} & set(form.fields) == set()


def test_the_track_is_asked_only_where_there_are_several() -> None:
    assert "track" not in ItemForm(context=CONTEXT).fields
    form = ItemForm({**TYPED, "track": "thcs"}, context=TWO_TRACKS)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["track"] == "thcs"
    assert not ItemForm({**TYPED, "track": "thpt"}, context=TWO_TRACKS).is_valid()


def test_criteria_stand_under_their_standards() -> None:
    assert criterion_choices(CONTEXT, "không") == [
        ("", "không"),
        ("1. Quản trị", [("1.1", "1.1. Tầm nhìn")]),
        ("2. Đội ngũ", [("2.1", "2.1. Giáo viên")]),
    ]


def test_a_problem_of_the_domain_stands_beside_its_field() -> None:
    form = ItemForm(TYPED, context=CONTEXT)
    assert form.is_valid()
    form.show(Problem("Đường dẫn sai.", field="link"))
    form.show(Problems([Problem("Tệp rỗng.", field="a.pdf"), Problem("Tệp lạ.")]))
    assert form.errors["link"] == ["Đường dẫn sai."]
    assert form.non_field_errors() == ["Tệp rỗng.", "Tệp lạ."]


def files(**given: list[SimpleUploadedFile]) -> "MultiValueDict[str, SimpleUploadedFile]":
    return MultiValueDict(given)


def test_sending_takes_any_number_of_files_and_photos() -> None:
    one, two, photo = (SimpleUploadedFile(name, b"x") for name in ("1.pdf", "2.pdf", "a.jpg"))
    form = SendForm(
        {"name": "Biên bản", "criterion": ""}, files(papers=[one, two], photos=[photo]), context=CONTEXT
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["papers"] == [one, two]
    assert form.cleaned_data["photos"] == [photo]


def test_an_empty_file_is_left_to_the_store_to_explain() -> None:
    form = SendForm(
        {"name": "Biên bản"}, files(papers=[SimpleUploadedFile("rong.pdf", b"")]), context=CONTEXT
    )
    assert form.is_valid(), form.errors


def test_sending_nothing_is_told() -> None:
    form = SendForm({"name": "Biên bản"}, files(), context=CONTEXT)
    assert not form.is_valid()
    assert form.errors["papers"] == ["Chưa có tệp nào. Hãy chọn tệp hoặc chụp ảnh."]
