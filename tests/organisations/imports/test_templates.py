import io

import pytest
from python_calamine import load_workbook

from minhdinh.lib.sheet_reading import read_table
from minhdinh.organisations.imports.checked import CheckedRow
from minhdinh.organisations.imports.templates import (
    columns_of,
    faulty_bytes,
    passwords_bytes,
    template_bytes,
)
from minhdinh.organisations.models import ImportKind
from tests.factories import World


def sheet(content: bytes, index: int = 0) -> list[list[object]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(index).to_python()


@pytest.mark.parametrize(
    ("kind", "place"), [(ImportKind.PEOPLE, "school"), (ImportKind.SCHOOLS, "department")]
)
def test_the_template_is_what_the_reader_expects(world: World, kind: ImportKind, place: str) -> None:
    content = template_bytes(kind, getattr(world, place))
    assert read_table(content, columns_of(kind)) == []
    header = [str(label).removesuffix(" *") for label in sheet(content)[0]]
    assert header == [column.label for column in columns_of(kind)]
    assert str(sheet(content)[0][0]).endswith(" *")


def test_the_guide_lists_what_may_be_chosen(world: World) -> None:
    guide = "\n".join(
        str(cell) for row in sheet(template_bytes(ImportKind.PEOPLE, world.school), 1) for cell in row
    )
    assert "Thư ký hội đồng tự đánh giá" in guide
    assert "Quản trị Sở GDĐT" not in guide
    assert "dấu chấm phẩy" in guide


def test_the_drop_down_points_at_the_guide(world: World) -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(template_bytes(ImportKind.SCHOOLS, world.department))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert page.count("<dataValidation ") == 3
    assert "'Hướng dẫn'!$C$4:$C$9" in page


def test_faulty_rows_come_back_with_their_reasons() -> None:
    good, bad = CheckedRow(2, {"code": "a"}), CheckedRow(3, {"code": "b", "name": "B"})
    bad.fault("Thiếu loại trường.")
    rows = sheet(faulty_bytes(ImportKind.SCHOOLS, [good, bad]))
    assert rows[0][:3] == ["Dòng", "Cần sửa", "Mã trường"]
    assert rows[1][:4] == [3.0, "Thiếu loại trường.", "b", "B"]
    assert len(rows) == 2


def test_the_mended_list_can_be_sent_back() -> None:
    bad = CheckedRow(3, {"code": "b", "name": "B", "school_type": "x"})
    bad.fault("Sai.")
    rows = read_table(faulty_bytes(ImportKind.SCHOOLS, [bad]), columns_of(ImportKind.SCHOOLS))
    assert rows[0].values["code"] == "b"


def test_the_list_to_hand_out() -> None:
    rows = sheet(passwords_bytes([("Trường A", "Lan", "lan.a", "kp7m-x4wq-9tzr")]))
    assert rows == [
        ["Đơn vị", "Họ và tên", "Tên đăng nhập", "Mật khẩu đầu tiên"],
        ["Trường A", "Lan", "lan.a", "kp7m-x4wq-9tzr"],
    ]
