from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.crosscheck_notices import leaders_of, tell_paired
from minhdinh.notifications.enums import NoticeKind
from minhdinh.notifications.models import HookDelivery, Notice, WebHook
from minhdinh.organisations.models import Membership
from tests.appraisals.desk import Desk
from tests.factories import member


def test_leaders_are_who_leads_the_school_or_its_council_today(desk: Desk) -> None:
    secretary = member(desk.school, Role.SECRETARY)
    former = member(desk.school, Role.PRINCIPAL)
    Membership.objects.filter(user=former).update(ended=True)
    member(desk.school, Role.CONTRIBUTOR)
    found = leaders_of([desk.school.pk, desk.reviewing.pk])
    assert found[desk.school.pk] == [secretary.pk]
    assert found[desk.reviewing.pk] == [desk.principal.pk]
    assert leaders_of([]) == {}


def test_a_person_of_two_leading_roles_is_told_once(desk: Desk) -> None:
    Membership.objects.create(user=desk.principal, organisation=desk.reviewing, role=Role.SCHOOL_ADMIN)
    assert leaders_of([desk.reviewing.pk])[desk.reviewing.pk] == [desk.principal.pk]


def test_telling_twice_is_once(desk: Desk) -> None:
    crosscheck = desk.pair()
    assert Notice.objects.filter(person=desk.principal).count() == 1
    assert tell_paired([crosscheck]) == 0
    assert Notice.objects.get(person=desk.principal).url == desk.school_url(school=desk.reviewing)


def test_who_is_named_is_a_matter_of_the_own_school(desk: Desk) -> None:
    crosscheck = desk.pair()
    for school in (desk.school, desk.reviewing):
        url = f"https://{school.code}.mau.vn/"
        WebHook.objects.create(organisation=school, url=url, kinds=[NoticeKind.CROSSCHECK])
    desk.named(crosscheck)
    assert Notice.objects.get(person=desk.teacher).organisation == desk.reviewing
    call = HookDelivery.objects.select_related(
        "hook"
    ).get()  # it carries the name and telephone of the teacher
    assert call.hook.organisation_id == desk.reviewing.pk
    assert call.payload["person"]["name"] == desk.teacher.full_name
