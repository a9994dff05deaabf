"""Who registered for external evaluation and who did not (S6, P7): counts, and the lists that the counts come from."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.behind import SchoolLine, school_lines
from minhdinh.oversight.statistics.filters import LEVELS, level_words, schools_behind, with_levels
from minhdinh.oversight.statistics.groups import TOTAL, TYPES, UNKNOWN, by_type, types_note, types_shown
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable

COUNTS, REGISTERED, UNREGISTERED = "registration", "registered-schools", "unregistered-schools"
DECLARED = (*LEVELS[1:], UNKNOWN)
MOST_NAMED = 1000  # a longer list is read page by page or as a workbook


def registration(office: Organisation, heading: Heading) -> StatTable:
    """Return how many schools of each type registered, with which level, and how many did not."""
    rows = by_type(school_years(office, heading.year, heading.day)).order_by().values("kind")
    there = Q(registration__isnull=False)
    counted = {
        row["kind"]: row
        for row in rows.annotate(
            schools=Count("pk"),
            registered=Count("pk", filter=there),
            **{f"declared_{step}": Count("pk", filter=there & _declared(step)) for step in DECLARED},
        )
    }
    names = ("schools", "registered", *(f"declared_{step}" for step in DECLARED))
    nothing = dict.fromkeys(names, 0)
    lines = [_row(str(TYPES[one]), counted.get(one, nothing), {"type": one}) for one in types_shown(counted)]
    total = {name: sum(row[name] for row in counted.values()) for name in names}
    note = types_note(counted)
    return StatTable(
        id=COUNTS,
        title=_("Đăng ký kiểm định chất lượng, chuẩn quốc gia"),
        heading=heading,
        columns=(
            Column("level", _("Cấp học, bậc học"), Kind.LABEL),
            Column("schools", _("TS trường")),
            Column("registered", _("Đã đăng ký")),
            Column("registered_share", _("Tỉ lệ (%)"), Kind.SHARE),
            *(
                Column(f"declared_{step}", _("Đăng ký: %(level)s") % {"level": level_words(step)})
                for step in DECLARED
            ),
            Column("unregistered", _("Chưa đăng ký, phải có kế hoạch phấn đấu")),
        ),
        rows=(*lines, _row(str(TOTAL), total, {}, Line.TOTAL)),
        footnotes=(
            *((note,) if note else ()),
            _("Số liệu đếm từ danh sách trường đã ghi nhận đăng ký, không nhập tay."),
        ),
        drawn=("registered_share",),
    )


def _row(label: str, count: Mapping[str, int], behind: Mapping[str, str], line: Line = Line.ROW) -> Row:
    schools, registered = count["schools"], count["registered"]
    return Row(
        label,
        (
            Cell(schools, behind),
            Cell(registered, {**behind, "registered": "1"}),
            Cell(Share(registered, schools)),
            *(Cell(count[f"declared_{step}"], {**behind, "declared": step}) for step in DECLARED),
            Cell(schools - registered, {**behind, "registered": "0"}),
        ),
        line,
    )


def _declared(step: str) -> Q:
    field = "registration__declared_level"
    return Q(**{f"{field}__isnull": True}) if step == UNKNOWN else Q(**{field: int(step)})


def registered_schools(office: Organisation, heading: Heading) -> StatTable:
    """Return the schools that registered, each with the level it declares; the count is the list's own."""
    return _listed(
        office,
        heading,
        REGISTERED,
        _("Danh sách trường đăng ký kiểm định chất lượng, chuẩn quốc gia"),
        Column("declared", _("Mức đăng ký"), Kind.TEXT),
    )


def unregistered_schools(office: Organisation, heading: Heading) -> StatTable:
    """Return the schools that did not register, each with what is asked of it: a plan of its own (S6)."""
    return _listed(
        office,
        heading,
        UNREGISTERED,
        _("Danh sách trường chưa đăng ký, phải lập kế hoạch phấn đấu"),
        Column("asked", _("Yêu cầu"), Kind.TEXT),
    )


def _listed(office: Organisation, heading: Heading, table_id: str, title: str, last: Column) -> StatTable:
    is_registered = table_id == REGISTERED
    wanted = {"registered": "1" if is_registered else "0"}
    rows = schools_behind(office, heading.year, heading.day, wanted)
    count = rows.count()
    first = with_levels(rows).order_by("school__sort_key", "pk")[:MOST_NAMED]
    lines = [
        _school(number, line, _declares(line) if is_registered else _plan(line))
        for number, line in enumerate(school_lines(first), start=1)
    ]
    return StatTable(
        id=table_id,
        title=title,
        heading=heading,
        columns=(
            Column("number", _("STT"), Kind.ORDER),
            Column("school", _("Tên trường"), Kind.TEXT),
            Column("type", _("Loại trường"), Kind.TEXT),
            Column("parent", _("Trực thuộc"), Kind.TEXT),
            last,
        ),
        rows=(*lines, Row(str(TOTAL), (Cell(count, wanted), *[Cell(None)] * 3), Line.TOTAL)),
        footnotes=(_more(count),) if count > MOST_NAMED else (),
    )


def _more(count: int) -> str:
    return _(
        "Bảng nêu %(shown)s trường đầu trong %(count)s trường; bấm số ở dòng Cộng để xem và tải tất cả."
    ) % {
        "shown": MOST_NAMED,
        "count": count,
    }


def _school(number: int, line: SchoolLine, last: str) -> Row:
    return Row(str(number), tuple(Cell(text) for text in (line.name, line.type, line.parent, last)))


def _declares(line: SchoolLine) -> str:
    words = level_words(line.declared or UNKNOWN)
    return words[:1].upper() + words[1:]


def _plan(line: SchoolLine) -> str:
    if line.level:
        return _("Lập kế hoạch phấn đấu từ kết quả tự đánh giá (%(level)s) và đăng ký") % {
            "level": level_words(line.level)
        }
    return _("Hoàn thành tự đánh giá, lập kế hoạch phấn đấu và đăng ký")
