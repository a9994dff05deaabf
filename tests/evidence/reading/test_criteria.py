"""Which criteria a paper serves, and why."""

from minhdinh.evidence.context import Asked
from minhdinh.evidence.reading.criteria import MOST, likely_criteria
from minhdinh.standards.catalogue import packaged_set

SMALL = {
    "1.1": Asked("Phương hướng, chiến lược phát triển", frozenset({"chien_luoc"})),
    "1.2": Asked("Hội đồng trường và tổ chuyên môn", frozenset({"nghi_quyet", "bien_ban_hop"})),
    "3.1": Asked("Sân chơi, bãi tập, khối phòng học", frozenset({"ho_so_csvc"})),
    "4.1": Asked("Ban đại diện cha mẹ học sinh phối hợp", frozenset({"bien_ban_cha_me"})),
    "5.1": Asked("Thư viện, thiết bị dạy học", frozenset({"bien_ban_hop"})),
    "5.2": Asked("Y tế trường học, an toàn thực phẩm", frozenset({"bien_ban_hop"})),
    "5.3": Asked("Khối phòng phục vụ học tập", frozenset({"bien_ban_hop"})),
}


def test_shared_runs_of_words_are_the_reason() -> None:
    (found,) = likely_criteria("Biên bản họp Ban Đại diện cha mẹ học sinh", SMALL)
    assert found.code == "4.1"
    assert found.words == ("ban đại diện cha mẹ",)


def test_marks_and_case_do_not_matter() -> None:
    assert [one.code for one in likely_criteria("SAN CHOI, BAI TAP cua truong", SMALL)] == ["3.1"]


def test_one_shared_run_is_too_little() -> None:
    assert likely_criteria("Khối phòng", SMALL) == []
    assert likely_criteria("", SMALL) == []


def test_a_kind_that_few_criteria_name_speaks_for_them() -> None:
    (found,) = likely_criteria("Văn bản của trường", SMALL, "chien_luoc")
    assert (found.code, found.words, found.by_kind) == ("1.1", (), True)
    assert likely_criteria("Văn bản của trường", SMALL, "bien_ban_hop") == []


def test_words_of_every_school_paper_tell_nothing() -> None:
    asked = {"1.1": Asked("Kế hoạch của nhà trường về học sinh"), "1.2": Asked("Sân chơi bãi tập")}
    assert likely_criteria("Kế hoạch nhà trường, học sinh", asked) == []


def test_the_set_of_the_circular_gives_sensible_places() -> None:
    asked = {
        one.code: Asked("\n".join([one.title, *(part.text for part in one.iter_requirements())]))
        for one in packaged_set("tt57-2026-pho-thong").iter_criteria()
    }
    found = likely_criteria("Kế hoạch phòng, chống tai nạn thương tích, bạo lực học đường", asked)
    assert found[0].code == "4.2"
    assert len(found) <= MOST
