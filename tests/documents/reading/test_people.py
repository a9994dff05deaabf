from minhdinh.documents.reading.people import groups, members, signers
from minhdinh.documents.wordml import MISSING
from tests.documents import sample


def test_members_are_numbered_and_complete():
    listed = members(sample.dossier())
    assert [one["number"] for one in listed] == list(range(1, 8))
    assert listed[4] == {
        "number": 5,
        "name": "Đỗ Quang Huy",
        "position": "Tổ trưởng tổ Khoa học xã hội",
        "role": "Ủy viên",
        "group": "Nhóm 2",
        "task": "Tiêu chuẩn 3",
        "criteria": "3.1, 3.2, 3.3",
    }


def test_a_member_without_a_position_is_marked():
    listed = members({"council": {"members": [{"name": "A", "position": "", "role_label": None}]}})
    assert (listed[0]["position"], listed[0]["role"], listed[0]["task"], listed[0]["criteria"]) == (
        MISSING,
        MISSING,
        "",
        "",
    )


def test_no_council_no_members():
    assert members({}) == members({"council": None}) == groups({}) == []


def test_groups():
    assert groups(sample.dossier())[1] == {
        "number": 2,
        "name": "Nhóm 2",
        "lead": "Phạm Thu Hà",
        "members": "Đỗ Quang Huy",
        "criteria": "2.2, 2.3, 3.1, 3.2, 3.3",
    }
    empty = groups({"council": {"groups": [{"name": "Nhóm"}]}})[0]
    assert (empty["lead"], empty["members"], empty["criteria"]) == (MISSING, MISSING, MISSING)


def test_signers():
    assert signers(sample.dossier()) == {
        "head": "Nguyễn Thị Bình",
        "chair": "Nguyễn Thị Bình",
        "secretary": "Trần Văn Minh",
        "head_position": "Hiệu trưởng",
    }


def test_nobody_named_leaves_the_line_to_write_on():
    dossier = sample.dossier()
    dossier["people"] = {"head": None}
    dossier["school"]["school_type"] = "gdtx"
    assert signers(dossier) == {"head": "", "chair": "", "secretary": "", "head_position": "Giám đốc"}
