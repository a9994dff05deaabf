import datetime as dt
import json

import pytest

from minhdinh.standards.catalogue import packaged_set, parse_content
from minhdinh.standards.domain.applicable import applicable_version
from minhdinh.standards.domain.loading import load_packaged_sets, load_set
from minhdinh.standards.models import StandardSetVersion

pytestmark = pytest.mark.django_db
CHANGE = dt.date(2026, 7, 7)


@pytest.mark.parametrize(
    ("school_type", "before", "after"),
    [
        ("mam_non", "tt19-2018-mam-non", "tt57-2026-mam-non"),
        ("tieu_hoc", "tt17-2018-tieu-hoc", "tt57-2026-pho-thong"),
        ("thcs", "tt18-2018-trung-hoc", "tt57-2026-pho-thong"),
        ("thpt", "tt18-2018-trung-hoc", "tt57-2026-pho-thong"),
        ("nhieu_cap", "tt18-2018-trung-hoc", "tt57-2026-pho-thong"),
    ],
)
def test_the_day_the_new_circular_takes_effect_belongs_to_it(
    school_type: str, before: str, after: str
) -> None:
    load_packaged_sets()
    chosen = {
        day: applicable_version(school_type, day).version for day in (CHANGE - dt.timedelta(days=1), CHANGE)
    }
    assert [row.set_id for row in chosen.values() if row] == [before, after]


def test_the_explanation_names_day_type_and_law() -> None:
    load_packaged_sets()
    found = applicable_version("thcs", dt.date(2026, 9, 5))
    assert found.version is not None
    assert found.explanation == (
        f"Ngày 05/09/2026, trường THCS áp dụng {found.version.legal_basis}, có hiệu lực từ ngày 07/07/2026."
    )


@pytest.mark.parametrize("school_type", ["thcs", "gdtx", "dai_hoc"])
def test_without_any_set_the_message_says_so(school_type: str) -> None:
    found = applicable_version(school_type, dt.date(2026, 9, 5))
    assert found.version is None
    assert "Không có bộ tiêu chuẩn nào áp dụng" in found.explanation


def test_before_the_first_circular_none_applies() -> None:
    load_set(packaged_set("tt57-2026-gdtx"))
    found = applicable_version("gdtx", dt.date(2020, 1, 1))
    assert found.version is None
    assert "có hiệu lực từ ngày 07/07/2026" in found.explanation


def test_of_two_versions_in_force_the_later_wins() -> None:
    content = json.loads(json.dumps(packaged_set("tt57-2026-pho-thong").content))
    load_set(packaged_set("tt57-2026-pho-thong"))
    amended = load_set(parse_content({**content, "version": "2027.1", "effective_from": "2027-09-01"})).row
    early, late = (applicable_version("thcs", dt.date(year, 9, 5)).version for year in (2026, 2027))
    assert early is not None
    assert early.version == packaged_set("tt57-2026-pho-thong").version
    assert late == amended


def test_only_what_was_loaded_can_apply() -> None:
    load_set(packaged_set("tt18-2018-trung-hoc"))
    assert applicable_version("thcs", dt.date(2026, 9, 5)).version is None
    assert StandardSetVersion.objects.count() == 1
