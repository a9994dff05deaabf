import copy

import pytest

from minhdinh.common.problems import Problem
from minhdinh.standards.catalogue import checksum, packaged_sets, parse_content
from minhdinh.standards.domain.loading import load_packaged_sets, load_set, load_sets
from minhdinh.standards.models import StandardSetVersion
from tests.standards import samples

pytestmark = pytest.mark.django_db

CONTENT = samples.quota_content(1, 2)


def changed(**parts):
    return parse_content({**copy.deepcopy(CONTENT), **parts})


def test_a_set_is_stored_whole():
    row = load_set(changed()).row
    row.refresh_from_db()
    assert (row.set_id, row.version, row.title) == ("bo-thu", "2020.1", "Bộ thử")
    assert (row.effective_from.isoformat(), row.effective_to) == ("2020-01-01", None)
    assert row.institution_types == ["thcs"]
    assert row.content == CONTENT
    assert row.checksum == checksum(row.content)
    assert row.catalogue == changed()


def test_loading_again_changes_nothing():
    first = load_set(changed())
    stamp = first.row.updated_at
    second = load_set(changed())
    assert (first.is_new, second.is_new) == (True, False)
    assert second.row.pk == first.row.pk
    assert second.row.updated_at == stamp


def test_the_order_of_the_keys_is_no_change():
    load_set(changed())
    turned = {key: CONTENT[key] for key in reversed(CONTENT)}
    assert load_set(parse_content(turned)).is_new is False


def test_another_content_under_the_same_id_and_version_is_refused():
    row = load_set(changed()).row
    with pytest.raises(Problem, match=r"bo-thu phiên bản 2020\.1 đã nạp với nội dung khác") as caught:
        load_set(changed(title="Tên khác"))
    assert "phiên bản mới" in caught.value.message
    row.refresh_from_db()
    assert row.title == "Bộ thử"
    assert row.content == CONTENT


def test_a_new_version_stands_beside_the_old():
    load_set(changed())
    assert load_set(changed(version="2020.2", title="Tên khác")).is_new
    rows = StandardSetVersion.objects.order_by("version").values_list("version", "title")
    assert list(rows) == [("2020.1", "Bộ thử"), ("2020.2", "Tên khác")]


def test_several_are_stored_together_or_not_at_all():
    load_set(changed())
    with pytest.raises(Problem):
        load_sets([changed(id="bo-khac"), changed(title="Tên khác")])
    assert not StandardSetVersion.objects.filter(set_id="bo-khac").exists()
    assert [one.is_new for one in load_sets([changed(id="bo-khac"), changed()])] == [True, False]


def test_the_packaged_sets_load_once():
    first, second = load_packaged_sets(), load_packaged_sets()
    assert len(first) == 9
    assert all(one.is_new for one in first)
    assert not any(one.is_new for one in second)
    assert {one.row.set_id for one in second} == {item.id for item in packaged_sets()}


def test_a_stored_set_is_equal_to_the_packaged_one():
    load_packaged_sets()
    rows = {(row.set_id, row.version): row for row in StandardSetVersion.objects.all()}
    for item in packaged_sets():
        row = rows[item.id, item.version]
        assert checksum(row.content) == row.checksum == item.checksum
        assert row.catalogue == item
