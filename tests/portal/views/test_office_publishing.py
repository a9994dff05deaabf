"""The pages on which an office publishes a final report, and the public page: cached, no cookie, nobody's name."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.concluding.queries import final_report
from minhdinh.recognition.models import Decision
from tests.appraisals.registered import World, make_registered
from tests.portal.decided import decided, final_text, publish
from tests.portal.domain.test_publishing import publish as publish_own

pytestmark = pytest.mark.django_db


def office(world: World, rest: str = "", values: dict[str, str] | None = None) -> HttpResponse:
    client, url = world.client(world.specialist()), f"/co-quan/{world.department.code}/cong-bo/{rest}"
    answer: HttpResponse = client.get(url) if values is None else client.post(url, values)
    return answer


def public(world: World, rest: str = "", **headers: Any) -> HttpResponse:
    caches["public"].clear()
    answer: HttpResponse = Client().get(f"/tra-cuu/truong/{world.school.code}/{rest}", **headers)
    return answer


def test_an_office_reads_first_publishes_and_takes_back() -> None:
    world = decided()
    case = world.registered.pk
    assert world.school.name in office(world).content.decode()
    preview = office(world, f"{case}/").content.decode()
    assert "Tôi đã đọc" in preview
    assert "77/QĐ-SGDĐT" in preview
    refused = office(world, f"{case}/dang/", {})
    assert refused.status_code == 422
    assert "Hãy xác nhận đã đọc" in refused.content.decode()
    assert "Báo cáo đánh giá ngoài" not in public(world).content.decode()
    assert office(world, f"{case}/dang/", {"read": "on"}).status_code == 302
    page = public(world).content.decode()
    assert "Cơ quan quản lý đã công bố" in page
    address = page.partition("/danh-gia-ngoai/")[2].partition("/")[0]
    assert public(world, f"danh-gia-ngoai/{address}/").status_code == 200
    assert "Công bố ngày" in office(world, "?public=shown").content.decode()
    assert "Đang công bố" in office(world, f"{case}/").content.decode()
    assert office(world, f"{case}/thoi/", {}).status_code == 302
    assert public(world, f"danh-gia-ngoai/{address}/").status_code == 404
    assert "Cơ quan quản lý đã công bố" not in public(world).content.decode()


def test_the_public_page_names_nobody_sets_no_cookie_and_is_answered_304() -> None:
    world = decided()
    row = publish(world)
    final_text(world, "strengths", "Không công khai")  # altered after it was published
    assert public(world, f"danh-gia-ngoai/{row.pk}/").status_code == 404
    row.sha256 = world_sha(world)
    row.save()
    answer = public(world, f"danh-gia-ngoai/{row.pk}/")
    page = answer.content.decode()
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "public, max-age=60"
    for name in User.objects.values_list("full_name", flat=True):
        assert name not in page, name
    picture = re.search(r'src="(/xac-minh/[^"]+/qr\.png)"', page)
    assert picture is not None
    assert Client().get(picture[1])["Content-Type"] == "image/png"
    again = public(world, f"danh-gia-ngoai/{row.pk}/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


def world_sha(world: World) -> str:
    with scopes_disabled():
        final = final_report(world.fresh())
    assert final is not None
    return final.sha256


def test_strangers_and_nonsense_find_nothing() -> None:
    world, other = decided(), make_registered(direct=True)
    row = publish(world)
    assert public(other, f"danh-gia-ngoai/{row.pk}/").status_code == 404
    for nonsense in ("0", str(10**15), "1%00"):
        assert public(world, f"danh-gia-ngoai/{nonsense}/").status_code == 404
    url = f"/co-quan/{world.department.code}/cong-bo/"
    for actor in (world.officer(), world.principal(), world.examiner(), other.specialist()):
        client = world.client(actor)
        for rest in ("", f"{world.registered.pk}/"):
            assert client.get(url + rest).status_code in (403, 404)
        for rest in ("dang", "thoi"):
            posted = client.post(f"{url}{world.registered.pk}/{rest}/", {"read": "on"})
            assert posted.status_code in (403, 404)
    assert Client().get(url).status_code == 302
    assert office(world, f"{other.registered.pk}/").status_code == 404
    assert office(world, f"{other.registered.pk}/dang/", {"read": "on"}).status_code == 404
    assert office(world, "?q=%00&public=%00&after=99999999999999999999").status_code == 200


def test_an_office_takes_back_what_a_school_that_ended_still_shows() -> None:
    world = make_registered()
    row = publish_own(world)
    assert office(world, f"truong/{row.pk}/thoi/", {}).status_code == 404, "the school still works"
    world.school.active = False
    world.school.save()
    assert "không còn hoạt động" in office(world).content.decode()
    assert public(world, f"bao-cao/{row.pk}/").status_code == 200
    assert office(world, f"truong/{row.pk}/thoi/", {}).status_code == 302
    assert public(world, f"bao-cao/{row.pk}/").status_code == 404
    assert "không còn hoạt động" not in office(world).content.decode()


def test_the_list_costs_the_same_however_much_is_published(django_assert_max_num_queries: Any) -> None:
    world = decided()
    publish(world)
    client = world.client(world.specialist())
    with django_assert_max_num_queries(30):
        assert client.get(f"/co-quan/{world.department.code}/cong-bo/").status_code == 200


def test_a_damaged_report_shows_nothing_and_says_so_without_a_cookie() -> None:
    world = decided()
    row = publish(world)
    with scopes_disabled():
        final = final_report(world.fresh())
        assert final is not None
        final.content["year"] = "2001-2002"  # its hash says otherwise
        final.save()
    answer = public(world, f"danh-gia-ngoai/{row.pk}/")
    assert (answer.status_code, dict(answer.cookies)) == (404, {})
    assert answer["Cache-Control"] == "no-store"
    assert "không còn khớp" in answer.content.decode()
    assert "2001-2002" not in answer.content.decode()


def test_a_decision_revoked_since_is_told_on_the_page() -> None:
    world = decided()
    row = publish(world)
    address = f"danh-gia-ngoai/{row.pk}/"
    assert "thu hồi từ ngày" not in public(world, address).content.decode()
    with scopes_disabled():
        Decision.objects.update(revoked_on=dt.date(2026, 11, 1), revoked_number="9/QĐ")
    assert "thu hồi từ ngày 01/11/2026" in public(world, address).content.decode()
