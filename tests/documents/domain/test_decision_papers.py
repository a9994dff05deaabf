"""Papers of a recognition: what they say, who may make them, and the QR in the produced PDF read back."""

import datetime as dt
import io

import pytest
from django.test import Client
from docx import Document

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import path_scope, scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.documents.domain.decision_papers import make_paper, papers_of
from minhdinh.documents.forms.giay_chung_nhan import form as certificate
from minhdinh.documents.forms.giay_chung_nhan.make_template import make as make_certificate
from minhdinh.documents.forms.quyet_dinh_cong_nhan import form as recognises
from minhdinh.documents.forms.quyet_dinh_cong_nhan.make_template import make as make_recognises
from minhdinh.documents.forms.quyet_dinh_thu_hoi import form as revokes
from minhdinh.documents.forms.quyet_dinh_thu_hoi.make_template import make as make_revokes
from minhdinh.documents.pdf import available
from minhdinh.documents.templating import docx_bytes
from minhdinh.organisations.domain.renaming import rename_organisation
from minhdinh.recognition.domain.decisions import revoke_decision
from tests.documents.docx_text import parts_of, text_of
from tests.documents.qr_reading import modules_of, pictures_of
from tests.documents.qr_reading import text_of as read_qr
from tests.factories import acting, make_world, member
from tests.recognition.register import fresh, recognise

D = dt.date


@pytest.fixture
def world(db):
    return make_world()


def made(world, decision, paper="quyet-dinh", suffix="docx", actor=None):
    with path_scope(world.department.path):
        return make_paper(
            actor=actor or acting(world.officer, world.department),
            office=world.department,
            decision=fresh(decision),
            paper=paper,
            suffix=suffix,
        )


@pytest.mark.parametrize(
    ("form", "make"),
    [(recognises, make_recognises), (revokes, make_revokes), (certificate, make_certificate)],
)
def test_the_template_is_what_its_script_makes(form, make):
    assert parts_of(docx_bytes(make())) == parts_of(form.FORM.template())
    assert not form.FORM.fits("tt57-2026-pho-thong"), "it belongs to a decision, not to a self-assessment"


def test_the_decision_says_what_the_register_says(world):
    decision = recognise(
        world.school, number="9/QĐ-SGDĐT", decided_on=D(2026, 8, 3), degree=2, signer="Nguyễn Văn Mẫu"
    )
    answer = made(world, decision)
    words = text_of(answer.content)
    for part in (
        "Số: 9/QĐ-SGDĐT",
        "ngày 03 tháng 8 năm 2026",
        "Công nhận Trường THCS An Bình đạt chuẩn quốc gia mức độ 2",
        "đến hết ngày 02/08/2031",
        "Điều 17 Thông tư 57/2026/TT-BGDĐT",
        "Nguyễn Văn Mẫu",
    ):
        assert part in words, part
    assert "<watermark>" not in words, "nothing is missing"
    assert answer.name.startswith("quyet-dinh-cong-nhan-")
    assert answer.name.endswith("-9-qd-sgddt.docx")


def test_of_2018_the_province_signs_the_national_standard(world):
    decision = recognise(world.school, number="8/QĐ", decided_on=D(2025, 8, 3), degree=1, grade=3)
    with scopes_disabled():
        assert [name for name, _title in papers_of(fresh(decision))] == [
            "quyet-dinh",
            "chung-nhan-degree",
            "chung-nhan-grade",
        ]
    degree = text_of(made(world, decision, "chung-nhan-degree").content)
    grade = text_of(made(world, decision, "chung-nhan-grade").content)
    assert "BẰNG CÔNG NHẬN TRƯỜNG ĐẠT CHUẨN QUỐC GIA" in degree
    assert "CHỦ TỊCH" in degree
    assert "cấp độ 3" in grade
    assert "GIÁM ĐỐC" in grade
    assert "mức độ 1" not in grade


def test_each_certificate_prints_its_own_number(world):
    both = recognise(
        world.school, certificate="B-01; C-02", number="8/QĐ", decided_on=D(2025, 8, 3), degree=1, grade=3
    )
    words = {kind: text_of(made(world, both, f"chung-nhan-{kind}").content) for kind in ("grade", "degree")}
    assert [("B-01" in one, "C-02" in one) for one in words.values()] == [(True, False), (False, True)]
    one = recognise(world.school, certificate="D-01; D-02", number="9/QĐ", decided_on=D(2026, 8, 3), degree=2)
    assert "D-01; D-02" in text_of(made(world, one, "chung-nhan-degree").content)


def test_a_revocation_has_its_paper_and_only_then(world):
    decision = recognise(world.school, decided_on=D(2025, 8, 3))
    with pytest.raises(NotHere):
        made(world, decision, "thu-hoi")
    revoke_decision(
        actor=system_actor(world.school.pk),
        school=world.school,
        decision_id=decision.pk,
        day=D(2026, 1, 5),
        reason="Không giữ chuẩn {{ 7 }}",
        number="99/QĐ",
    )
    words = text_of(made(world, decision, "thu-hoi").content)
    assert "Số: 99/QĐ" in words
    assert "Lý do: Không giữ chuẩn {{ 7 }}" in words, "people's words are no template"
    assert "05 tháng 01 năm 2026" in words


@pytest.mark.parametrize(
    ("paper", "suffix"), [("khac", "docx"), ("chung-nhan-grade", "docx"), ("quyet-dinh", "exe")]
)
def test_what_a_decision_has_not_is_not_found(world, paper, suffix):
    with pytest.raises(NotHere):
        made(world, recognise(world.school), paper, suffix)


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.SUPERVISOR])
def test_only_who_records_makes_them(world, role):
    decision = recognise(world.school)
    with pytest.raises(NotAllowed):
        made(world, decision, actor=acting(member(world.commune, role), world.commune))


def test_the_making_stands_in_the_schools_record(world):
    made(world, recognise(world.school))
    entry = Entry.objects.filter(action="document.decision_paper").get()
    assert (entry.organisation_id, entry.home_id) == (world.school.pk, world.department.pk)


def test_the_qr_in_the_word_file_leads_to_the_public_page(world, settings):
    settings.MINHDINH_PUBLIC_URL = "https://minhdinh.example/"
    decision = recognise(world.school)
    content = made(world, decision, "chung-nhan-degree").content
    document = Document(io.BytesIO(content))
    assert len(document.inline_shapes) == 1
    assert f"https://minhdinh.example/xac-minh/{decision.token}/" in text_of(content)


@pytest.mark.skipif(not available(), reason="LibreOffice is not installed")
def test_the_qr_of_the_produced_pdf_is_read_and_followed(world, settings):
    settings.MINHDINH_PUBLIC_URL = "https://minhdinh.example"
    decision = recognise(world.school, valid_to=D(2999, 1, 1))
    content = made(world, decision, "chung-nhan-degree", "pdf").content
    assert content.startswith(b"%PDF")
    pictures = pictures_of(content)
    assert len(pictures) == 1
    address = read_qr(modules_of(pictures[0]))
    assert address == f"https://minhdinh.example/xac-minh/{decision.token}/"
    path = address.removeprefix("https://minhdinh.example")
    assert "Còn hiệu lực" in Client().get(path).content.decode()
    pictures[0][40] = [255 - value for value in pictures[0][40]]
    pictures[0][120:160] = [[0] * len(row) for row in pictures[0][120:160]]
    with pytest.raises((AssertionError, UnicodeDecodeError, KeyError, StopIteration)):
        assert read_qr(modules_of(pictures[0])) == address


def test_the_name_is_the_one_that_was_signed_for(world):
    decision = recognise(world.school, number="9/QĐ", decided_on=D(2026, 8, 3), degree=2)
    rename_organisation(
        actor=system_actor(),
        organisation=world.school,
        name="Trường THCS Mới",
        day=D(2026, 9, 1),
        basis="QĐ 1",
    )
    later = recognise(world.school, number="10/QĐ", decided_on=D(2026, 9, 2), degree=1)
    assert "Công nhận Trường THCS An Bình" in text_of(made(world, decision).content)
    assert "Công nhận Trường THCS Mới" in text_of(made(world, later).content)
