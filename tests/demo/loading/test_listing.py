import json

import pytest

from minhdinh.access.permissions import PASSING_ROLES
from minhdinh.accounts.domain.demo import listed_accounts
from minhdinh.demo.content import read_yaml
from minhdinh.demo.loading.listing import featured_accounts, write_accounts_file
from minhdinh.organisations.models import Membership


def test_the_featured_people_stand_in_their_order():
    rows = featured_accounts()
    assert [row["username"] for row in rows] == read_yaml("people.yaml")["featured"]
    assert rows[0] == {
        "username": "thuky",
        "label": "Lê Thu Hà",
        "role_label": "Thư ký hội đồng tự đánh giá",
        "place": "THCS Sao Mai",
    }
    assert (
        rows[1]["role_label"] == "Hiệu trưởng và chủ tịch hội đồng tự đánh giá, thư ký một hội đồng thẩm định"
    )
    assert all(all(row.values()) for row in rows)


def test_the_sign_in_page_tells_every_role_that_a_person_has(province):
    """A button that promises a plain contributor must not let in somebody who also writes criteria."""
    told = {entry["username"]: entry["memberships"] for entry in read_yaml("people.yaml")["people"]}
    for row in featured_accounts():
        held = Membership.objects.filter(user__username=row["username"], ended=False)
        passing = held.filter(role__in=PASSING_ROLES)
        assert passing.exists() == ("hội đồng thẩm định" in row["role_label"])
        held = held.exclude(role__in=PASSING_ROLES)
        found = {(one.organisation.code, one.role) for one in held.select_related("organisation")}
        assert found == {
            (place["organisation"], role) for place in told[row["username"]] for role in place["roles"]
        }, row["username"]


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.MINHDINH_DATA, settings.MINHDINH_DEMO = tmp_path, True
    return tmp_path


def test_the_file_is_what_the_sign_in_page_reads(province, data_folder):
    path = write_accounts_file()
    assert path.parent == data_folder
    assert [path.name] == [found.name for found in data_folder.iterdir()]
    assert [account.username for account in listed_accounts()] == [
        row["username"] for row in featured_accounts()
    ]


def test_writing_again_replaces_the_file(data_folder):
    path = write_accounts_file()
    path.write_text("[]", encoding="utf-8")
    assert write_accounts_file() == path
    assert len(json.loads(path.read_text(encoding="utf-8"))) == len(featured_accounts())
