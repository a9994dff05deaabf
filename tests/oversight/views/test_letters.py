import pytest

from minhdinh.common.problems import NotHere
from minhdinh.oversight.models import CampaignLetter
from minhdinh.oversight.views.letters import letter_answer


def test_a_letter_is_always_a_download_named_by_its_content() -> None:
    letter = CampaignLetter(
        name="công văn.html", extension="pdf", media_type="application/pdf", size=4, content=b"%PDF"
    )
    answer = letter_answer(letter)
    assert b"".join(answer.streaming_content) == b"%PDF"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Disposition"].endswith(".html.pdf")
    assert answer["Content-Type"] == "application/pdf"


def test_no_letter() -> None:
    with pytest.raises(NotHere):
        letter_answer(None)
