"""What stands in headers."""

import datetime as dt

import pytest

from minhdinh.evidence.resumable.protocol import (
    Announced,
    Refused,
    announced,
    http_day,
    number,
    require_version,
)
from tests.evidence.resumable.sender import metadata


def test_metadata_in_vietnamese() -> None:
    told = metadata(filename="Kế hoạch năm học.pdf", criterion="1.3", track="thcs", item="")
    assert announced(told) == Announced("Kế hoạch năm học.pdf", "", "1.3", "thcs")


@pytest.mark.parametrize("told", ["", ",", " , ,", "is_confidential", "other aGk="])
def test_nothing_known_is_announced(told: str) -> None:
    assert announced(told) == Announced("")


@pytest.mark.parametrize(
    "told", ["filename !", "filename aGk", "filename gICA", "filename AA==", "filename Cg=="]
)
def test_what_is_no_text(told: str) -> None:
    with pytest.raises(Refused) as refused:
        announced(told)
    assert refused.value.status == 400


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_numbers(text: str, value: int) -> None:
    assert number(text, "Upload-Offset") == value


@pytest.mark.parametrize("text", ["", " 1", "+1", "-1", "1_0", "²", "٣", "9" * 16])
def test_no_numbers(text: str) -> None:
    with pytest.raises(Refused, match="Upload-Offset"):
        number(text, "Upload-Offset")


def test_versions() -> None:
    require_version("1.0.0")
    with pytest.raises(Refused) as refused:
        require_version("2.0.0")
    assert (refused.value.status, refused.value.headers) == (412, {"Tus-Version": "1.0.0"})


def test_days_as_http_writes_them() -> None:
    moment = dt.datetime(2026, 11, 22, 7, 5, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert http_day(moment) == "Sun, 22 Nov 2026 00:05:00 GMT"
