"""Who changed what of a sheet, from what to what: one list of answers, levels, texts and steps."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.assessments.domain.comments import may_follow
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.enums import AnswerValue, ChangeKind, ReviewStep, SheetState
from minhdinh.assessments.models import Sheet, SheetChange
from minhdinh.assessments.presenters.comments import slot_label
from minhdinh.common.keyset import Page
from minhdinh.standards.catalogue import Labels

MOVE_LABELS = {
    "hand_in": "Trình phiếu",
    "take_back": "Rút lại",
    "pass_on": "Chuyển bước sau",
    "approve": "Duyệt phiếu",
    "return": "Trả lại",
}


def build_sheet_history(actor: Actor, sheet: Sheet, page: Page[SheetChange]) -> dict[str, object]:
    """Return the table of a page of a sheet's record (no query); a text's line leads to both its versions.

    Why a sheet was returned is talk of the school: only who may follow that reads it here.
    """
    columns = (
        ("at", "Lúc"), ("what", "Việc"), ("before", "Từ"), ("after", "Thành"), ("reason", "Ghi chú"), ("by", "Người làm")
    )  # fmt: skip
    labels = sheet.assessment.standard_set.catalogue.labels
    return {
        "caption": _("Lịch sử phiếu tiêu chí %(code)s") % {"code": criterion_name(sheet)},
        "columns": [{"key": key, "label": label} for key, label in columns],
        "rows": [_line(sheet, one, labels, talk=may_follow(actor)) for one in page.rows],
        "page": page,
        "empty": {
            "title": "Chưa có lịch sử",
            "text": "Mỗi lần trả lời, ghi mức, sửa đoạn văn hay chuyển bước sẽ thành một dòng ở đây.",
            "icon": "history",
        },
    }


def _line(sheet: Sheet, one: SheetChange, labels: Labels, *, talk: bool) -> dict[str, object]:
    before, after = (_value(one, text, labels) for text in (one.before, one.after))
    return {
        "url": _text_url(sheet, one.field) if one.kind == ChangeKind.TEXT else "",
        "cells": {
            "at": f"{timezone.localtime(one.saved_at):%H:%M:%S %d/%m/%Y}",
            "what": _what(one),
            "before": before,
            "after": after,
            "reason": _reason(one, talk=talk),
            "by": one.author_name,
        },
    }


def _what(one: SheetChange) -> str:
    if one.kind == ChangeKind.ANSWER:
        return _("Trả lời yêu cầu %(id)s") % {"id": one.field}
    if one.kind == ChangeKind.LEVEL:
        return _("Mức của tiêu chí")
    if one.kind == ChangeKind.TEXT:
        return slot_label(one.field)
    if one.kind == ChangeKind.FALL:
        return _("Duyệt hết hiệu lực")
    return MOVE_LABELS.get(one.field, one.field)


def _reason(one: SheetChange, *, talk: bool) -> str:
    if one.kind == ChangeKind.FALL:
        return _("Vì sửa: %(what)s. Người đã duyệt: %(who)s") % {"what": one.field, "who": one.reason or "—"}
    if one.kind == ChangeKind.MOVE and one.field == "approve":
        return _("Đã đọc bản %(version)s của phiếu") % {"version": one.read.get("version", "")}
    if one.kind == ChangeKind.MOVE and one.field == "return" and not talk:
        return ""
    return one.reason


def _value(one: SheetChange, text: str, labels: Labels) -> str:
    if one.kind == ChangeKind.ANSWER:
        return str(AnswerValue(text).label) if text else _("Chưa xét")
    if one.kind == ChangeKind.LEVEL:
        return labels.criterion_result(int(text) if text else None)
    if one.kind == ChangeKind.TEXT:
        return _("Bản %(number)s") % {"number": text} if text != "0" else _("(trống)")
    state, _colon, step = text.partition(":")
    name = str(SheetState(state).label)
    return f"{name} ({ReviewStep(step).label})" if step else name


def _text_url(sheet: Sheet, slot: str) -> str:
    base = {"code": sheet.assessment.school.code, "year": sheet.assessment.year}
    return f"{reverse('assessments:passage-history', kwargs=base)}?{urlencode({'slot': slot})}"
