"""Papers of a school of several cấp học: who does what in which, what each reached; and people without a seat."""

import copy

import pytest

from minhdinh.documents.reading.people import duties, in_charge, members, of_track
from minhdinh.documents.reading.standards import track_levels
from tests.documents import sample
from tests.documents.docx_text import text_of
from tests.documents.making import make

PRIMARY, LOWER = "Tiểu học", "THCS"
HELPER = {
    "name": "Tạ Thị Nhài",
    "position": "Giáo viên Âm nhạc",
    "role": "member",
    "role_label": "Thành viên nhóm",
    "group": "Nhóm 1",
    "task": "Thu thập minh chứng",
    "criteria": ["1.2"],
}


def by_track(primary, lower):
    parts = [
        {"education_level": "tieu_hoc", "criteria": primary},
        {"education_level": "thcs", "criteria": lower},
    ]
    return [one for one in parts if one["criteria"]]


@pytest.fixture
def several():
    """Return a school of two cấp học: the first member has 1.1 of both, 1.4 of the lower one alone."""
    known = sample.several_levels()
    for one in (*known["council"]["members"], *known["council"]["groups"]):
        one["by_track"] = by_track(one["criteria"], one["criteria"])
    known["council"]["members"][0]["by_track"] = by_track(["1.1"], ["1.1", "1.4"])
    return known


@pytest.fixture
def helped():
    known = sample.dossier()
    known["council"]["helpers"] = [copy.deepcopy(HELPER)]
    return known


class TestReading:
    def test_criteria_are_told_apart_only_where_they_differ(self, several):
        first, second, *_rest = several["council"]["members"]
        assert duties(several, first) == f"{PRIMARY}: 1.1; {LOWER}: 1.1, 1.4"
        assert duties(several, second) == "1.2, 1.3"

    def test_criteria_of_one_cap_hoc_alone_say_so(self, several):
        assert duties(several, {"criteria": ["3.1"], "by_track": by_track(["3.1"], [])}) == f"{PRIMARY}: 3.1"

    def test_a_school_of_one_reads_as_before(self):
        known = sample.dossier()
        assert duties(known, known["council"]["members"][0]) == "1.1, 1.4"
        assert in_charge(known, "1.4") == in_charge(known, "1.4", "thcs") != ""

    def test_a_seal_from_before_tells_nothing_apart(self):
        known = sample.several_levels()
        first = known["council"]["members"][0]
        assert duties(known, first) == "1.1, 1.4"
        assert of_track(first, "tieu_hoc") == ["1.1", "1.4"]

    def test_who_works_on_a_criterion_in_which_cap_hoc(self, several):
        chair = several["council"]["members"][0]["name"]
        assert f"{chair} ({LOWER})" in in_charge(several, "1.4")
        assert chair not in in_charge(several, "1.4", "tieu_hoc")
        assert chair in in_charge(several, "1.4", "thcs")
        assert f"{chair} (" not in in_charge(several, "1.1")

    def test_each_cap_hoc_has_its_own_level(self, several):
        assert [one["label"] for one in track_levels(several)] == [PRIMARY, LOWER]
        assert track_levels(sample.dossier()) == []

    def test_people_without_a_seat_stand_below_the_council_only_when_asked_for(self, helped):
        assert len(members(helped)) == 7
        last = members(helped, helpers=True)[-1]
        assert (last["number"], last["name"], last["role"]) == (8, "Tạ Thị Nhài", "Thành viên nhóm")


class TestWorkSheets:
    def test_each_row_names_its_cap_hoc(self, several):
        text = text_of(make("phieu-giao-viec", several))
        assert "| 1 | 1.1 |" in text
        assert f"| 3 | 1.4 | Tự đánh giá, cải tiến, công khai và trách nhiệm giải trình ({LOWER}) |" in text
        assert f"trách nhiệm giải trình ({PRIMARY})" not in text
        assert "Phụ trách chính 03 tiêu chí" in text

    def test_a_member_of_a_group_without_a_seat_gets_a_sheet(self, helped):
        text = text_of(make("phieu-giao-viec", helped))
        assert text.count("\nPHIẾU GIAO VIỆC\n") == 8
        _before, own = text.split("Tạ Thị Nhài, Giáo viên Âm nhạc")
        assert own.startswith("; vai trò: Thành viên nhóm.")
        assert "Thu thập minh chứng." in own
        assert "| 1 | 1.2 |" in own
        assert "Làm việc trong Nhóm 1" in own

    def test_the_decision_lists_the_council_alone(self, helped):
        assert "Tạ Thị Nhài" not in text_of(make("quyet-dinh-hoi-dong", helped))


class TestAssignmentTable:
    def test_it_tells_cap_hoc_and_helpers(self, several):
        several["council"]["helpers"] = [HELPER | {"by_track": by_track([], ["1.2"])}]
        text = text_of(make("bang-phan-cong", several))
        assert f"{PRIMARY}: 1.1; {LOWER}: 1.1, 1.4" in text
        assert f"| 8 | Tạ Thị Nhài | Giáo viên Âm nhạc | Thành viên nhóm | Nhóm 1 | {LOWER}: 1.2 |" in text

    def test_what_nobody_has_is_told_by_cap_hoc(self, several):
        assert f"Tiêu chí chưa có người phụ trách: {PRIMARY}: 1.4." in text_of(
            make("bang-phan-cong", several)
        )


class TestMinutes:
    def test_they_say_what_each_cap_hoc_reached(self, several):
        text = text_of(make("bien-ban-hop", several))
        assert "lấy theo cấp học có mức thấp nhất." in text
        assert f"- {PRIMARY}: Đạt Mức 2." in text

    def test_a_school_of_one_says_only_its_level(self):
        assert "lấy theo cấp học" not in text_of(make("bien-ban-hop", sample.dossier()))


class TestRequirementSheet:
    def chosen(self, *tracks):
        return [
            {"requirement": "1.1.1a", "track": track, "negative": True, "text": "Chưa có.", "codes": []}
            for track in tracks
        ]

    def noted(self, known, *tracks):
        requirement = known["standard_set"]["standards"][0]["criteria"][0]["levels"]["1"]["requirements"][0]
        rows = [one | {"requirement": requirement["id"]} for one in self.chosen(*tracks)]
        return text_of(make("phieu-noi-ham", known | {"chosen": rows}))

    def test_a_choice_of_one_cap_hoc_says_so(self, several):
        assert f"{LOWER}: Chưa có: Chưa có." in self.noted(several, "thcs")

    def test_a_choice_of_all_stands_once(self, several):
        text = self.noted(several, "tieu_hoc", "thcs")
        assert text.count("Chưa có: Chưa có.") == 1
        assert f"{LOWER}: Chưa có" not in text


class TestImprovement:
    @pytest.mark.parametrize("form", ["bieu-2", "ke-hoach-cai-tien"])
    def test_issues_and_actions_name_their_cap_hoc(self, form):
        known = sample.dossier()
        for one in (*known["improvement"]["issues"], *known["improvement"]["actions"]):
            one["track_label"] = "cấp trên"
        assert "(cấp trên)" in text_of(make(form, known))
        assert "(cấp trên)" not in text_of(make(form, sample.dossier()))

    def test_each_cap_hoc_has_its_own_counts(self, several):
        for one, passed in zip(several["tracks"], (15, 12), strict=True):
            one["result"] |= {
                "counts": {"1": {"passed": passed, "total": 15, "percent": "80,00"}},
                "failed": {},
            }
        text = text_of(make("ke-hoach-cai-tien", several))
        assert f"{PRIMARY}: số tiêu chí đạt Mức 1: 15/15" in text
        assert f"{LOWER}: số tiêu chí đạt Mức 1: 12/15" in text
        assert "/30" not in text
