"""The invented registration templates are tried with."""

import json

from minhdinh.documents.options import Options
from minhdinh.documents.registry import forms
from minhdinh.documents.sample import sample_dossier
from minhdinh.documents.sample_case import sample_case
from tests.documents import sample_case as rich
from tests.documents.docx_text import highlighted
from tests.documents.making import make


def test_a_fresh_one_each_time_and_plain_data():
    first = sample_case()
    first["body"]["members"][0]["name"] = "khác"
    assert sample_case()["body"]["members"][0]["name"] == "Nguyễn Văn A"
    assert json.loads(json.dumps(first)) == first


def test_it_has_no_part_the_room_does_not_build():
    assert set(sample_case()) - {"asked_step", "asked_draft"} <= set(rich.council_case())


def test_every_paper_of_a_registration_fills_every_branch_of_its_template():
    for one in (form for form in forms() if form.about == "case"):
        unknown: dict[str, None] = {}
        one.fill(sample_dossier(), Options(), unknown)
        assert not unknown, one.id


def test_the_papers_made_of_it_lack_nothing():
    for form in ("bao-cao-danh-gia-ngoai", "bien-ban-tham-dinh", "quyet-dinh-thanh-lap-doan"):
        assert highlighted(make(form, sample_dossier())) == []
