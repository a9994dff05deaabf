"""Schools and recognitions as open data: what the public pages show, row by row, with what each column means."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import F, Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.keyset import page_of
from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.schools import NOTHING_HELD, Held, held_by, open_schools
from minhdinh.portal.models import PublishedEvaluation, PublishedReport
from minhdinh.recognition.domain.queries import with_standing
from minhdinh.recognition.models import Decision

PIECE = 1000
BOM = "\ufeff"  # spreadsheets read the letters right only with it
RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula
Value = str | int | bool | None
Row = dict[str, Value]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the files and what it means."""

    name: str
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of open data: name in addresses, title, columns, and where its rows come from."""

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[dt.date], Iterator[Row]]


SCHOOL_COLUMNS = (
    Column("code", _("Mã trường trong hệ thống")),
    Column("name", _("Tên trường")),
    Column("school_type", _("Loại trường: mam_non, tieu_hoc, thcs, thpt, nhieu_cap, gdtx")),
    Column("education_levels", _("Các cấp học, cách nhau bằng dấu chấm phẩy")),
    Column("ownership", _("Loại hình: public (công lập), private (ngoài công lập)")),
    Column("province", _("Tỉnh, thành phố")),
    Column("commune", _("Xã, phường")),
    Column("standard_degree", _("Mức độ chuẩn quốc gia đang được công nhận (1, 2), trống: không có")),
    Column(
        "accreditation_grade", _("Cấp độ kiểm định chất lượng đang được công nhận (1 đến 4), trống: không có")
    ),
    Column("ends_on", _("Ngày cuối còn hiệu lực, năm-tháng-ngày; sớm nhất trong các công nhận đang tính")),
    Column(
        "standing", _("Tình trạng: valid (còn hiệu lực), expiring (còn dưới 12 tháng), ended (đã hết), none")
    ),
)
DECISION_COLUMNS = (
    Column("school_code", _("Mã trường, như ở bảng trường")),
    Column("school_name", _("Tên trường")),
    Column("number", _("Số quyết định công nhận")),
    Column("decided_on", _("Ngày quyết định; trống: sổ không ghi")),
    Column("issuer", _("Cơ quan ban hành")),
    Column("standard_degree", _("Mức độ chuẩn quốc gia được công nhận")),
    Column("accreditation_grade", _("Cấp độ kiểm định chất lượng được công nhận")),
    Column("certificate_number", _("Số bằng, giấy chứng nhận")),
    Column("starts_on", _("Hiệu lực từ ngày; nơi không rõ ngày ký thì từ đầu năm học")),
    Column("ends_on", _("Hiệu lực đến hết ngày")),
    Column("end_is_printed", _("true: ngày hết hạn in trên bằng; false: tính theo quy định áp dụng")),
    Column(
        "standing",
        _("Tình trạng: valid, expiring, expired (hết hạn), superseded (đã có quyết định mới), revoked (thu hồi)"),
    ),
    Column("revoked_on", _("Ngày thu hồi")),
    Column("revoked_number", _("Số quyết định thu hồi")),
)  # fmt: skip
REPORT_COLUMNS = (
    Column("school_code", _("Mã trường, như ở bảng trường")),
    Column("school_name", _("Tên trường hiện nay")),
    Column("kind", _("Loại: self_assessment (tự đánh giá), external_evaluation (đánh giá ngoài)")),
    Column("year", _("Năm học")),
    Column("published_on", _("Ngày công bố")),
    Column("published_by", _("Đơn vị công bố")),
    Column("address", _("Địa chỉ của báo cáo trên hệ thống này")),
)


def as_csv(dataset: Dataset, today: dt.date) -> Iterator[str]:
    """Yield a table as CSV in pieces: UTF-8, commas, days as year-month-day, no cell that runs as a formula."""
    names = [column.name for column in dataset.columns]
    yield BOM + _line(names)
    for row in dataset.rows(today):
        yield _line([_cell(row[name]) for name in names])


def as_json(dataset: Dataset, today: dt.date) -> Iterator[str]:
    """Yield a table as one JSON object ``{dataset, as_of, rows}`` in pieces."""
    yield f'{{"dataset": {json.dumps(dataset.name)}, "as_of": "{today:%Y-%m-%d}", "rows": ['
    for number, row in enumerate(dataset.rows(today)):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def school_rows(today: dt.date) -> Iterator[Row]:
    """Yield the schools that work today."""
    for piece in _pieces_of(open_schools().select_related("profile")):
        held = held_by([school.pk for school in piece], today)
        for school in piece:
            yield _school(school, held.get(school.pk, NOTHING_HELD))


def decision_rows(today: dt.date) -> Iterator[Row]:
    """Yield the decisions of the register, also of schools that are no more."""
    schools = Organisation.objects.filter(kind__is_school=True)
    for piece in _pieces_of(schools):
        by_id = {school.pk: school for school in piece}
        with scopes_disabled():
            rows = list(
                with_standing(Decision.objects.filter(school_id__in=by_id), today).order_by(
                    "school_id", "starts_on", "id"
                )
            )
        for row in rows:
            yield _decision(row, by_id[row.school_id])


def report_rows(_today: dt.date) -> Iterator[Row]:
    """Yield what schools and the offices that decided show to everybody now."""
    with scopes_disabled():
        own = PublishedReport.objects.filter(withdrawn_at__isnull=True, seal__reopened_at__isnull=True)
        final = PublishedEvaluation.objects.filter(withdrawn_at__isnull=True, sha256=F("draft__sha256"))
    for reports in _pieces_of(own.select_related("school", "seal__assessment")):
        for one in reports:
            address = reverse("portal:report", args=[one.school.code, one.pk])
            yield _report(one, "self_assessment", one.seal.assessment.year, one.school.name, address)
    final = final.select_related("school", "office", "draft__case").defer("draft__content")
    for evaluations in _pieces_of(final):
        for row in evaluations:
            address = reverse("portal:evaluation", args=[row.school.code, row.pk])
            yield _report(row, "external_evaluation", row.draft.case.year, row.office.name, address)


def _pieces_of(rows: QuerySet[M]) -> Iterator[list[M]]:
    """Yield all rows in pieces by key, so that a country needs no more memory than a commune.

    A scope is open only while a piece is read, never while somebody else runs.
    """
    after: str | None = ""
    while after is not None:
        with scopes_disabled():
            page = page_of(rows, ("id",), after=after, size=PIECE)
        yield page.rows
        after = page.next


def _school(school: Organisation, held: Held) -> Row:
    profile = getattr(school, "profile", None)
    return {
        "code": school.code,
        "name": school.name,
        "school_type": profile.school_type if profile else "",
        "education_levels": ";".join(profile.education_levels) if profile else "",
        "ownership": profile.ownership if profile else "",
        "province": profile.province if profile else "",
        "commune": profile.commune if profile else "",
        "standard_degree": held.degree,
        "accreditation_grade": held.grade,
        "ends_on": _day(held.ends_on),
        "standing": held.standing.value,
    }


def _decision(row: Any, school: Organisation) -> Row:
    return {
        "school_code": school.code,
        "school_name": school.name,
        "number": row.number,
        "decided_on": _day(row.decided_on),
        "issuer": row.issuer,
        "standard_degree": row.degree,
        "accreditation_grade": row.grade,
        "certificate_number": row.certificate_number,
        "starts_on": _day(row.starts_on),
        "ends_on": _day(row.ends_on),
        "end_is_printed": row.valid_to is not None,
        "standing": row.standing,
        "revoked_on": _day(row.revoked_on),
        "revoked_number": row.revoked_number,
    }


def _report(
    row: PublishedReport | PublishedEvaluation, kind: str, year: str, publisher: str, address: str
) -> Row:
    return {
        "school_code": row.school.code,
        "school_name": row.school.name,
        "kind": kind,
        "year": year,
        "published_on": _day(timezone.localdate(row.published_at)),
        "published_by": publisher,
        "address": settings.MINHDINH_PUBLIC_URL.rstrip("/") + address,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text


DATASETS = {
    one.name: one
    for one in (
        Dataset("truong", _("Trường và kết quả công nhận hiện nay"), SCHOOL_COLUMNS, school_rows),
        Dataset("quyet-dinh", _("Quyết định công nhận trong sổ"), DECISION_COLUMNS, decision_rows),
        Dataset("bao-cao", _("Báo cáo đã công bố"), REPORT_COLUMNS, report_rows),
    )
}
FORMATS: dict[str, tuple[str, Callable[[Dataset, dt.date], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}
