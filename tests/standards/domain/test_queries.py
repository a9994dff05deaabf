import copy

import pytest

from minhdinh.standards.catalogue import packaged_sets, parse_content
from minhdinh.standards.domain.corrections import correct, withdraw_correction
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.domain.queries import (
    all_versions,
    correction_of,
    corrections_of,
    loaded_ids,
    newest_version,
    version_of,
    wording_counts,
    wordings_of,
)
from minhdinh.standards.models import OfficialWording
from tests.standards import samples

pytestmark = pytest.mark.django_db


def write(actor, version, value, target="rule_value:council_min_members"):
    return correct(
        actor=actor, version=version, target=target, value=value, legal_reference="Điều 9", reason="Thử"
    )


def version(number, starts):
    content = {**copy.deepcopy(samples.quota_content(1, 2)), "version": number, "effective_from": starts}
    return load_set(parse_content(content)).row


def test_a_version_is_found_by_id_and_version(tt57):
    assert version_of("tt57-2026-pho-thong", "2026.1") == tt57
    assert version_of("tt57-2026-pho-thong", "2026.2") is None
    assert version_of("khac", "2026.1") is None


def test_the_newest_version_is_the_one_that_took_effect_last():
    assert newest_version("bo-thu") is None
    version("2020.3", "2020-01-01")
    later = version("2020.1", "2025-01-25")
    assert newest_version("bo-thu") == later
    higher = version("2020.10", "2025-01-25")
    version("2020.9", "2025-01-25")
    assert newest_version("bo-thu") == higher


@pytest.mark.usefixtures("loaded")
def test_the_ids_are_named_once():
    version("2020.1", "2020-01-01")
    version("2020.2", "2020-01-01")
    assert loaded_ids() == sorted(["bo-thu", *{item.id for item in packaged_sets()}])


@pytest.mark.usefixtures("tt57")
def test_all_versions_come_newest_first_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = all_versions()
        titles = [row.catalogue.title for row in rows]
    assert len(titles) == 9
    days = [row.effective_from for row in rows]
    assert days == sorted(days, reverse=True)


def test_all_corrections_come_with_one_more_query(tt57, boss, django_assert_num_queries):
    other = version("2020.1", "2020-01-01")
    write(boss, other, 3, "rule_value:quota_1")
    for value in (6, 7, 9):
        row = write(boss, tt57, value)
    withdraw_correction(actor=boss, correction=row, reason="Thử")
    with django_assert_num_queries(2):
        found = {row.set_id: row for row in all_versions()}
        assert found["tt57-2026-pho-thong"].catalogue.rule_value("council_min_members").value == 7
        assert found["bo-thu"].catalogue.rule_value("quota_1").value == 3
        assert found["tt57-2026-gdtx"].layers == []


def test_the_corrections_of_a_version_newest_first(tt57, boss):
    rows = [write(boss, tt57, value) for value in (6, 7)]
    withdraw_correction(actor=boss, correction=rows[0], reason="Thử")
    assert list(corrections_of(tt57)) == rows[::-1]
    assert correction_of(tt57, rows[0].pk) == rows[0]
    assert correction_of(version("2020.1", "2020-01-01"), rows[0].pk) is None


def test_wordings_by_criterion_and_level(tt57):
    for criterion, level in (("1.1", 1), ("1.1", 2), ("2.3", 1)):
        OfficialWording.objects.create(standard_set=tt57, criterion=criterion, level=level, text="Câu")
    assert set(wordings_of(tt57)) == {("1.1", 1), ("1.1", 2), ("2.3", 1)}
    assert set(wordings_of(tt57, "1.1")) == {("1.1", 1), ("1.1", 2)}
    assert wordings_of(tt57, "4.3") == {}
    assert wording_counts() == {tt57.pk: 3}
