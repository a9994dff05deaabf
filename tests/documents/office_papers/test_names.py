"""How offices sign: the body above, the place, the title."""

import pytest

from minhdinh.documents.office.names import BLANK_PLACE, signature_of
from minhdinh.organisations.models import Organisation

CASES = [
    ("ministry", "Bộ Giáo dục và Đào tạo", "", "Hà Nội", ("BỘ TRƯỞNG",)),
    ("department", "Sở Giáo dục và Đào tạo An Hòa", "ỦY BAN NHÂN DÂN TỈNH AN HÒA", "An Hòa", ("GIÁM ĐỐC",)),
    ("department", "Sở GDĐT Hải Phòng", "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", "Hải Phòng", ("GIÁM ĐỐC",)),
    (
        "department",
        "Sở GD&ĐT tỉnh Kiên Giang",
        "ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG",
        "Kiên Giang",
        ("GIÁM ĐỐC",),
    ),
    ("district_office", "Phòng GD&ĐT An Minh", "ỦY BAN NHÂN DÂN HUYỆN AN MINH", "An Minh", ("TRƯỞNG PHÒNG",)),
    (
        "district_office",
        "Phòng Giáo dục và Đào tạo thị xã Chí Linh",
        "ỦY BAN NHÂN DÂN THỊ XÃ CHÍ LINH",
        "Chí Linh",
        ("TRƯỞNG PHÒNG",),
    ),
    ("commune", "Ủy ban nhân dân xã An Bình", "", "An Bình", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("commune", "UBND phường Phú Sơn", "", "Phú Sơn", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("commune", "Văn phòng xã", "", BLANK_PLACE, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("cluster", "Cụm trường số 1", "", BLANK_PLACE, ("THỦ TRƯỞNG CƠ QUAN",)),
]


@pytest.mark.parametrize(("kind", "name", "above", "place", "titles"), CASES)
def test_letterhead_place_and_title(
    kind: str, name: str, above: str, place: str, titles: tuple[str, ...]
) -> None:
    signs = signature_of(Organisation(kind_id=kind, name=name))
    assert (signs.above, signs.place, signs.titles) == (above, place, titles)
    assert signs.name == name.upper()
