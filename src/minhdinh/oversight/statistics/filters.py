"""Which schools stand behind a number: a handful of words in an address, each a condition on ``school_years``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from minhdinh.common.problems import NotHere
from minhdinh.organisations.domain.placements import path_on
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.groups import (
    AREAS,
    OWNERSHIPS,
    TYPES,
    UNKNOWN,
    Words,
    area_condition,
    direct_condition,
)
from minhdinh.oversight.statistics.holding import with_recognition
from minhdinh.oversight.statistics.plan import planned_schools
from minhdinh.oversight.statistics.table import Heading

LEVELS = ("0", "1", "2", "3", "4")
SCHOOL_YEAR = re.compile(r"[0-9]{4}-[0-9]{4}")
PLANNED = {
    "degree_1": lazy("hết hạn chuẩn quốc gia mức độ 1 trong năm học"),
    "degree_2": lazy("hết hạn chuẩn quốc gia mức độ 2 trong năm học"),
    "grade": lazy("hết hạn cấp độ kiểm định trong năm học"),
    "again": lazy("cần công nhận lại trong năm học"),
    "raise": lazy("đủ thời gian đăng ký mức độ 2 từ năm học"),
}
YES, NO = "1", "0"


@dataclass(frozen=True, slots=True)
class Place:
    """What conditions may need to know: whose schools, of which year, on which day."""

    office: Organisation
    year: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Key:
    """One word of a filter: its condition for a value, and what the value means to a reader ("" for no such value)."""

    condition: Callable[[str, Place], Q]
    words: Callable[[str], str]


def schools_behind(
    office: Organisation, year: str, day: dt.date, wanted: Mapping[str, str]
) -> QuerySet[Placement]:
    """Return the schools of an office's year that fit; raises NotHere where a word or value means nothing."""
    place = Place(office, year, day)
    rows = school_years(office, year, day)
    if RECOGNISED & wanted.keys():
        rows = with_recognition(rows, year, day)
    for name, value in wanted.items():
        _words_of(name, value)
        rows = rows.filter(KEYS[name].condition(value, place))
    return rows


def with_levels(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    """Annotate ``declared`` and ``found``, the levels of registration and external evaluation; load the school."""
    return rows.annotate(
        declared=F("registration__declared_level"), found=F("evaluation__level")
    ).select_related("school", "school__kind")


def words(wanted: Mapping[str, str]) -> list[str]:
    """Return what a filter means, a phrase a word."""
    return [_words_of(name, value) for name, value in wanted.items()]


def _words_of(name: str, value: str) -> str:
    found = KEYS[name].words(value) if name in KEYS else ""
    if not found:
        raise NotHere(_("Không có số liệu nào như vậy."))
    return found


def _below(code: str, place: Place) -> Q:
    path = path_on(place.office, place.day)
    if code == UNKNOWN:
        return direct_condition(path)
    child = Organisation.objects.filter(code=code).first()
    if child is None:
        raise NotHere(_("Không có đơn vị này."))
    # Rows are the office's own already: a code from elsewhere leaves none of them.
    return Q(path__startswith=path_on(child, place.day))


def _flag(name: str, yes: Words, no: Words) -> Key:
    told: dict[str, Words] = {YES: yes, NO: no}
    return Key(lambda value, _place: Q(**{name: value == YES}), _choice(told))


def _joined(name: str, yes: Words, no: Words) -> Key:
    told: dict[str, Words] = {YES: yes, NO: no}
    return Key(lambda value, _place: Q(**{f"{name}__isnull": value == NO}), _choice(told))


def _level(name: str, said: Words, among: Q) -> Key:
    def condition(value: str, _place: Place) -> Q:
        return among & (Q(**{f"{name}__isnull": True}) if value == UNKNOWN else Q(**{name: int(value)}))

    return Key(condition, lambda value: f"{said}: {level_words(value)}" if level_words(value) else "")


def level_words(value: str) -> str:
    """Return the name of a level: "0" … "4", or unknown; "" for anything else."""
    if value == UNKNOWN:
        return _("chưa rõ mức")
    if value == "0":
        return _("chưa đạt Mức 1")
    return _("Mức %(level)s") % {"level": value} if value in LEVELS else ""


def _progress(value: str, _place: Place) -> Q:
    if value == "done":
        return Q(completed=True)
    return Q(completed=False, assessment__isnull=value == "none")


def _compared(value: str, _place: Place) -> Q:
    found = F("evaluation__level")
    lookup = {"same": "level", "above": "level__gt", "below": "level__lt"}[value]
    return Q(evaluation__level__isnull=False, **{lookup: found})


def _planned(value: str, place: Place) -> Q:
    name, _colon, year = value.partition(":")
    heading = Heading(place.office.code, place.office.name, place.year, place.day)
    return Q(school__in=planned_schools(place.office, heading, name, year))


def _plan_words(value: str) -> str:
    name, _colon, year = value.partition(":")
    return f"{PLANNED[name]}: {year}" if name in PLANNED and SCHOOL_YEAR.fullmatch(year) else ""


def _choice(told: Mapping[str, Words]) -> Callable[[str], str]:
    return lambda value: str(told.get(value, ""))


def _unit(value: str) -> str:
    if value == UNKNOWN:
        return _("trực thuộc cơ quan")
    return _("thuộc đơn vị %(code)s") % {"code": value} if value else ""


def _column(name: str, value: str) -> Q:
    return Q(**{name: "" if value == UNKNOWN else value})


KEYS: dict[str, Key] = {
    "type": Key(lambda value, _place: _column("school_type", value), _choice(TYPES)),
    "ownership": Key(lambda value, _place: _column("ownership", value), _choice(OWNERSHIPS)),
    "area": Key(lambda value, _place: area_condition(value), _choice(AREAS)),
    "office": Key(_below, _unit),
    "progress": Key(
        _progress,
        _choice({"none": lazy("chưa mở năm học"), "working": lazy("đang tự đánh giá"), "done": lazy("đã hoàn thành báo cáo")}),
    ),
    "completed": _flag("completed", lazy("đã hoàn thành báo cáo tự đánh giá"), lazy("chưa hoàn thành báo cáo")),
    "level": _level("level", lazy("tự đánh giá"), Q(completed=True)),
    "registered": _joined("registration", lazy("đã đăng ký"), lazy("chưa đăng ký")),
    "declared": _level("registration__declared_level", lazy("đăng ký"), Q(registration__isnull=False)),
    "evaluated": _joined("evaluation", lazy("được đánh giá ngoài"), lazy("chưa được đánh giá ngoài")),
    "found": _level("evaluation__level", lazy("đánh giá ngoài"), Q(evaluation__isnull=False)),
    "compared": Key(
        _compared,
        _choice({
            "same": lazy("tự đánh giá bằng đánh giá ngoài"),
            "above": lazy("tự đánh giá cao hơn đánh giá ngoài"),
            "below": lazy("tự đánh giá thấp hơn đánh giá ngoài"),
        }),
    ),
    "recognised": _flag("recognised", lazy("được công nhận trong năm"), lazy("không được công nhận trong năm")),
    "holding": _flag("holding", lazy("công nhận đang còn hiệu lực"), lazy("không có công nhận còn hiệu lực")),
    "expiring": _flag("expiring", lazy("công nhận hết hạn trong 12 tháng"), lazy("công nhận chưa hết hạn trong 12 tháng")),
    "plan": Key(_planned, _plan_words),
    "degree": Key(
        lambda value, _place: Q(degree=int(value)),
        _choice({"1": lazy("chuẩn quốc gia mức độ 1"), "2": lazy("chuẩn quốc gia mức độ 2")}),
    ),
}  # fmt: skip
RECOGNISED = frozenset({"recognised", "holding", "expiring", "degree"})
