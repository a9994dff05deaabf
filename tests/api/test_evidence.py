from __future__ import annotations

import io

import pytest
from django.test import Client
from PIL import Image

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import Blob, EvidenceItem
from tests.api.conftest import YEAR
from tests.api.test_assessments import SHEET, save


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, "PNG")
    return stream.getvalue()


def create(caller, **values):
    return caller.post(f"/evidence/{YEAR}", {"criterion": "1.3", "name": "Sổ theo dõi chuyên cần", **values})


def upload(caller, item_id: int, content: bytes, name: str = "so.png"):
    stream = io.BytesIO(content)
    stream.name = name
    return caller.client.post(
        caller.url(f"/evidence/items/{item_id}/files"),
        {"file": stream},
        headers={"Authorization": f"Bearer {caller.key}"},
    )


def test_items_get_the_codes_of_their_root_criterion(caller):
    codes = [
        create(caller).json()["code"],
        create(caller).json()["code"],
        create(caller, criterion="4.2").json()["code"],
    ]

    assert codes == ["MC.1.3.01", "MC.1.3.02", "MC.4.2.01"]
    assert create(caller, criterion="9.9").status_code == 404
    assert create(caller, name="").status_code == 422
    assert create(caller, kind="không có").status_code == 422
    assert create(caller, storage="link", link="javascript:alert(1)").status_code == 422


def test_a_file_is_uploaded_once_and_a_second_copy_is_named(caller):
    one, two = create(caller).json()["id"], create(caller).json()["id"]

    first = upload(caller, one, png()).json()
    again = upload(caller, one, png()).json()
    elsewhere = upload(caller, two, png()).json()

    assert first["is_new"] is True
    assert again["is_new"] is False
    assert elsewhere["duplicate_of"] == "MC.1.3.01"
    with scopes_disabled():
        assert Blob.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "rong.pdf"), (b"<script>alert(1)</script>", "anh.png"), (b"MZ" + b"\0" * 64, "a.pdf")],
)
def test_bad_files_are_refused_in_words_and_leave_nothing(caller, content, name):
    item = create(caller).json()["id"]

    answer = upload(caller, item, content, name)

    assert answer.status_code == 422
    assert name in answer.json()["message"]
    with scopes_disabled():
        assert not Blob.objects.exists()


def test_proof_carries_a_level_from_upload_to_press(caller):
    item = create(caller).json()["id"]
    upload(caller, item, png())
    assert (
        caller.post(f"/evidence/items/{item}/links/{YEAR}", {"track": "thcs", "criterion": "1.3"}).status_code
        == 200
    )
    save(caller, 0, "Nhà trường quản lý hồ sơ của 612 học sinh", "save-0001", item)

    assert caller.put(f"{SHEET}/level", {"level": 1}).status_code == 422
    assert caller.post(f"/evidence/items/{item}/verify", {}).json()["usable"] is True
    pressed = caller.put(f"{SHEET}/level", {"level": 1})

    assert pressed.status_code == 200
    assert pressed.json()["level"] == 1
    assert caller.put(f"{SHEET}/level", {"level": 2}).status_code == 422


def test_the_list_is_searched_without_diacritics_and_paged(caller, monkeypatch):
    monkeypatch.setattr("minhdinh.api.routers.evidence.EVIDENCE_PAGE", 2)
    for name in ("Kế hoạch năm học", "Biên bản họp", "Quyết định thành lập", "Kế hoạch đổi mới"):
        create(caller, name=name)

    first = caller.get("/evidence").json()
    second = caller.get(f"/evidence?after={first['after']}").json()
    found = caller.get("/evidence?q=ke hoach doi").json()

    assert [item["code"] for item in first["items"]] == ["MC.1.3.01", "MC.1.3.02"]
    assert [item["code"] for item in second["items"]] == ["MC.1.3.03", "MC.1.3.04"]
    assert second["after"] is None
    assert [item["name"] for item in found["items"]] == ["Kế hoạch đổi mới"]


def test_sensitive_items_stay_hidden_from_who_may_not_see_them(world, caller, caller_of):
    sensitive = create(caller, kind="ho_so_vu_viec", storage="place", place="Tủ 2").json()["id"]
    plain = create(caller).json()["id"]
    viewer = caller_of(world.colleague)

    assert [item["id"] for item in viewer.get("/evidence").json()["items"]] == [plain]
    assert viewer.get(f"/evidence/items/{sensitive}").status_code == 404
    assert viewer.get(f"/evidence/items/{plain}").status_code == 200


def test_a_foreign_item_is_not_there(world, caller, caller_of):
    item = create(caller).json()["id"]
    stranger = caller_of(world.stranger)
    stranger.school = world.other_school.code

    assert stranger.get(f"/evidence/items/{item}").status_code == 404
    assert upload(stranger, item, png()).status_code == 404
    assert stranger.post(f"/evidence/items/{item}/verify", {}).status_code == 404
    assert stranger.get("/evidence").json()["items"] == []
    with scopes_disabled():
        assert EvidenceItem.objects.get(pk=item).file_count == 0


def test_a_link_to_an_unknown_place_is_refused(caller):
    item = create(caller).json()["id"]
    links = f"/evidence/items/{item}/links/{YEAR}"

    assert caller.post(links, {"track": "thcs", "criterion": "9.9"}).status_code == 404
    assert caller.post(links, {"track": "thpt", "criterion": "1.3"}).status_code == 404
    assert (
        caller.post(links, {"track": "thcs", "criterion": "1.3", "requirement": "1.4.1a"}).status_code == 404
    )
    assert caller.get("/evidence/items/9999999999999999999999").status_code in {404, 422}


def test_without_a_token_nothing_is_uploaded(world, caller):
    item = create(caller).json()["id"]

    assert (
        Client().post(caller.url(f"/evidence/items/{item}/files"), {"file": io.BytesIO(png())}).status_code
        == 401
    )
