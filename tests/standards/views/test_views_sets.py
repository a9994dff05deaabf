import json

import pytest
import yaml

from minhdinh.access.permissions import Role
from minhdinh.organisations.models import Membership
from minhdinh.standards.catalogue import checksum, load_guided_file
from minhdinh.standards.domain.corrections import correct, withdraw_correction
from minhdinh.standards.domain.queries import all_versions
from minhdinh.standards.models import OfficialWording, StandardSetVersion
from tests.factories import UserFactory
from tests.standards.pages import ONE, SETS, signed_in, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

READING = [
    "",
    "tieu-chi/1.3/",
    "quy-tac/",
    "lich-su/",
    "dieu-chinh/?muc=set:title",
    "tai-ve.yaml",
    "tai-ve.json",
]


@pytest.fixture
def client(world):
    return signed_in(world.system)


def write(actor, version, value, target="rule_value:council_min_members"):
    return correct(actor=actor, version=version, target=target, value=value, legal_reference="Điều 9 mới", reason="Thử")  # fmt: skip


@pytest.mark.parametrize("path", [SETS, f"{SETS}nguyen-van/", *[f"{ONE}{rest}" for rest in READING]])
def test_who_may_open_a_page(world, path):
    answers = {
        "system": 200,
        "manager": 404,  # the ministry is above the department: nobody of it belongs there
        "officer": 404,
        "commune_officer": 404,
        "owner": 404,
        "stranger": 404,
    }
    for name, status in answers.items():
        assert signed_in(getattr(world, name)).get(path).status_code == status, name


@pytest.mark.parametrize("rest", ["", "nguyen-van/", "tt57-2026-pho-thong/2026.1/quy-tac/"])
def test_at_a_department_its_own_people_lack_the_permission(world, rest):
    path = f"/co-quan/so/bo-tieu-chuan/{rest}"
    assert signed_in(world.manager).get(path).status_code == 403
    assert signed_in(world.officer).get(path).status_code == 403
    assert signed_in(world.owner).get(path).status_code == 404
    assert signed_in(world.system).get(path).status_code == 200


def test_without_signing_in_the_way_leads_to_the_sign_in(world, client):
    client.logout()
    answer = client.get(SETS)
    assert (answer.status_code, answer.url) == (302, f"/dang-nhap/?next={SETS}")


def test_the_list_names_every_set_with_its_certainty(client):
    text = words(client.get(SETS))
    for row in all_versions():
        assert row.catalogue.short_title in text
        assert row.catalogue.confidence_note.strip() in text
    assert "Chắc chắn" in text
    assert "Khá chắc chắn" in text
    assert "Cần đối chiếu" in text
    assert "từ 10/10/2018 đến trước 07/07/2026" in text
    assert "chưa nhập" in text


def test_an_empty_installation_says_how_to_load(client):
    StandardSetVersion.objects.all().delete()
    assert "minhdinh standards load" in words(client.get(SETS))


def test_the_number_of_queries_of_the_list_is_constant(client, tt57, boss, django_assert_num_queries, django_assert_max_num_queries):  # fmt: skip
    client.get(SETS)
    with django_assert_max_num_queries(12) as few:
        client.get(SETS)
    number = len(few)
    for row in all_versions():
        write(boss, row, "Ghi chú khác", "set:confidence_note")
        OfficialWording.objects.create(standard_set=row, criterion="1.1", level=1, text="Câu")
    client.get(SETS)
    with django_assert_num_queries(number + 1):
        assert words(client.get(SETS)).count("Ghi chú khác") == 9


def test_the_menu_leads_there(client, world):
    page = client.get("/quan-tri/")
    assert "/quan-tri/bo-tieu-chuan/" in page.content.decode()
    assert client.get("/quan-tri/bo-tieu-chuan/").url == SETS
    assert 'aria-current="page"' in client.get(SETS).content.decode()
    assert signed_in(world.manager).get("/quan-tri/bo-tieu-chuan/").status_code == 404


def test_an_administrator_without_an_office_is_led_to_the_root(world):
    root = UserFactory(is_superuser=True, username="goc")
    assert signed_in(root).get("/quan-tri/bo-tieu-chuan/").url == SETS
    assert signed_in(root).get(SETS).status_code == 200


def test_without_any_office_the_way_is_explained(world):
    root = UserFactory(is_superuser=True, username="goc")
    Membership.objects.filter(role=Role.SYSTEM_ADMIN).delete()
    world.ministry.__class__.objects.filter(kind_id__in=["ministry"]).update(kind_id="school")
    answer = signed_in(root).get("/quan-tri/bo-tieu-chuan/")
    assert answer.status_code == 422
    assert "Chưa có cơ quan nào" in words(answer)


def test_a_set_shows_its_criteria(client, tt57):
    OfficialWording.objects.create(standard_set=tt57, criterion="1.1", level=1, text="Câu")
    text = words(client.get(ONE))
    for criterion in tt57.catalogue.iter_criteria():
        assert criterion.title in text
    assert "bắt buộc" in text
    assert "Mức 1: 05 nội hàm · Mức 2: 04 nội hàm · có nguyên văn" in text
    assert "nguyên văn 1/30 mức" in text
    assert tt57.checksum in text


def test_a_set_of_2018_shows_the_items_of_muc_4(client):
    text = words(client.get(f"{SETS}tt19-2018-mam-non/2018.1/"))
    assert "Yêu cầu của Mức 4" in text
    assert "Bản gốc năm 2018" in text


def test_a_criterion_shows_guidance_and_wording(client, tt57):
    OfficialWording.objects.create(
        standard_set=tt57, criterion="1.3", level=2, text="Câu chữ\nhai dòng", article="Phụ lục II"
    )
    text = words(client.get(f"{ONE}tieu-chi/1.3/"))
    criterion = tt57.catalogue.criterion("1.3")
    for one in criterion.iter_requirements():
        assert one.text in text
        assert one.ask in text
        assert one.pitfall in text
    assert "Nguyên văn · Phụ lục II Câu chữ hai dòng" in text
    assert "Minh chứng gợi ý và số liệu" in text
    page = client.get(f"{ONE}tieu-chi/1.3/").content.decode()
    assert f"{ONE}tieu-chi/1.2/" in page
    assert f"{ONE}tieu-chi/1.4/" in page
    assert "muc=requirement%3A1.3.1a" in page


def test_the_first_and_the_last_criterion_have_one_neighbour(client):
    assert ">Trước" not in client.get(f"{ONE}tieu-chi/1.1/").content.decode()
    assert "Sau<" not in client.get(f"{ONE}tieu-chi/4.3/").content.decode()


def test_the_rules_are_told_in_words_with_reference_and_mark(client, tt57):
    text = words(client.get(f"{ONE}quy-tac/"))
    assert "ít nhất 05 trong số 07 tiêu chí còn lại đạt Mức 1 trở lên." in text
    assert "(MC.1.3.01, MC.1.3.02)" in text
    assert "Đạt Mức 2: Mức độ đạt chuẩn quốc gia 2" in text
    for value in tt57.catalogue.rule_values:
        assert value.label in text
        assert value.legal_reference in text
    assert "đã điều chỉnh" not in text


def test_a_set_that_is_not_computed_says_so(client):
    text = words(client.get(f"{SETS}tt25-2014-mam-non/2014.1/quy-tac/"))
    assert "không tự tính, nhập kết quả đã công nhận" in text


def test_a_correction_stands_beside_its_value(client, tt57, boss):
    row = write(boss, tt57, 7)
    write(boss, tt57, "Câu mới.", "requirement:1.1.1a")
    page = client.get(f"{ONE}quy-tac/")
    text = words(page)
    assert "7 người đã điều chỉnh trước là 5 người. Hệ thống," in text
    assert "Điều 9 mới" in text
    assert f"{ONE}dieu-chinh/{row.pk}/bo/" in page.content.decode()
    assert "Nội dung khác đã điều chỉnh" in text
    assert "Câu mới." in text


def test_the_history_keeps_what_was_withdrawn(client, tt57, boss):
    assert "Chưa có điều chỉnh nào" in words(client.get(f"{ONE}lich-su/"))
    row = write(boss, tt57, 7)
    write(boss, tt57, 9)
    withdraw_correction(actor=boss, correction=row, reason="Đọc nhầm")
    text = words(client.get(f"{ONE}lich-su/"))
    assert "7 người 9 người" in text
    assert "5 người 7 người" in text
    assert "Đọc nhầm" in text
    assert text.count("đang dùng") == 1


def test_a_long_history_is_paged(client, tt57, boss, django_assert_max_num_queries):
    for at in range(60):
        write(boss, tt57, 7 if at % 2 else 9)
    with django_assert_max_num_queries(12):
        page = client.get(f"{ONE}lich-su/")
    assert page.content.decode().count("<tr>") == 51
    key = page.context["page"].next
    assert client.get(f"{ONE}lich-su/?after={key}").content.decode().count("<tr>") == 11


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_a_downloaded_set_loads_as_the_same(client, tt57, boss, kind, tmp_path):
    write(boss, tt57, 7)
    answer = client.get(f"{ONE}tai-ve.{kind}")
    assert answer["Content-Disposition"] == f'attachment; filename="tt57-2026-pho-thong@2026.1.{kind}"'
    path = tmp_path / f"tai-ve.{kind}"
    path.write_bytes(answer.content)
    assert load_guided_file(path).checksum == tt57.checksum


def test_a_download_may_carry_the_corrections(client, tt57, boss):
    write(boss, tt57, 7)
    answer = client.get(f"{ONE}tai-ve.json?dieu-chinh=1")
    content = json.loads(answer.content)
    value = next(one for one in content["rule_values"] if one["id"] == "council_min_members")
    assert (value["value"], value["legal_reference"]) == (7, "Điều 9 mới")
    assert checksum(content) != tt57.checksum
    assert "-dieu-chinh.json" in answer["Content-Disposition"]
    assert yaml.safe_load(client.get(f"{ONE}tai-ve.yaml?dieu-chinh=1").content) == content


@pytest.mark.parametrize(
    "rest",
    [
        "tt57-2026-pho-thong/2026.9/",
        "khong-co/2026.1/",
        "khong-co/2026.1/quy-tac/",
        "khong-co/2026.1/tai-ve.yaml",
        "tt57-2026-pho-thong/2026.1/tieu-chi/9.9/",
        "tt57-2026-pho-thong/2026.1/tieu-chi/x/",
    ],
)
def test_what_is_not_there_is_not_found(client, rest):
    assert client.get(f"{SETS}{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["", "quy-tac/", "lich-su/", "tai-ve.json", "tieu-chi/1.3/"])
def test_pages_to_read_take_no_post(client, rest):
    assert client.post(f"{ONE}{rest}").status_code == 405
