from decimal import Decimal

import pytest

from minhdinh.improvement.rules.figures import shown


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Decimal("62.50"), "62,5"),
        (Decimal("320.00"), "320"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.25"), "-0,25"),
        (Decimal(0), "0"),
        (None, ""),
    ],
)
def test_figures_have_a_comma_and_no_idle_zeros(figure: Decimal | None, words: str) -> None:
    assert shown(figure) == words
