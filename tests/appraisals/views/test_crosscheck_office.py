"""The office's pages of cross-checks."""

import re

from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import CrossCheck, CrossReviewer
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.queries import actor_for
from tests.appraisals.desk import DAY, Desk
from tests.assessments.cases import signed_in
from tests.factories import CommuneFactory, SchoolFactory, member

TODAY = timezone.localdate()
DAYS = {"starts_on": vn_date(TODAY), "ends_on": vn_date(TODAY + 7 * DAY)}


def checks() -> list[CrossCheck]:
    with scopes_disabled():
        return list(CrossCheck.objects.select_related("school", "reviewer").order_by("id"))


def body(desk: Desk, user: object, address: str, status: int = 200) -> str:
    response = signed_in(user).get(address)  # type: ignore[arg-type]
    assert response.status_code == status
    return response.content.decode()


def test_pairs_are_shown_before_they_are_written(desk: Desk) -> None:
    SchoolFactory(name="MN Hoa Mai", under=desk.office, profile__school_type="mam_non")
    client = signed_in(desk.officer)
    form = {**DAYS, "school_type": "", "times": "1"}
    shown = client.post(desk.office_url("tu-dong/"), form)
    page = shown.content.decode()
    assert "Trường THCS Phú Sơn" in page
    assert "MN Hoa Mai" in page.split("Chưa có trường kiểm tra")[1]
    assert checks() == []
    mark = re.search(r'name="mark" value="(\w+)"', page)
    assert mark is not None
    done = client.post(desk.office_url("tu-dong/"), {**form, "mark": mark[1]})
    assert done["Location"] == desk.office_url()
    assert {(one.reviewer.name, one.school.name) for one in checks()} == {
        ("Trường THCS Phú Sơn", "Trường THCS An Bình"),
        ("Trường THCS An Bình", "Trường THCS Phú Sơn"),
    }


def test_wrong_days_are_told_beside_the_field(desk: Desk) -> None:
    client = signed_in(desk.officer)
    form = {"school_type": "", "times": "1", "starts_on": "31/02/2027", "ends_on": DAYS["ends_on"]}
    refused = client.post(desk.office_url("tu-dong/"), form)
    assert refused.status_code == 422
    assert "31/02/2027" in refused.content.decode()


def test_a_mark_of_other_pairs_shows_them_again(desk: Desk) -> None:
    form = {**DAYS, "school_type": "", "times": "1", "mark": "khac"}
    refused = signed_in(desk.officer).post(desk.office_url("tu-dong/"), form)
    assert refused.status_code == 422
    assert "vừa thay đổi" in refused.content.decode()
    assert checks() == []


def test_two_schools_are_paired_by_hand(desk: Desk) -> None:
    client = signed_in(desk.officer)
    form = {**DAYS, "reviewer": desk.reviewing.pk, "school": desk.school.pk}
    response = client.post(desk.office_url("moi/"), form)
    one = checks()[0]
    assert response["Location"] == desk.office_url(f"{one.pk}/")
    again = client.post(desk.office_url("moi/"), form)
    assert again.status_code == 422
    assert "đã được phân công" in again.content.decode()
    same = client.post(desk.office_url("moi/"), {**form, "school": desk.reviewing.pk})
    assert "không tự kiểm tra" in same.content.decode()


def test_the_office_names_drops_moves_and_closes(desk: Desk) -> None:
    client, one = signed_in(desk.officer), desk.pair()
    base = desk.office_url(f"{one.pk}/")
    assert client.post(f"{base}nguoi/", {"user": desk.teacher.pk}).status_code == 302
    assert "Lê Thị Chéo" in body(desk, desk.officer, base)
    with scopes_disabled():
        person = CrossReviewer.objects.get()
    assert client.post(f"{base}nguoi/{person.pk}/thoi/").status_code == 302
    assert actor_for(desk.teacher, desk.school) is None
    client.post(f"{base}thoi-gian/", {**DAYS, "ends_on": vn_date(TODAY + 30 * DAY)})
    assert checks()[0].ends_on == TODAY + 30 * DAY
    assert client.post(f"{base}thoi-gian/", {**DAYS, "ends_on": "x"}).status_code == 422
    assert client.post(f"{base}ket-thuc/").status_code == 302
    assert checks()[0].is_closed
    assert "Đổi thời gian" not in body(desk, desk.officer, base)


def test_nobody_else_can_be_named(desk: Desk) -> None:
    one = desk.pair()
    client = signed_in(desk.officer)
    stranger = member(desk.school, Role.MEMBER)
    for user in (stranger.pk, "", "x"):
        response = client.post(desk.office_url(f"{one.pk}/nguoi/"), {"user": user})
        assert response.status_code == 422


def test_a_pair_without_people_is_taken_back(desk: Desk) -> None:
    one = desk.pair()
    assert signed_in(desk.officer).post(desk.office_url(f"{one.pk}/bo/")).status_code == 302
    assert checks() == []


def test_who_may_see_the_pairs_and_who_the_digest(desk: Desk) -> None:
    one = desk.pair()
    supervisor = member(desk.office, Role.SUPERVISOR)
    page = body(desk, supervisor, desk.office_url())
    assert "Trường THCS Phú Sơn" in page
    assert "Ghép tự động" not in page
    assert "Cử người kiểm tra" not in body(desk, supervisor, desk.office_url(f"{one.pk}/"))
    other = CommuneFactory()
    stranger = member(other, Role.COMMUNE_OFFICER)
    assert body(desk, stranger, desk.office_url(), 404)
    elsewhere = desk.office_url(f"{one.pk}/").replace(desk.office.code, other.code)
    assert body(desk, stranger, elsewhere, 404)


def test_the_digest_holds_what_was_sent_and_answered_only(desk: Desk) -> None:
    reviewer = desk.named()
    address = desk.office_url(f"{reviewer.crosscheck_id}/")
    desk.comment(reviewer)
    assert "Mô tả rõ ràng." not in body(desk, desk.officer, address)
    comment = desk.sent(reviewer)
    secretary = desk.case.client(Role.SECRETARY)
    secretary.post(desk.school_url(f"tra-loi/{comment.pk}/"), {"answer": "Trường sẽ bổ sung số liệu."})
    page = body(desk, desk.officer, address)
    assert "Mô tả rõ ràng." in page
    assert "Trường sẽ bổ sung số liệu." in page
    assert "1/1" in body(desk, desk.officer, desk.office_url())


def test_many_pairs_are_listed_by_pages_and_counted_whole(desk: Desk) -> None:
    one = desk.pair()
    reviewers = [SchoolFactory(under=desk.office) for _ in range(51)]
    with scopes_disabled():
        CrossCheck.objects.bulk_create(
            CrossCheck(
                school=one.school,
                office=desk.office,
                reviewer=reviewer,
                year=one.year,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
            )
            for reviewer in reviewers
        )
    client, address = signed_in(desk.officer), desk.office_url()
    first = client.get(address)
    assert len(first.context["rows"]) == 50
    assert first.context["counts"].pairs == 52
    second = client.get(f"{address}?after={first.context['page'].next}")
    assert len(second.context["rows"]) == 2
    names = {row["check"].reviewer.name for row in (*first.context["rows"], *second.context["rows"])}
    assert names == {one.reviewer.name, *(reviewer.name for reviewer in reviewers)}
