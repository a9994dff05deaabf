"""The page of a crosswalk: a proposal, and the school's own places."""

import pytest
from django.http import HttpResponse

from minhdinh.assessments.models import CrosswalkChoice
from tests.assessments.carrying.pages import got, hidden, post, source
from tests.assessments.carrying.years import Years, other_set, same_set
from tests.assessments.cases import write

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


@pytest.fixture
def crossing() -> Years:
    found = other_set()
    write(found.old, found.old.slot("1.4"), "Đủ hiệu trưởng.")
    return found


def test_the_crosswalk_is_a_proposal_and_says_so(crossing: Years) -> None:
    html = got(crossing, f"ke-thua/doi-chieu-bo/{source(crossing)}/")
    assert "Đề xuất của phần mềm" in html
    assert 'name="yc-1.4.1a" value="2.1.1a"' in html


def chosen(years: Years, places: str, drawn: str | None = None) -> HttpResponse:
    """Post a choice from a page drawn now, or with an older mark."""
    url = f"ke-thua/doi-chieu-bo/{source(years)}/"
    mark = hidden(got(years, url), "drawn") if drawn is None else drawn
    return post(years, url, **{"yc-1.4.1a": places, "drawn": mark})


def test_a_schools_choice_is_kept_and_leads_back_to_the_preview(crossing: Years) -> None:
    response = chosen(crossing, " 1.2.1a ; 1.2.1b")
    assert response["Location"] == crossing.url(f"ke-thua/tu/{source(crossing)}/")
    assert CrosswalkChoice.objects.get().targets == ["1.2.1a", "1.2.1b"]
    assert "Tiêu chí 1.2, Mức 1, yêu cầu 1.2.1b" in got(crossing, f"ke-thua/tu/{source(crossing)}/")


def test_a_wrong_choice_stays_on_the_page_with_the_reason(crossing: Years) -> None:
    response = chosen(crossing, "8.8.8z")
    html = response.content.decode()
    assert response.status_code == 422
    assert "bộ tiêu chuẩn mới không có 8.8.8z" in html
    assert 'value="8.8.8z"' in html
    assert not CrosswalkChoice.objects.exists()


def test_the_same_set_needs_no_crosswalk() -> None:
    years = same_set()
    response = years.new.client().get(years.url(f"ke-thua/doi-chieu-bo/{source(years)}/"))
    assert response.status_code != 200


@pytest.mark.parametrize("mark", ["", "0" * 16, "\x00"])
def test_an_older_page_shows_both_and_keeps_nothing(crossing: Years, mark: str) -> None:
    chosen(crossing, "1.2.1a")
    response = chosen(crossing, "1.2.1b", drawn=mark)
    html = response.content.decode()
    assert response.status_code == 409
    assert "vừa được người khác sửa" in html
    assert 'value="1.2.1b"' in html
    assert CrosswalkChoice.objects.get().targets == ["1.2.1a"]
    assert hidden(html, "drawn") == hidden(
        got(crossing, f"ke-thua/doi-chieu-bo/{source(crossing)}/"), "drawn"
    )
