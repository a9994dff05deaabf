"""What everybody may read of a final report: levels and remarks; no member, no vote, no objection, no contact."""

import time
from dataclasses import asdict
from typing import Any, Literal
from unicodedata import normalize

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.content import digest
from minhdinh.appraisals.domain.concluding.queries import final_report
from minhdinh.appraisals.models import BodyMember, Draft
from minhdinh.common.problems import Problem
from minhdinh.portal.domain.public_evaluation import CONTACT, public_evaluation
from tests.appraisals.concluded import ADVICE, STRENGTH, WEAKNESS
from tests.appraisals.registered import TT57, TT2018, World
from tests.assessments.cases import SMALL
from tests.portal.decided import decided

pytestmark = pytest.mark.django_db


def final(world: World, **content: Any) -> Draft:
    """Return the final report with parts of its content replaced."""
    with scopes_disabled():
        found = final_report(world.fresh())
    assert found is not None
    found.content = {**found.content, **content}
    found.sha256 = digest(found.content)
    return found


@pytest.mark.parametrize("regime", [TT57, TT2018])
def test_levels_remarks_and_recommendations_are_shown(regime: str) -> None:
    world = decided(regime)
    report = public_evaluation(final(world))
    found = [one for section in report.sections for one in section.criteria]
    assert len(found) == len(SMALL)
    assert {text for one in found for _label, text in one.remarks} == {STRENGTH, WEAKNESS, ADVICE}
    assert {one.level for one in found} == {"Đạt Mức 1"}
    assert report.school == world.school.name
    assert report.result
    assert [text for _label, text in report.parts] == ["Đề nghị công nhận."]
    assert not report.covered


def test_people_and_inner_words_stay_inside() -> None:
    world = decided()
    draft = final(world)
    inner = {
        "objections": [
            {
                "draft": 1,
                "track": "",
                "criterion": "",
                "text": "Ý kiến riêng",
                "reply": "",
                "reply_reason": "",
            }
        ],
        "parts": [
            {"key": "introduction", "label": "Giới thiệu", "text": "Mở đầu nêu tên"},
            {"key": "process", "label": "Quá trình", "text": "Quá trình nêu tên"},
            {"key": "to_office", "label": "Với cơ quan", "text": "Riêng cơ quan"},
        ],
    }
    for row in draft.content["criteria"]:
        row |= {"unclear": "Điều chưa rõ", "reason": "Lý do khác"}
    shown = str(asdict(public_evaluation(final(world, **inner, criteria=draft.content["criteria"]))))
    for words in ("Ý kiến riêng", "nêu tên", "Riêng cơ quan", "Điều chưa rõ", "Lý do khác", "Chuyên gia"):
        assert words not in shown, words
    assert str(draft.content["seal"]["sha256"]) not in shown


def test_names_mails_and_telephones_in_the_texts_are_covered() -> None:
    world = decided()
    draft = final(world)
    name = draft.content["body"]["members"][0]["name"]
    rows = draft.content["criteria"]
    rows[0]["strengths"] = f"Theo {name.upper()}, thư mau.a@truong.example.vn, máy 0912 345 678."
    report = public_evaluation(final(world, criteria=rows))
    assert report.sections[0].criteria[0].remarks[0][1] == "Theo …, thư …, máy …."
    assert report.covered


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_former_members_are_covered_however_they_are_encoded(form: Literal["NFC", "NFD"]) -> None:
    world = decided()
    draft = final(world)
    with scopes_disabled():
        one = BodyMember.objects.filter(body__case=world.registered).first()
        assert one is not None
        BodyMember.objects.filter(pk=one.pk).update(name="Đỗ Thị Hường", ended_at=timezone.now())
    rows = draft.content["criteria"]
    rows[0]["strengths"] = normalize(form, "Theo Đỗ Thị Hường thì tốt.")
    report = public_evaluation(final(world, criteria=rows))
    assert report.sections[0].criteria[0].remarks[0][1] == normalize("NFC", "Theo … thì tốt.")
    assert report.covered


@pytest.mark.parametrize(
    "text",
    [
        "năm học 2026-2027",
        "mức 1.200.000",
        "12.050.000.000 đồng",
        "84.500.000.000 đồng",
        "0,5 điểm",
        "QĐ 0123/QĐ-SGDĐT",
        "12345678901",
        "05.06.2027 - 10.07.2027",
        "05.06.2027-10.07.2027",
        "05/06/2027 \u2013 10/07/2027",
        "ngày 5.6.2027. 3 tiết",
        "tháng 09.2026 - 05.2027",
        "giỏi: 05 (2025-2026)",
        "2025-2026: 05\n2026-2027: 06",
        "Điều 84 (2026-2027)",
    ],
)
def test_figures_are_no_telephones(text: str) -> None:
    assert not CONTACT.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "+84 912 345 678",
        "0912345678",
        "024.3825.1234",
        "(024) 3823 1234",
        "(0251) 3.822.123",
        "0912\u00a0345\u00a0678",
        "0912 \u2013 345 \u2013 678",
        "84912345678",
        "84 24 3823 1234",
        "+84 (0)912 345 678",
        "(+84) (24) 3823 1234",
        "0084912345678",
        "ten.ho+1@x-y.edu.vn",
    ],
)
def test_telephones_and_mails_are_found(text: str) -> None:
    assert CONTACT.sub("", text) == ""


def test_neighbours_are_told_apart() -> None:
    text = "05.06.2027-0912345678 - 0987654321; 024.38231234/0912345678, 0912 345 678 12 lớp"
    assert CONTACT.sub("#", text) == "05.06.2027-# - #; #/#, # 12 lớp"


@pytest.mark.parametrize("letters", ["a", "0", "a@", "84(", "(0", "0.-"])
def test_time_grows_with_the_length_only(letters: str) -> None:
    begin = time.process_time()
    CONTACT.sub("", letters * (100_000 // len(letters)))
    assert time.process_time() - begin < 3


def test_several_tracks_are_told_apart_and_items_of_level_4_by_themselves() -> None:
    world = decided()
    rows = final(world).content["criteria"]
    twice = [*rows, *({**one, "track": "thpt", "track_label": "THPT"} for one in rows)]
    twice.append({**rows[0], "item": True, "code": "Mức 4, a"})
    headings = [one.heading for one in public_evaluation(final(world, criteria=twice)).sections]
    assert sum(one.startswith("THPT. ") for one in headings) == len(headings) // 2
    assert headings[-1].endswith("Yêu cầu của Mức 4")


def test_nothing_is_shown_of_a_report_that_is_not_as_it_was_kept() -> None:
    world = decided()
    draft = final(world)
    draft.content = {**draft.content, "year": "2001-2002"}
    with pytest.raises(Problem, match="không còn khớp"):
        public_evaluation(draft)
    draft = final(world)
    draft.final = False
    with pytest.raises(Problem):
        public_evaluation(draft)
