"""The plan's own texts."""

from minhdinh.improvement.domain.texts import CUSTOMARY, LABELS, texts_of
from minhdinh.improvement.models import ImprovementPlan


def test_every_customary_text_has_a_label() -> None:
    assert set(CUSTOMARY) <= set(LABELS)


def test_an_empty_plan_says_the_customary_words_and_nothing_else() -> None:
    found = texts_of(ImprovementPlan(year="2026-2027"))
    assert list(found) == list(LABELS)
    assert {key: words for key, words in found.items() if words} == CUSTOMARY


def test_what_the_school_wrote_goes_first_also_when_it_is_nothing() -> None:
    found = texts_of(ImprovementPlan(texts={"purpose": "", "limits": "Thiếu phòng máy.", "lạ": "x"}))
    assert (found["purpose"], found["limits"], found["grounds"]) == (
        "",
        "Thiếu phòng máy.",
        CUSTOMARY["grounds"],
    )
    assert "lạ" not in found


def test_two_reviews_a_year_are_promised() -> None:
    assert "ít nhất 02 lần" in CUSTOMARY["reporting"]
