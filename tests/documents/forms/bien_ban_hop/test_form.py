from pathlib import Path

from tests.documents import sample
from tests.documents.docx_text import assert_golden, highlighted, text_of
from tests.documents.making import make

FORM = "bien-ban-hop"
GOLDEN = Path(__file__).parent / "golden"


def with_minutes(**minutes):
    dossier = sample.dossier()
    dossier["meeting"]["minutes"] = minutes
    return text_of(make(FORM, dossier))


def test_it_reads_as_its_golden_text():
    assert_golden(make(FORM, sample.dossier()), GOLDEN / "full.txt")


def test_who_was_away_is_not_among_those_present():
    text = with_minutes(absentees=[{"name": "đỗ quang huy", "reason": "đi công tác"}])
    assert "| Đỗ Quang Huy |" not in text
    assert "- Đỗ Quang Huy, Tổ trưởng tổ Khoa học xã hội: đi công tác." in text
    assert "| 6 | Hoàng Văn Sơn | Kế toán | Ủy viên |" in text


def test_an_absentee_without_reason_is_said_so():
    assert "Hoàng Văn Sơn, Kế toán: không ghi lý do." in with_minutes(
        absentees=[{"name": "Hoàng Văn Sơn", "reason": ""}]
    )


def test_where_nobody_is_named_only_the_counts_stand():
    text = with_minutes()
    assert "có mặt 06, vắng 01" in text
    assert "Thành viên có mặt" not in text


def test_votes_are_counted_or_left_to_be_written():
    assert "Số phiếu: 06; tán thành 05, không tán thành 01, không có ý kiến 0." in with_minutes(
        votes={"for": 5, "against": 1, "blank": 0}
    )
    assert "Số phiếu: ……" in with_minutes()


def test_the_conclusion_has_its_part_only_when_it_is_written():
    assert "KẾT LUẬN CỦA CHỦ TỌA" not in with_minutes()
    assert "## IV. KẾT LUẬN CỦA CHỦ TỌA\nThông qua." in with_minutes(conclusion="Thông qua.")


def test_without_a_meeting_every_gap_shows():
    content = make(FORM, sample.unfinished())
    assert "<watermark>" in text_of(content)
    assert len(highlighted(content)) >= 4


def test_a_complete_meeting_is_ready_to_sign():
    content = make(FORM, sample.dossier())
    assert highlighted(content) == []
    assert "<watermark>" not in text_of(content)
