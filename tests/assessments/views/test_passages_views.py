"""The contract of saving: docs/architecture, "Passages"."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Passage, PassageRevision, SelfAssessment
from tests.assessments.cases import Case, item, make_case, new_save_id, rich, small_set, write


def send(client: Client, url: str, data: Any) -> HttpResponse:
    content = data if isinstance(data, str | bytes) else json.dumps(data)
    return client.post(url, content, content_type="application/json")


def save(case: Case, role: str = Role.SECRETARY, **changes: Any) -> HttpResponse:
    data = {
        "slot": case.slot(),
        "version": 0,
        "body": rich("Nhà trường có 18 lớp."),
        "save_id": new_save_id(),
        **changes,
    }
    return send(case.client(role), case.url("doan-van/luu"), data)


def test_a_save_answers_exactly_what_the_contract_says(small: Case) -> None:
    proof = item(small)
    response = save(small, body=rich("Có hồ sơ", [proof]))
    row = Passage.objects.get()
    assert response.status_code == 200
    answer = response.json()
    assert answer.pop("saved_label").startswith("Đã lưu ")
    assert answer == {
        "slot": small.slot(),
        "version": 1,
        "saved_at": row.saved_at.isoformat(),
        "citations": [{"evidence": str(proof.pk), "code": proof.code}],
    }


def test_a_repeated_save_answers_the_same(small: Case) -> None:
    first = save(small, save_id="cung-mot-lan")
    again = save(small, save_id="cung-mot-lan", body=rich("khác"))
    assert again.json() == first.json()
    assert PassageRevision.objects.count() == 1


def test_a_conflict_carries_both_texts(small: Case) -> None:
    proof = item(small)
    write(small, small.slot(), "Bản đang đứng", [proof])
    response = save(small, body=rich("Bản của tôi", [proof]))
    standing = Passage.objects.get()
    assert response.status_code == 409
    answer = response.json()
    assert set(answer) == {
        "slot", "version", "body", "html", "updated_by", "updated_at", "message", "yours_html", "beside",
    }  # fmt: skip
    assert (answer["slot"], answer["version"], answer["body"]) == (small.slot(), 1, standing.body)
    assert answer["updated_by"] == standing.author_name
    assert answer["updated_at"] == standing.saved_at.isoformat()
    assert "Bản đang đứng" in answer["html"]
    assert proof.code in answer["html"]
    assert "Bản của tôi" in answer["yours_html"]
    assert "giữ nguyên" in answer["message"]


@pytest.mark.parametrize(
    "data",
    [
        "không phải JSON",
        b"\xff\xfe",
        "[]",
        "null",
        {"slot": "report:I.2.a", "body": {}, "save_id": "du-dai-roi"},
        {"slot": "report:I.2.a", "version": "0", "body": {}, "save_id": "du-dai-roi"},
        {"slot": "report:I.2.a", "version": True, "body": {}, "save_id": "du-dai-roi"},
        {"slot": "report:I.2.a", "version": 0, "body": "chữ", "save_id": "du-dai-roi"},
        {"slot": "report:I.2.a", "version": 0, "body": {}, "save_id": "x"},
    ],
)
def test_what_is_malformed_is_told_in_words(small: Case, data: Any) -> None:
    response = send(small.client(), small.url("doan-van/luu"), data)
    assert response.status_code == 422
    assert response.json()["message"]
    assert not Passage.objects.exists()


@pytest.mark.parametrize("slot", ["statement:thcs:9.9:1:x", "statement:thpt:1.3:1:1.3.1a", "", 7, None])
def test_there_is_no_such_place(small: Case, slot: Any) -> None:
    assert save(small, slot=slot).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.VIEWER, 403),
        (Role.CONTRIBUTOR, 403),
        (Role.SCHOOL_ADMIN, 403),
        (Role.MEMBER, 403),
        (Role.CHAIR, 200),
    ],
)
def test_who_may_save(small: Case, role: str, status: int) -> None:
    response = save(small, role)
    assert response.status_code == status
    assert Passage.objects.exists() is (status == 200)
    assert status == 200 or response.json()["message"]


def test_a_stranger_is_told_nothing(small: Case) -> None:
    other = make_case(standard_set=small_set())
    data = {"slot": small.slot(), "version": 0, "body": {}, "save_id": new_save_id()}
    for client in (other.client(Role.PRINCIPAL), other.client(Role.VIEWER)):
        assert send(client, small.url("doan-van/luu"), data).status_code == 404
    assert send(Client(), small.url("doan-van/luu"), data).status_code == 401


def test_a_sealed_report_takes_no_text(small: Case) -> None:
    SelfAssessment.objects.update(state=State.SEALED, complete=True)
    response = save(small)
    assert response.status_code == 422
    assert "niêm phong" in response.json()["message"]


def test_saving_is_never_a_get(small: Case) -> None:
    assert small.client().get(small.url("doan-van/luu")).status_code == 405


def history(case: Case, slot: str, role: str = Role.VIEWER) -> HttpResponse:
    return case.client(role).get(case.url("doan-van/lich-su/"), {"slot": slot})


def test_history_shows_each_version_against_the_one_before(small: Case) -> None:
    write(small, small.slot(), "Có 17 lớp")
    write(small, small.slot(), "Có 18 lớp")
    response = history(small, small.slot())
    shown = response.context["revisions"]
    assert [(one["row"].version, one["current"]) for one in shown] == [(2, True), (1, False)]
    assert "<ins>" in str(shown[0]["diff"])
    assert "<del>" in str(shown[0]["diff"])
    assert "Khôi phục" in response.content.decode()


def test_an_unwritten_place_has_no_history(small: Case) -> None:
    assert history(small, small.slot()).status_code == 404
    assert history(small, "nonsense").status_code == 404


def test_restoring_from_the_page(small: Case) -> None:
    write(small, small.slot(), "một")
    write(small, small.slot(), "hai")
    data = {"slot": small.slot(), "version": "2", "from": "1"}
    response = small.client().post(small.url("doan-van/khoi-phuc"), data)
    assert response.status_code == 302
    assert small.slot() in response.headers["Location"]
    assert Passage.objects.get().text == "một"


@pytest.mark.parametrize(
    "data", [{}, {"version": "2"}, {"version": "²", "from": "1"}, {"version": "2", "from": "-1"}]
)
def test_restoring_nothing_is_told_in_words(small: Case, data: dict[str, str]) -> None:
    write(small, small.slot(), "một")
    response = small.client().post(small.url("doan-van/khoi-phuc"), {"slot": small.slot(), **data})
    assert response.status_code == 422


def test_who_only_reads_restores_nothing(small: Case) -> None:
    write(small, small.slot(), "một")
    data = {"slot": small.slot(), "version": "1", "from": "1"}
    assert small.client(Role.VIEWER).post(small.url("doan-van/khoi-phuc"), data).status_code == 403


def test_history_leads_back_to_where_the_text_stands(small: Case) -> None:
    write(small, small.slot(level=2), "Có")
    write(small, "remark:1:strengths", "Mạnh")
    write(small, "report:I.2.a", "Xã có 12 thôn")
    back = {
        small.slot(level=2): ("tieu-chi/thcs/1.3/?muc=2#yc-1.3.2a", "Tiêu chí 1.3"),
        "remark:1:strengths": ("nhan-xet/", "Nhận xét tiêu chuẩn"),
        "report:I.2.a": ("bao-cao/", "Phần chung của báo cáo"),
    }
    for slot, (rest, label) in back.items():
        html = history(small, slot).content.decode()
        assert f'<a href="{small.url(rest)}">{label}</a>' in html
        assert small.client(Role.VIEWER).get(small.url(rest.partition("#")[0])).status_code == 200
