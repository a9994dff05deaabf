"""The pages of the checked and of the reviewing school."""

from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.crosscheck import close_check
from minhdinh.appraisals.models import CrossCheck, CrossComment, CrossReviewer
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.queries import actor_for
from tests.appraisals.desk import DAY, Desk
from tests.assessments.cases import signed_in
from tests.counting import queries_of
from tests.factories import SchoolFactory, member

TODAY = timezone.localdate()
DAYS = {"starts_on": vn_date(TODAY), "ends_on": vn_date(TODAY + 7 * DAY)}


def checks() -> list[CrossCheck]:
    with scopes_disabled():
        return list(CrossCheck.objects.select_related("school", "reviewer").order_by("id"))


def body(desk: Desk, user: object, address: str, status: int = 200) -> str:
    response = signed_in(user).get(address)  # type: ignore[arg-type]
    assert response.status_code == status
    return response.content.decode()


def test_the_school_reads_after_sending_and_answers(desk: Desk) -> None:
    reviewer = desk.named()
    desk.comment(reviewer)
    principal = member(desk.school, Role.PRINCIPAL)
    assert "Mô tả rõ ràng." not in body(desk, principal, desk.school_url())
    comment = desk.sent(reviewer)
    assert "Mô tả rõ ràng." in body(desk, principal, desk.school_url())
    assert "Lưu câu trả lời" in body(desk, principal, desk.school_url())
    viewer = body(desk, member(desk.school, Role.VIEWER), desk.school_url())
    assert "Mô tả rõ ràng." in viewer
    assert "Lưu câu trả lời" not in viewer
    response = signed_in(principal).post(desk.school_url(f"tra-loi/{comment.pk}/"), {"answer": "Đã sửa."})
    assert response["Location"] == desk.school_url(f"#gop-y-{comment.pk}")
    with scopes_disabled():
        assert CrossComment.objects.get().answer == "Đã sửa."


def test_an_answer_by_a_script_gets_the_time(desk: Desk) -> None:
    comment = desk.sent(desk.named())
    response = desk.case.client(Role.SECRETARY).post(
        desk.school_url(f"tra-loi/{comment.pk}/"), {"answer": "x"}, headers={"Accept": "application/json"}
    )
    assert response.json()["saved_label"].startswith("Đã lưu ")


def test_drafts_and_comments_of_others_cannot_be_answered(desk: Desk) -> None:
    reviewer = desk.named()
    draft = desk.comment(reviewer)
    client = desk.case.client(Role.SECRETARY)
    assert client.post(desk.school_url(f"tra-loi/{draft.pk}/"), {"answer": "x"}).status_code == 404
    sent = desk.sent(reviewer)
    elsewhere = desk.school_url(f"tra-loi/{sent.pk}/", desk.reviewing)
    assert signed_in(desk.principal).post(elsewhere, {"answer": "x"}).status_code == 404


def test_a_closed_check_is_read_but_not_answered(desk: Desk) -> None:
    comment = desk.sent(desk.named())
    close_check(actor=desk.office_actor, crosscheck=checks()[0])
    page = body(desk, member(desk.school, Role.PRINCIPAL), desk.school_url())
    assert "Mô tả rõ ràng." in page
    assert "Lưu câu trả lời" not in page
    refused = desk.case.client(Role.SECRETARY).post(
        desk.school_url(f"tra-loi/{comment.pk}/"), {"answer": "x"}
    )
    assert refused.status_code == 422


def test_the_reviewing_school_names_its_people_and_reads_no_comments(desk: Desk) -> None:
    one = desk.pair()
    page = body(desk, desk.principal, desk.school_url(school=desk.reviewing))
    assert "Đi kiểm tra Trường THCS An Bình" in page
    client = signed_in(desk.principal)
    base = desk.school_url(f"{one.pk}/nguoi/", desk.reviewing)
    assert client.post(base, {"user": desk.teacher.pk}).status_code == 302
    assert actor_for(desk.teacher, desk.school) is not None
    assert client.post(base, {"user": desk.officer.pk}).status_code == 422
    with scopes_disabled():
        reviewer = CrossReviewer.objects.get()
    desk.comment(reviewer)
    assert "Mô tả rõ ràng." not in body(desk, desk.principal, desk.school_url(school=desk.reviewing))
    assert client.post(f"{base}{reviewer.pk}/thoi/").status_code == 302
    assert client.post(f"{base}{reviewer.pk}/thoi/").status_code == 404
    assert actor_for(desk.teacher, desk.school) is None


def test_the_checked_school_names_nobody(desk: Desk) -> None:
    one = desk.pair()
    principal = signed_in(member(desk.school, Role.PRINCIPAL))
    response = principal.post(desk.school_url(f"{one.pk}/nguoi/"), {"user": desk.teacher.pk})
    assert response.status_code == 404


def test_a_year_without_cross_checks_says_so(desk: Desk) -> None:
    assert "Năm học này chưa có kiểm tra chéo" in body(
        desk, member(desk.school, Role.VIEWER), desk.school_url()
    )
    assert "Chưa ghép cặp trường nào" in body(desk, desk.officer, desk.office_url())


def test_lists_need_as_many_queries_for_many_as_for_one(desk: Desk) -> None:
    reviewer = desk.named()
    desk.sent(reviewer)
    client, principal = signed_in(desk.officer), signed_in(member(desk.school, Role.VIEWER))
    few = queries_of(client, desk.office_url())
    reading = queries_of(principal, desk.school_url())
    for _number in range(3):
        other = SchoolFactory(under=desk.office)
        person = member(other, Role.PRINCIPAL)
        with school_scope(desk.school.pk):
            desk.reviewing, desk.teacher = other, person
            desk.sent(desk.named(desk.pair()))
    assert queries_of(client, desk.office_url()) == few
    assert queries_of(principal, desk.school_url()) == reading


def test_a_comment_names_its_cap_hoc_only_in_a_school_of_several(desk: Desk) -> None:
    desk.sent(desk.named())
    client = desk.client(member(desk.school, Role.PRINCIPAL))
    assert "<h3>Tiêu chí 1.3</h3>" in client.get(desk.school_url()).content.decode()
    profile = desk.school.profile
    profile.education_levels = ["tieu_hoc", "thcs"]
    profile.save()
    page = client.get(desk.school_url()).content.decode()
    assert "<h3>Tiêu chí 1.3 (Trung học cơ sở)</h3>" in page
    assert "Trường trả lời góp ý ở tiêu chí 1.3 (Trung học cơ sở)" in page
