"""The pages on which a head publishes a report, and the public page: cached, no cookie, nobody's name."""

import hashlib
import io

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.models import Seal
from minhdinh.evidence.domain.blobs import store_bytes
from minhdinh.evidence.validators import FileKind
from minhdinh.portal.domain.limits import FILES
from minhdinh.portal.models import PublishedReport
from tests.appraisals.registered import World, make_registered
from tests.factories import acting, member
from tests.organisations.reorganising import carry_out, get, merger, new
from tests.portal.domain.test_publishing import publish, seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered()


def ask(world: World, rest: str = "", values: dict[str, str] | None = None) -> HttpResponse:
    client, url = world.client(world.principal()), f"/truong/{world.school.code}/cong-bo/{rest}"
    answer: HttpResponse = client.get(url) if values is None else client.post(url, values)
    return answer


def public(world: World, rest: str) -> HttpResponse:
    caches["public"].clear()
    answer: HttpResponse = Client().get(f"/tra-cuu/truong/{world.school.code}/{rest}")
    return answer


def test_a_head_reads_first_publishes_and_takes_back(world: World) -> None:
    number = seal(world).pk
    assert "Xem trước, công bố" in ask(world).content.decode()
    preview = ask(world, f"{number}/").content.decode()
    assert "Tôi đã đọc" in preview
    assert "Không công bố: tên người" in preview
    assert ask(world, f"{number}/dang/", {}).status_code == 302, "told on the page before"
    assert "Báo cáo tự đánh giá năm học" not in public(world, "").content.decode()
    ask(world, f"{number}/dang/", {"read": "on"})
    page = public(world, "").content.decode()
    assert "Báo cáo tự đánh giá năm học" in page
    address = page.partition("/bao-cao/")[2].partition("/")[0]
    assert public(world, f"bao-cao/{address}/").status_code == 200
    assert "Đang công bố" in ask(world).content.decode()
    ask(world, f"{address}/thoi/", {})
    assert public(world, f"bao-cao/{address}/").status_code == 404
    assert "Báo cáo tự đánh giá năm học" not in public(world, "").content.decode()


def test_the_public_page_names_nobody_and_sets_no_cookie(world: World) -> None:
    row = publish(world)
    answer = public(world, f"bao-cao/{row.pk}/")
    page = answer.content.decode()
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["ETag"]
    with scopes_disabled():
        dossier = sealed_dossier(seal(world))
    people = [one["name"] for one in dossier["council"]["members"]]
    people += [one["name"] for one in dossier["people"].values() if one]
    assert people
    for name in people:
        assert name not in page, name
    assert "/truong/" not in page.replace("/tra-cuu/truong/", "")
    again = Client().get(
        f"/tra-cuu/truong/{world.school.code}/bao-cao/{row.pk}/", HTTP_IF_NONE_MATCH=answer["ETag"]
    )
    assert again.status_code == 304


def test_a_running_registration_is_never_public(world: World) -> None:
    world.put("meeting")
    publish(world)
    for rest in ("", f"bao-cao/{world.registered.pk}/"):
        page = public(world, rest).content.decode()
        assert "Họp hội đồng" not in page
        assert "thẩm định" not in page


def test_another_school_and_nonsense_find_nothing(world: World) -> None:
    row = publish(world)
    other = make_registered(direct=True)
    assert public(other, f"bao-cao/{row.pk}/").status_code == 404
    assert public(world, f"bao-cao/{10**15}/").status_code == 404
    assert public(world, "bao-cao/0/").status_code == 404


def test_strangers_do_not_choose(world: World) -> None:
    number = seal(world).pk
    url = f"/truong/{world.school.code}/cong-bo/"
    secretary = acting(world.user(world.school, Role.SECRETARY), world.school)
    for actor in (world.officer(), world.specialist(), secretary):
        client = world.client(actor)
        assert client.get(url).status_code in (403, 404)
        assert client.get(f"{url}{number}/").status_code in (403, 404)
        assert client.post(f"{url}{number}/dang/", {"read": "on"}).status_code in (403, 404)
    assert Client().get(url).status_code == 302


def test_the_list_costs_the_same_however_much_is_published(
    world: World, django_assert_max_num_queries: object
) -> None:
    publish(world)
    client = world.client(world.principal())
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert client.get(f"/truong/{world.school.code}/cong-bo/").status_code == 200


def test_a_reopened_report_leaves_a_line_on_the_schools_page(world: World) -> None:
    row = publish(world)
    with scopes_disabled():
        Seal.objects.filter(pk=seal(world).pk).update(reopened_at=seal(world).sealed_at)
    assert public(world, f"bao-cao/{row.pk}/").status_code == 404
    page = public(world, "").content.decode()
    assert f"năm học {seal(world).assessment.year}: trường đã mở lại để sửa" in page
    assert "/bao-cao/" not in page
    own = ask(world).content.decode()
    assert "Đã mở lại, không còn trên trang công khai" in own
    assert "Đang công bố" not in own


def test_the_heirs_head_takes_a_report_of_an_ended_school_back(world: World) -> None:
    row, other = publish(world), make_registered()
    assert world.commune is not None
    carry_out(merger(world.school, other.school, into=new("thcs-moi", world.commune, kind="school")))
    client = Client()
    client.force_login(member(get("thcs-moi"), Role.PRINCIPAL))
    page = client.get("/truong/thcs-moi/cong-bo/").content.decode()
    assert world.school.name in page
    assert client.post(f"/truong/thcs-moi/cong-bo/{row.pk}/thoi/").status_code == 302
    assert public(world, f"bao-cao/{row.pk}/").status_code == 404


def test_the_public_page_carries_no_ids_of_evidence(world: World) -> None:
    row = publish(world)
    page = public(world, f"bao-cao/{row.pk}/").content.decode()
    assert 'class="citation' in page
    assert "data-evidence" not in page


def paper_of(world: World, row: PublishedReport) -> bytes:
    """Keep some bytes as the PDF of a publication."""
    content = b"%PDF-1.4\n%%EOF\n"
    with scopes_disabled():
        kind = FileKind("pdf", "application/pdf")
        row.paper, _new = store_bytes(school_id=world.school.pk, stream=io.BytesIO(content), kind=kind)
        row.save()
    return content


def test_the_pdf_is_kept_a_minute_marked_by_its_hash_and_gone_with_the_report(
    world: World, no_office: None
) -> None:
    row = publish(world)
    address = f"bao-cao/{row.pk}/ban-in.pdf"
    assert public(world, address).status_code == 404
    assert "ban-in.pdf" not in public(world, f"bao-cao/{row.pk}/").content.decode()
    content = paper_of(world, row)
    assert "ban-in.pdf" in public(world, f"bao-cao/{row.pk}/").content.decode()
    answer = public(world, address)
    assert (answer.content, answer["Content-Type"]) == (content, "application/pdf")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer.cookies == {}
    again = Client().get(f"/tra-cuu/truong/{world.school.code}/{address}", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert public(world, f"bao-cao/{10**15}/ban-in.pdf").status_code == 404
    assert "Bản PDF" in ask(world).content.decode()
    default_storage.delete(row.paper.path if row.paper else "")
    lost = public(world, address)
    assert (lost.status_code, dict(lost.cookies)) == (404, {})
    ask(world, f"{row.pk}/thoi/", {})
    assert public(world, address).status_code == 404


def test_many_files_from_one_address_are_asked_to_wait(world: World, no_office: None) -> None:
    row = publish(world)
    paper_of(world, row)
    caches["visitors"].clear()
    for _call in range(FILES.calls):
        assert public(world, f"bao-cao/{row.pk}/ban-in.pdf").status_code == 200
    busy = public(world, f"bao-cao/{row.pk}/ban-in.pdf")
    caches["visitors"].clear()
    assert busy.status_code == 429
    assert int(busy["Retry-After"]) > 0


def test_a_head_asks_for_the_pdf_again_and_is_told_where_none_can_be_made(
    world: World, no_office: None
) -> None:
    row = publish(world)
    client = world.client(world.principal())
    page = client.post(f"/truong/{world.school.code}/cong-bo/{row.pk}/ban-in/", follow=True)
    assert "LibreOffice" in page.content.decode()
    assert "Lập bản PDF" not in page.content.decode()
    officer = world.client(world.officer())
    assert officer.post(f"/truong/{world.school.code}/cong-bo/{row.pk}/ban-in/").status_code in (403, 404)


def test_a_renamed_school_stands_under_the_name_on_the_report_and_todays(
    world: World, no_office: None
) -> None:
    row, was = publish(world), world.school.name
    assert "Tên trường hiện nay" not in public(world, f"bao-cao/{row.pk}/").content.decode()
    world.school.name = "Trường THCS Tên Mới"
    world.school.save()
    page = public(world, f"bao-cao/{row.pk}/").content.decode()
    assert "Tên trường hiện nay: <b>Trường THCS Tên Mới</b>" in page
    assert was in page
