"""The tables by name: what each is called, what it shows, and the function that makes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.common.problems import NotHere
from minhdinh.organisations.domain.placements import day_of_year
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics.self_assessment import self_assessment_by_level
from minhdinh.oversight.statistics.table import Heading, StatTable

Maker = Callable[[Organisation, Heading], StatTable]


@dataclass(frozen=True, slots=True)
class Table:
    """An entry: the id in addresses and commands, title and purpose for people, the number of years it needs."""

    id: str
    title: str | Promise
    purpose: str | Promise
    maker: Maker
    years: int = 1


TABLES: tuple[Table, ...] = (
    Table(
        "self-assessment-by-level",
        _("Tình hình tự đánh giá, đánh giá ngoài theo cấp học"),
        _("Biểu của báo cáo học kỳ, báo cáo năm: mỗi cấp học có bao nhiêu trường đã hoàn thành báo cáo."),
        self_assessment_by_level,
    ),
)


def table_named(table_id: str) -> Table:
    """Return an entry by its id; raises NotHere."""
    for one in TABLES:
        if one.id == table_id:
            return one
    raise NotHere(f"Không có bảng thống kê “{table_id}”. Các bảng: {', '.join(one.id for one in TABLES)}.")


def make_table(table_id: str, office: Organisation, year: str, day: dt.date | None = None) -> StatTable:
    """Make a table of an office's school year as it is known now.

    ``day`` is the day whose tree counts; without it the year's own (today while the year runs). The number of
    queries does not depend on the number of schools.
    """
    counted = day or day_of_year(year, timezone.localdate())
    return table_named(table_id).maker(office, Heading(office.code, office.name, year, counted))
