import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.rules.minutes import Absentee, Minutes, Votes, minutes_faults, read_absentees

NAMES = ("Lê Văn Hòa", "Trần Văn Minh", "Phạm Thu Hà")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        (" \n ", ()),
        ("Lê Văn Hòa", (Absentee("Lê Văn Hòa"),)),
        ("Lê Văn Hòa: đi công tác", (Absentee("Lê Văn Hòa", "đi công tác"),)),
        ("Lê Văn Hòa – nghỉ: ốm", (Absentee("Lê Văn Hòa", "nghỉ: ốm"),)),
        ("Lê Văn Hòa - nghỉ phép", (Absentee("Lê Văn Hòa", "nghỉ phép"),)),
        ("Phan Thị A-B", (Absentee("Phan Thị A-B"),)),
        ("Lê Văn Hòa:\nPhạm Thu Hà: ốm", (Absentee("Lê Văn Hòa"), Absentee("Phạm Thu Hà", "ốm"))),
    ],
)
def test_a_line_is_an_absentee_with_a_reason(text: str, found: tuple[Absentee, ...]) -> None:
    assert read_absentees(text) == found


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_and_every_line_keeps_its_words(text: str) -> None:
    for one in read_absentees(text):
        assert "\n" not in one.name + one.reason
        assert one.name == one.name.strip()


def faults(minutes: Minutes, present: int = 2, absent: int = 1) -> list[tuple[str, str]]:
    return [(one.field, one.message) for one in minutes_faults(minutes, present, absent, NAMES)]


def test_what_can_be_has_no_fault() -> None:
    assert faults(Minutes()) == []
    assert faults(Minutes(absentees=(Absentee("lê văn hoà", "ốm"),), votes=Votes(2, 0, 0))) == []


def test_an_absentee_must_be_a_member() -> None:
    assert faults(Minutes(absentees=(Absentee("Người Lạ"),))) == [
        ("absentees", "“Người Lạ” không có trong danh sách hội đồng.")
    ]


def test_nobody_is_away_twice() -> None:
    twice = (Absentee("Lê Văn Hòa"), Absentee("LÊ VĂN HÒA"))
    assert ("absentees", "“LÊ VĂN HÒA” được ghi hai lần.") in faults(Minutes(absentees=twice), absent=2)


def test_the_names_agree_with_the_count() -> None:
    assert faults(Minutes(absentees=(Absentee("Lê Văn Hòa"),)), absent=2) == [
        ("absentees", "Ghi tên 01 người vắng, số vắng là 02.")
    ]


def test_no_more_votes_than_people() -> None:
    assert faults(Minutes(votes=Votes(2, 1, 0))) == [
        ("votes_for", "Có 03 phiếu, chỉ có 02 thành viên có mặt.")
    ]
    assert faults(Minutes(votes=Votes(1, 0, 1))) == []


def test_a_council_without_members_in_the_system_takes_any_name() -> None:
    minutes = Minutes(absentees=(Absentee("Ai Đó"),))
    assert list(minutes_faults(minutes, 3, 1, ())) == []


def test_only_what_is_written_is_kept() -> None:
    assert Minutes().as_json() == {}
    whole = Minutes("Phòng họp ", (Absentee("A", "b"),), Votes(5, 1, 0), " Thông qua.\n")
    assert whole.as_json() == {
        "place": "Phòng họp",
        "absentees": [{"name": "A", "reason": "b"}],
        "votes": {"for": 5, "against": 1, "blank": 0},
        "conclusion": "Thông qua.",
    }
