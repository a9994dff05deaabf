import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.organisations.domain.queries import sites_of
from minhdinh.organisations.models import SchoolProfile
from tests.factories import SchoolFactory, World, member

PAGE = "/truong/thcs-an-binh/ho-so/"
VALUES = {
    "school_type": "thcs",
    "education_levels": ["thcs"],
    "ownership": "public",
    "head_name": "Phạm Quang Minh",
}


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


def sites(*rows: tuple[str, str]) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for index, (name, address) in enumerate(rows):
        data |= {f"form-{index}-name": name, f"form-{index}-address": address}
    return data


@pytest.mark.parametrize("person", ["owner", "colleague", "officer", "manager", "commune_officer"])
def test_everybody_of_the_school_and_above_reads_it(client: Client, world: World, person: str) -> None:
    client.force_login(getattr(world, person))
    page = client.get(PAGE).content.decode()
    assert "Trường THCS An Bình" in page
    assert "Ủy ban nhân dân xã An Bình" in page
    assert "Trung học cơ sở" in page


def test_only_whoever_may_edit_sees_the_button(client: Client, world: World) -> None:
    client.force_login(world.colleague)
    assert "ho-so/sua/" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}sua/").status_code == 403
    client.force_login(world.owner)
    assert "ho-so/sua/" in client.get(PAGE).content.decode()


def test_a_school_without_profile_says_what_is_missing(client: Client, world: World) -> None:
    school = SchoolFactory(code="moi", profile=None, under=world.commune)
    client.force_login(member(school, Role.SCHOOL_ADMIN))
    assert "Hồ sơ trường chưa được ghi" in client.get("/truong/moi/ho-so/").content.decode()
    response = client.post("/truong/moi/ho-so/sua/", VALUES)
    assert response["Location"] == "/truong/moi/ho-so/"
    assert SchoolProfile.objects.get(pk=school.pk).school_type == "thcs"


def test_saving_the_profile(owner: Client, world: World) -> None:
    response = owner.post(
        f"{PAGE}sua/", {**VALUES, "founded_year": "1998", "difficult_area": "on"}, follow=True
    )
    page = response.content.decode()
    assert "Đã lưu hồ sơ trường" in page
    assert "1998" in page
    profile = SchoolProfile.objects.get(pk=world.school.pk)
    assert (profile.head_name, profile.difficult_area) == ("Phạm Quang Minh", True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"education_levels": ["thpt"]}, "education_levels"),
        ({"education_levels": []}, "education_levels"),
        ({"school_type": "dai_hoc"}, "school_type"),
        ({"email": "sai"}, "email"),
        ({"founded_year": "xưa"}, "founded_year"),
    ],
)
def test_what_does_not_fit_shows_at_its_field(
    owner: Client, world: World, values: dict[str, object], field: str
) -> None:
    response = owner.post(f"{PAGE}sua/", {**VALUES, **values})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert SchoolProfile.objects.get(pk=world.school.pk).head_name == ""


def test_sites(owner: Client, world: World) -> None:
    response = owner.post(
        f"{PAGE}diem-truong/", sites(("Điểm chính", "Thôn 1"), ("", "bỏ"), ("Điểm B", "")), follow=True
    )
    page = response.content.decode()
    assert "điểm chính" in page
    assert "Thôn 1" in page
    with school_scope(world.school.pk):
        assert [site.name for site in sites_of(world.school)] == ["Điểm chính", "Điểm B"]
    assert 'value="Điểm B"' in owner.get(f"{PAGE}diem-truong/").content.decode()


def test_two_sites_of_one_name(owner: Client, world: World) -> None:
    response = owner.post(f"{PAGE}diem-truong/", sites(("A", ""), ("A", "")))
    assert response.status_code == 422
    assert "Hai điểm trường trùng tên" in response.content.decode()
    with school_scope(world.school.pk):
        assert sites_of(world.school) == []


@pytest.mark.parametrize(
    "address", ["/co-quan/thcs-an-binh/", "/truong/so/ho-so/", "/truong/khong-co/ho-so/"]
)
def test_an_office_is_no_school_and_the_other_way(client: Client, world: World, address: str) -> None:
    client.force_login(world.manager)
    assert client.get(address).status_code == 404
