from __future__ import annotations

import io

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.revisions import replace_file
from minhdinh.evidence.models import Blob, BlobText, EvidenceFile, EvidenceItem
from tests.api.conftest import YEAR
from tests.api.test_assessments import SHEET, save
from tests.evidence.views.test_no_nul import without_nul
from tests.factories import member


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


def detail(caller, item: int):
    return caller.get(f"/evidence/items/{item}/files").json()


def replaced(caller, file_id: int, content: bytes, name: str) -> None:
    with scopes_disabled():
        file = EvidenceFile.objects.select_related("item").get(pk=file_id)
        actor = system_actor(file.school_id)
        replace_file(actor=actor, file=file, stream=io.BytesIO(content), name=name, size=len(content))


def shade(value: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (value, 10, 10)).save(stream, "PNG")
    return stream.getvalue()


def test_files_carry_day_note_order_revision_and_reading(caller):
    item = create(caller).json()["id"]
    first = upload(caller, item, shade(1), "mot.png").json()["file"]
    second = upload(caller, item, shade(2), "hai.png").json()["file"]
    assert (first["order"], first["revision"], first["reading"]["state"]) == (1, 1, "unread")
    assert (second["order"], second["dated_on"], second["note"]) == (2, None, "")
    replaced(caller, first["id"], shade(3), "ba.png")
    with scopes_disabled():
        blob = Blob.objects.get(sha256=second["sha256"])
        BlobText.objects.create(school_id=blob.school_id, blob=blob, state="read", by_eye=True, pages=1)
    version = caller.get(f"/evidence/items/{item}").json()["version"]
    sent = {"version": version, "dated_on": "2026-09-05", "note": "Bản ký"}
    answer = caller.put(f"/evidence/items/{item}/files/{second['id']}", sent)
    assert answer.status_code == 200
    assert answer.json() == detail(caller, item)
    newest, beside = detail(caller, item)["files"]
    [earlier] = detail(caller, item)["earlier"]
    assert (newest["name"], newest["order"], newest["revision"]) == ("ba.png", 1, 2)
    assert (beside["dated_on"], beside["note"], beside["order"]) == ("2026-09-05", "Bản ký", 2)
    assert beside["reading"] == {"state": "read", "by_eye": True, "pages": 1}
    assert (earlier["id"], earlier["order"], earlier["revision"]) == (first["id"], 0, 1)
    assert earlier["replaced_by"] == newest["id"]
    assert earlier["replaced_at"] >= earlier["uploaded_at"]
    assert caller.get(f"/evidence/items/{item}").json()["files"] == [newest, beside]
    assert caller.get("/evidence").json()["items"][0]["files"] == [newest, beside]


def test_the_day_of_a_file_is_written_once_from_what_was_seen(caller):
    item = create(caller).json()["id"]
    file = upload(caller, item, png()).json()["file"]["id"]
    address = f"/evidence/items/{item}/files/{file}"
    version = caller.get(f"/evidence/items/{item}").json()["version"]
    assert caller.put(address, {"version": version, "note": "một"}).status_code == 200
    assert caller.put(address, {"version": version, "note": "hai"}).status_code == 409
    assert detail(caller, item)["files"][0]["note"] == "một"
    for bad in (
        {"note": "không có bản"},
        {"version": version + 1, "dated_on": "1066-10-14"},
        {"version": version + 1, "dated_on": "31/02/2026"},
        {"version": version + 1, "note": "x" * 251},
    ):
        assert caller.put(address, bad).status_code == 422
    hostile = caller.put(address, {"version": version + 1, "note": "a\x00b \ud800"})
    assert hostile.status_code in {200, 422}
    assert "\x00" not in detail(caller, item)["files"][0]["note"]


def test_files_of_others_are_not_there(world, caller, caller_of):
    one, two = create(caller).json()["id"], create(caller).json()["id"]
    file = upload(caller, one, png()).json()["file"]["id"]
    sent = {"version": 1, "note": "x"}
    assert caller.put(f"/evidence/items/{two}/files/{file}", sent).status_code == 404
    assert caller.put(f"/evidence/items/{one}/files/{2**70}", sent).status_code in {404, 422}
    stranger = caller_of(world.stranger)
    stranger.school = world.other_school.code
    assert stranger.get(f"/evidence/items/{one}/files").status_code == 404
    assert stranger.put(f"/evidence/items/{one}/files/{file}", sent).status_code == 404
    viewer = caller_of(world.colleague)
    assert viewer.get(f"/evidence/items/{one}/files").status_code == 200
    assert viewer.put(f"/evidence/items/{one}/files/{file}", sent).status_code == 403
    reader = caller_of(world.colleague, ["read"])
    assert reader.put(f"/evidence/items/{one}/files/{file}", sent).status_code == 403


def test_earlier_files_of_a_closed_chain_are_for_managers_only(world, caller, caller_of):
    item = create(caller).json()["id"]
    first = upload(caller, item, shade(1), "mot.png").json()["file"]["id"]
    replaced(caller, first, shade(2), "hai.png")
    viewer = caller_of(world.colleague)
    assert len(detail(viewer, item)["earlier"]) == 1
    with scopes_disabled():
        newest = EvidenceFile.objects.select_related("item").get(item=item, removed_at__isnull=True)
        detach_file(actor=system_actor(newest.school_id), file=newest)
    assert detail(viewer, item) == {"files": [], "earlier": []}
    assert [one["id"] for one in detail(caller, item)["earlier"]] == [first]


def test_who_contributes_writes_the_day_of_an_own_file_and_hears_so(world, caller_of):
    own = caller_of(member(world.school, Role.CONTRIBUTOR, username="gv", full_name="Trần Thị Bình"))
    item = create(own).json()["id"]
    file = upload(own, item, png()).json()["file"]["id"]
    with scopes_disabled():
        version = EvidenceItem.objects.get(pk=item).version
    answer = own.put(f"/evidence/items/{item}/files/{file}", {"version": version, "note": "Bản ký"})
    assert answer.status_code == 200
    assert [one["note"] for one in answer.json()["files"]] == ["Bản ký"]


def test_a_file_taken_out_before_the_answer_is_still_told(caller):
    def take_out(instance, created, **_told):
        if created:
            EvidenceFile.objects.filter(pk=instance.pk).update(removed_at=timezone.now())

    item = create(caller).json()["id"]
    post_save.connect(take_out, sender=EvidenceFile)
    try:
        answer = upload(caller, item, png())
    finally:
        post_save.disconnect(take_out, sender=EvidenceFile)
    assert answer.status_code == 200
    told = answer.json()["file"]
    assert (told["order"], told["revision"], told["reading"]["state"]) == (0, 1, "unread")


@pytest.mark.parametrize(
    "asked", ["q=%00so", "criterion=1%00.3", "status=%00pending", "after=MC%00|1", "after=MC|%001"]
)
def test_a_nul_in_the_list_reaches_no_query(caller, asked):
    """PostgreSQL refuses a NUL, SQLite does not."""
    create(caller)
    with connection.execute_wrapper(without_nul):
        assert caller.get(f"/evidence?{asked}").status_code == 200


def test_files_that_took_the_place_of_each_other_in_a_ring_end(world, caller, caller_of):
    item = create(caller).json()["id"]
    one, two = (upload(caller, item, shade(number), "a.png").json()["file"]["id"] for number in (1, 2))
    with scopes_disabled():
        for file, newer in ((one, two), (two, one)):
            EvidenceFile.objects.filter(pk=file).update(removed_at=timezone.now(), replaced_by=newer)
    assert {file["id"]: file["revision"] for file in detail(caller, item)["earlier"]} == {one: 2, two: 2}
    assert detail(caller_of(world.colleague), item) == {"files": [], "earlier": []}


def test_the_queries_do_not_grow_with_files_and_revisions(caller):
    def ask():
        with CaptureQueriesContext(connection) as seen:
            assert caller.get("/evidence").status_code == 200
        return len(seen)

    item = create(caller).json()["id"]
    upload(caller, item, shade(1), "mot.png")
    ask()
    few = ask()
    for number in range(5):
        another = create(caller).json()["id"]
        file = upload(caller, another, shade(10 + number), "x.png").json()["file"]["id"]
        for later in range(3):
            replaced(caller, file, shade(20 + number * 4 + later), "y.png")
            with scopes_disabled():
                file = EvidenceFile.objects.get(item=another, removed_at__isnull=True).pk
    assert ask() == few
    assert max(one["revision"] for one in detail(caller, another)["files"]) == 4
