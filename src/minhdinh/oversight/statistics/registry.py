"""The tables by name: what each is called, what it shows, and the function that makes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere
from minhdinh.organisations.domain.placements import day_of_year
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics.communes import by_commune
from minhdinh.oversight.statistics.criteria import criteria_weakness
from minhdinh.oversight.statistics.levels import levels_reached, self_vs_external
from minhdinh.oversight.statistics.plan import recognition_plan
from minhdinh.oversight.statistics.recognition import recognition
from minhdinh.oversight.statistics.registration import (
    registered_schools,
    registration,
    unregistered_schools,
)
from minhdinh.oversight.statistics.self_assessment import self_assessment_by_level
from minhdinh.oversight.statistics.table import Heading, StatTable
from minhdinh.oversight.statistics.trend import trend

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
        _("Tự đánh giá, đánh giá ngoài theo cấp học"),
        _("Biểu của báo cáo học kỳ, báo cáo năm: mỗi cấp học có bao nhiêu trường đã hoàn thành báo cáo."),
        self_assessment_by_level,
    ),
    Table(
        "levels-reached",
        _("Mức đạt được"),
        _("Mỗi cấp học có bao nhiêu trường tự đánh giá đạt từng mức."),
        levels_reached,
    ),
    Table(
        "criteria-weakness",
        _("Theo tiêu chuẩn, tiêu chí"),
        _("Các trường còn yếu ở tiêu chí nào; chỉ có số lượng, không nêu tên trường."),
        criteria_weakness,
    ),
    Table(
        "self-vs-external",
        _("Tự đánh giá so với đánh giá ngoài"),
        _("Mức trường tự đánh giá cao hơn, bằng hay thấp hơn kết quả đánh giá ngoài."),
        self_vs_external,
    ),
    Table(
        "registration",
        _("Đăng ký"),
        _("Đã đăng ký mức nào, còn bao nhiêu trường chưa đăng ký."),
        registration,
    ),
    Table(
        "registered-schools",
        _("Danh sách đã đăng ký"),
        _("Tên từng trường đã đăng ký và mức đăng ký; số trường do phần mềm đếm từ danh sách."),
        registered_schools,
    ),
    Table(
        "unregistered-schools",
        _("Danh sách chưa đăng ký"),
        _("Tên từng trường chưa đăng ký và kế hoạch phấn đấu phải lập."),
        unregistered_schools,
    ),
    Table(
        "recognition",
        _("Công nhận"),
        _("Được công nhận trong năm, lũy kế, sắp hết hạn; theo cấp học, loại hình, địa bàn, đơn vị."),
        recognition,
    ),
    Table(
        "recognition-plan",
        _("Kế hoạch 05 năm"),
        _("Mỗi năm học tới có bao nhiêu trường hết hạn công nhận, bao nhiêu trường đủ thời gian nâng mức."),
        recognition_plan,
    ),
    Table(
        "by-commune",
        _("Theo đơn vị"),
        _("Tiến độ năm học của các trường theo từng đơn vị trực thuộc."),
        by_commune,
    ),
    Table(
        "trend",
        _("Qua các năm"),
        _("Năm năm học liền nhau đặt cạnh nhau."),
        trend,
        years=5,
    ),
)


def table_named(table_id: str) -> Table:
    """Return an entry by its id; raises NotHere."""
    for one in TABLES:
        if one.id == table_id:
            return one
    raise NotHere(f"Không có bảng thống kê “{table_id}”. Các bảng: {', '.join(one.id for one in TABLES)}.")


@in_vietnamese
def make_table(table_id: str, office: Organisation, year: str, day: dt.date | None = None) -> StatTable:
    """Make a table of an office's school year as it is known now.

    ``day`` is the day whose tree counts; without it the year's own (today while the year runs). The number of
    queries does not depend on the number of schools.
    """
    counted = day or day_of_year(year, timezone.localdate())
    return table_named(table_id).maker(office, Heading(office.code, office.name, year, counted))
