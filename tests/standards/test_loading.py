import copy
import json

import pytest

from minhdinh.common.problems import Problem
from minhdinh.standards.catalogue import StandardSet, packaged_set, packaged_sets, parse_content
from minhdinh.standards.domain.loading import load_packaged_sets, load_set
from minhdinh.standards.models import StandardSetVersion

pytestmark = pytest.mark.django_db
SET = "tt57-2026-pho-thong"


def changed(**parts: object) -> StandardSet:
    """Return TT57 with some parts of its content changed."""
    content = json.loads(json.dumps(packaged_set(SET).content))
    return parse_content({**content, **parts})


def test_a_set_is_stored_whole() -> None:
    standard_set = packaged_set(SET)
    loaded = load_set(standard_set)
    row = StandardSetVersion.objects.get()
    assert (loaded.row, loaded.is_new) == (row, True)
    assert (row.set_id, row.version, row.checksum) == (SET, standard_set.version, standard_set.checksum)
    assert (row.effective_from, row.effective_to) == (standard_set.effective_from, standard_set.effective_to)
    assert row.institution_types == list(standard_set.institution_types)
    assert row.content == standard_set.content
    assert row.catalogue == standard_set


def test_loading_again_changes_nothing() -> None:
    first = load_set(packaged_set(SET))
    before = copy.copy(first.row.updated_at)
    again = load_set(packaged_set(SET))
    assert (again.row, again.is_new) == (first.row, False)
    assert StandardSetVersion.objects.get().updated_at == before


def test_other_content_under_the_same_id_and_version_is_refused() -> None:
    load_set(packaged_set(SET))
    with pytest.raises(Problem, match=f"Bộ {SET} phiên bản .* đã nạp với nội dung khác") as caught:
        load_set(changed(confidence_note="Đã sửa một chữ"))
    assert "Hãy đặt phiên bản mới" in caught.value.message
    assert StandardSetVersion.objects.get().content == packaged_set(SET).content


def test_two_versions_of_a_set_live_side_by_side() -> None:
    load_set(packaged_set(SET))
    assert load_set(changed(version="2099.1", confidence_note="Sau khi sửa đổi")).is_new
    versions = StandardSetVersion.objects.filter(set_id=SET).values_list("version", flat=True)
    assert sorted(versions) == sorted([packaged_set(SET).version, "2099.1"])


def test_every_packaged_set_is_loaded_once() -> None:
    first = load_packaged_sets()
    assert len(first) == len(packaged_sets()) >= 9
    assert all(loaded.is_new for loaded in first)
    assert not any(loaded.is_new for loaded in load_packaged_sets())


def test_one_set_that_is_refused_leaves_none_half_loaded() -> None:
    load_set(changed(confidence_note="Bản do người quản trị nạp trước"))
    with pytest.raises(Problem):
        load_packaged_sets()
    assert StandardSetVersion.objects.count() == 1
