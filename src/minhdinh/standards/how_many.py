"""How many dated records are needed, in words: what is asked, on whose word, and what is still missing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minhdinh.standards.catalogue import HowMany


def asked_in_words(asked: HowMany) -> str:
    """Return how many are needed by law, with its reference, or are good to have by practice."""
    if not asked.reference:
        return _("nên có ít nhất %(number)d lần, mỗi lần một ngày (thông lệ)") % {"number": asked.number}
    if asked.yearly:
        words = _("ít nhất %(number)d lần trong năm học, mỗi lần một ngày") % {"number": asked.number}
    else:
        words = _("ít nhất %(number)d lần, mỗi lần một ngày") % {"number": asked.number}
    return _("%(least)s (%(reference)s)") % {"least": words, "reference": asked.reference}


def missing_in_words(asked: HowMany, there: int, undated: int = 0) -> str:
    """Return what is still missing: how many are needed, how many there are, how many records lack their day."""
    said = {"number": asked.number, "there": there}
    if not asked.reference:
        words = _("nên có ít nhất %(number)d lần, mới có %(there)d (thông lệ)") % said
    elif asked.yearly:
        words = _("trong năm học cần ít nhất %(number)d lần, mới có %(there)d") % said
    else:
        words = _("cần ít nhất %(number)d lần, mới có %(there)d") % said
    if undated:
        words = _("%(words)s; %(count)d minh chứng chưa ghi ngày nên chưa tính") % {
            "words": words,
            "count": undated,
        }
    return words
