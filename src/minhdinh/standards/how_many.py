"""How many dated records are needed, in words: what is asked, on whose word, and what is still missing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minhdinh.standards.catalogue import HowMany


def asked_in_words(asked: HowMany) -> str:
    """Return how many are needed and whether law or practice says so."""
    words = _least(asked)
    if asked.reference:
        return _("%(least)s (%(reference)s)") % {"least": words, "reference": asked.reference}
    return _("%(least)s (thông lệ; không văn bản nào ấn định)") % {"least": words}


def missing_in_words(asked: HowMany, there: int, undated: int = 0) -> str:
    """Return what is still missing: how many are needed, how many there are, how many records lack their day."""
    words = _("cần ít nhất %(number)d lần, mới có %(there)d") % {"number": asked.number, "there": there}
    if asked.yearly:
        words = _("%(words)s trong năm học") % {"words": words}
    if undated:
        words = _("%(words)s; %(count)d minh chứng chưa ghi ngày nên chưa tính") % {
            "words": words,
            "count": undated,
        }
    return words


def _least(asked: HowMany) -> str:
    if asked.yearly:
        return _("ít nhất %(number)d lần trong năm học, mỗi lần một ngày") % {"number": asked.number}
    return _("ít nhất %(number)d lần, mỗi lần một ngày") % {"number": asked.number}
