import pytest

from minhdinh.documents.reading.school import DOTS, OFF, ON, school, two_lines
from minhdinh.documents.reading.words import words_of
from minhdinh.documents.wordml import MISSING
from tests.documents import sample


def test_everything_a_form_prints_of_a_school():
    known = school(sample.dossier())
    assert known["name"] == "Trường THCS Sao Mai"
    assert known["place"] == "Bình Minh"
    assert known["type"] == "Trường THCS"
    assert known["levels"] == "THCS"
    assert known["founded_year"] == "1998"
    assert known["size"] == {
        "classes": "12",
        "pupils": "486",
        "staff": "40",
        "managers": "02",
        "teachers": "34",
        "support": "04",
    }
    assert known["sites"] == ["Trường chính (điểm trường chính): Thôn 3, xã Bình Minh"]
    assert known["site_count"] == "01"
    assert known["head"] == "Nguyễn Thị Bình"
    assert (known["public"], known["private"], known["difficult_area"], known["special"]) == (
        ON,
        OFF,
        ON,
        OFF,
    )
    assert known["national_standard"] == DOTS
    assert known["former_name"] == "Không có"


def test_what_is_not_known_is_marked():
    dossier = sample.unfinished()
    dossier["school"] |= {
        "commune": None,
        "province": None,
        "sites": [],
        "education_level_labels": [],
        "head": "",
    }
    known = school(dossier)
    for name in ("phone", "email", "founded_year", "commune", "levels", "site_count", "head"):
        assert known[name] == MISSING
    assert set(known["size"].values()) == {MISSING}
    assert known["place"] == DOTS


def test_the_head_of_the_profile_stands_in_for_people():
    dossier = sample.dossier()
    dossier["people"] = {"head": None}
    dossier["school"]["head"] = "Lê Văn Hòa"
    assert school(dossier)["head"] == "Lê Văn Hòa"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Ủy ban nhân dân xã Bình Minh", "Ủy ban nhân dân\nxã Bình Minh"),
        ("Sở Giáo dục và Đào tạo tỉnh Lam Giang", "Sở Giáo dục và Đào tạo\ntỉnh Lam Giang"),
        ("UBND phường Xã Tắc", "UBND\nphường Xã Tắc"),
        ("Công ty Sao Mai", "Công ty Sao Mai"),
    ],
)
def test_a_letterhead_breaks_before_the_place(body, lines):
    assert two_lines(body) == lines


@pytest.mark.parametrize(
    ("school_type", "expected"),
    [
        ("thcs", ("nhà trường", "học sinh", "Hiệu trưởng")),
        ("nhieu_cap", ("nhà trường", "học sinh", "Hiệu trưởng")),
        ("mam_non", ("nhà trường", "trẻ em", "Hiệu trưởng")),
        ("gdtx", ("trung tâm", "học viên", "Giám đốc")),
        (None, ("nhà trường", "học sinh", "Hiệu trưởng")),
    ],
)
def test_words_by_type_of_school(school_type, expected):
    words = words_of({"school": {"school_type": school_type}})
    assert (words["school"], words["learners"], words["head"]) == expected
    assert words["School"] == expected[0][0].upper() + expected[0][1:]
