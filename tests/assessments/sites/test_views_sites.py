"""The page of a school's places, in a browser's place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.site_conditions import mark_of, written_of
from minhdinh.assessments.presenters.site_conditions import build_sites, read_conditions
from minhdinh.organisations.domain.school import replace_sites
from tests.assessments.cases import Case, decide, signed_in
from tests.assessments.sites.places import CODES, FAR, MAIN, NEAR, SITES, annex, of_three_places, row_of, save
from tests.factories import UserFactory

URL = "so-lieu/diem-truong/"


@pytest.fixture
def case(db: None, _scopes_open: None) -> Case:
    return of_three_places()


def page_of(case: Case, role: str = Role.SECRETARY, **query: str) -> str:
    answer = case.client(role).get(case.url(URL), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def sent(case: Case, site: str = FAR, **values: str) -> dict[str, str]:
    """Return what the page's form sends; ``c4_1_situation`` names another value than what stands."""
    data = {"site": site}
    for code in CODES:
        standing = written_of(row_of(case, site, code))
        data[f"base-{code}"] = mark_of(standing)
        data |= {f"{name}-{code}": value for name, value in standing.items()}
    return data | values


class TestReading:
    def test_the_figures_page_leads_here_only_where_there_are_several_places(self, case: Case) -> None:
        tables = case.url("so-lieu/")
        assert case.url(URL) in case.client().get(tables).content.decode()
        replace_sites(actor=case.system, organisation=case.school, sites=SITES[:1])
        assert case.url(URL) not in case.client().get(tables).content.decode()

    def test_each_place_has_a_tab_and_the_chosen_one_its_rows(self, case: Case) -> None:
        save(case, NEAR, situation="Lớp ghép")
        page = page_of(case, diem=NEAR)
        assert page.count('name="base-') == len(CODES)
        assert ">Lớp ghép</textarea>" in page
        assert f'name="site" value="{NEAR}"' in page
        assert ">Lớp ghép</textarea>" not in page_of(case, diem="Không có điểm này")

    def test_who_only_reads_gets_no_form(self, case: Case) -> None:
        save(case, level_1="met")
        page = page_of(case, Role.MEMBER, diem=FAR)
        assert "<textarea" not in page
        assert "Điều kiện thực tế" in page

    def test_a_school_of_one_place_reads_why(self, case: Case) -> None:
        replace_sites(actor=case.system, organisation=case.school, sites=SITES[:1])
        assert "Trường có một địa điểm" in page_of(case)

    def test_a_stranger_finds_nothing(self, case: Case) -> None:
        stranger = signed_in(UserFactory())
        assert stranger.get(case.url(URL)).status_code == 404
        assert stranger.post(case.url(URL), sent(case)).status_code == 404

    def test_the_overview_tells_every_place(self, case: Case) -> None:
        save(case, MAIN, level_1="met", level_2="met")
        save(case, NEAR, level_1="met")
        save(case, FAR, level_1="unmet")
        found = dict(build_sites(case.assessment, annex(case), MAIN).overview)
        assert found["4.1"] == ["đạt Mức 2", "đạt Mức 1", "chưa đạt Mức 1"]
        assert found["4.2"] == ["chưa xét"] * 3

    def test_a_place_of_before_is_told(self, case: Case) -> None:
        save(case, situation="Lớp ghép 1+2")
        replace_sites(actor=case.system, organisation=case.school, sites=SITES[:2])
        page = page_of(case)
        assert f"không in vào phụ biểu: {FAR}" in page
        assert "Lớp ghép 1+2" in page

    def test_many_rows_cost_as_much_as_one(self, case: Case) -> None:
        counts = []
        client = case.client()
        for sites in (SITES[:1], SITES):
            for site, _address in sites:
                for code in CODES if len(sites) > 1 else CODES[:1]:
                    save(case, site, code, level_1="unmet")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(case.url(URL)).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestWarnings:
    def warned(self, case: Case) -> list[str]:
        return [one.text for one in build_sites(case.assessment, annex(case), MAIN).warnings]

    def test_a_place_below_the_schools_own_level_is_told(self, case: Case) -> None:
        save(case, level_1="unmet")
        assert self.warned(case) == []
        decide(case, "4.1")
        assert self.warned(case) == [
            f"Tiêu chí 4.1: phiếu của trường ghi đạt Mức 1 nhưng {FAR} chưa đạt mức này."
        ]

    def test_the_second_level_only_where_the_school_has_it(self, case: Case) -> None:
        save(case, level_1="met", level_2="unmet")
        decide(case, "4.1")
        assert self.warned(case) == []
        decide(case, "4.1", 2)
        assert len(self.warned(case)) == 1

    @pytest.mark.usefixtures("db", "_scopes_open")
    def test_of_several_cap_hoc_it_names_the_one(self) -> None:
        case = of_three_places(levels=("tieu_hoc", "thcs"))
        save(case, level_1="unmet")
        decide(case, "4.1", track="thcs")
        (told,) = self.warned(case)
        assert told.startswith("Tiêu chí 4.1 (Trung học cơ sở): ")


class TestWriting:
    def test_what_was_typed_is_kept_and_shown_again(self, case: Case) -> None:
        values = {"level_1-4.1": "unmet", "lacking-4.1": "02 phòng học"}
        answer = case.client().post(case.url(URL), sent(case, **values), follow=True)
        assert "Đã ghi 1 tiêu chí" in answer.content.decode()
        row = row_of(case)
        assert row is not None
        assert (row.level_1, row.lacking) == ("unmet", "02 phòng học")
        assert answer.redirect_chain[0][0].startswith(f"{case.url(URL)}?diem=")

    def test_what_cannot_be_comes_back_with_the_words(self, case: Case) -> None:
        values = {"level_2-4.1": "met", "situation-4.1": "Bốn phòng"}
        answer = case.client().post(case.url(URL), sent(case, **values))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "chỉ ghi Đạt Mức 2 khi" in page
        assert ">Bốn phòng</textarea>" in page
        assert row_of(case) is None

    def test_a_stale_page_keeps_the_words_and_says_so(self, case: Case) -> None:
        data = sent(case, **{"situation-4.1": "Của tôi"})
        save(case, situation="Của người khác", role=Role.PRINCIPAL)
        answer = case.client().post(case.url(URL), data)
        assert answer.status_code == 422
        assert "vừa được người khác sửa" in answer.content.decode()
        assert ">Của tôi</textarea>" in answer.content.decode()

    def test_nothing_changed_says_so(self, case: Case) -> None:
        answer = case.client().post(case.url(URL), sent(case), follow=True)
        assert "Không có gì thay đổi" in answer.content.decode()

    @pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER])
    def test_who_only_reads_writes_nothing(self, case: Case, role: str) -> None:
        data = sent(case, **{"situation-4.1": "x"})
        assert case.client(role).post(case.url(URL), data).status_code == 403
        assert row_of(case) is None

    def test_a_place_made_up_is_not_here(self, case: Case) -> None:
        assert case.client().post(case.url(URL), sent(case) | {"site": "Khác"}).status_code == 404

    def test_what_was_not_sent_is_left_alone(self) -> None:
        found = read_conditions({"base-4.1": "a", "situation-4.1": "x", "situation-4.2": "y"}, CODES)
        assert [one.criterion for one in found] == ["4.1"]
