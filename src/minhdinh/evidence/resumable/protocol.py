"""What tus 1.0 says in headers: pure reading and writing, and the refusals that the protocol names."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime

from minhdinh.common.problems import Problem
from minhdinh.lib.text import whole_number

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration"
PIECE = "application/offset+octet-stream"
MOST_DIGITS = 15
MOST_METADATA = 6000
MADE, TAKEN, WRONG_OFFSET, GONE, UNMET, TOO_LARGE, WRONG_TYPE, BUSY = 201, 204, 409, 410, 412, 413, 415, 423
UNREADABLE = 400


class Refused(Problem):
    """A request of the protocol that cannot be followed; ``status`` and ``headers`` tell a program, the sentence a person."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Announced:
    """A file as its sender announces it: its name, and where it goes (all empty: the inbox)."""

    name: str
    item: str = ""
    criterion: str = ""
    track: str = ""


def require_version(told: str) -> None:
    """Raise Refused (412) where the sender speaks another version."""
    if told != VERSION:
        raise Refused(UNMET, "Trình duyệt dùng cách gửi mà máy chủ không biết.", {"Tus-Version": VERSION})


def number(text: str, name: str) -> int:
    """Return a whole number of a header; raises Refused (400) for anything else."""
    found = whole_number(text, longest=MOST_DIGITS)
    if found is None:
        raise Refused(UNREADABLE, f"Tiêu đề {name} phải là một số nguyên.")
    return found


def announced(metadata: str) -> Announced:
    """Read ``Upload-Metadata``: keys and base64 values by commas; raises Refused (400) for what is no text."""
    if len(metadata) > MOST_METADATA:
        raise Refused(UNREADABLE, "Tên tệp dài quá. Hãy đặt tên ngắn hơn rồi gửi lại.")
    values = {}
    for pair in filter(None, (part.strip() for part in metadata.split(","))):
        key, _space, value = pair.partition(" ")
        values[key] = _text(value)
    known = {name: values.get(name, "") for name in ("item", "criterion", "track")}
    return Announced(name=values.get("filename", ""), **known)


def _text(value: str) -> str:
    try:
        text = base64.b64decode(value.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise Refused(UNREADABLE, "Tên tệp có ký tự không đọc được. Hãy đổi tên tệp rồi gửi lại.") from error
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise Refused(UNREADABLE, "Tên tệp có ký tự điều khiển. Hãy đổi tên tệp rồi gửi lại.")
    return text


def http_day(moment: dt.datetime) -> str:
    """Return a moment as ``Upload-Expires`` writes it."""
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)
