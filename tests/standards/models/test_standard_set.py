import pytest
from django.utils import timezone

from minhdinh.standards.domain.corrections import correct, withdraw_correction
from minhdinh.standards.models import RuleCorrection, StandardSetVersion
from minhdinh.standards.models import standard_set as module
from minhdinh.standards.models.standard_set import MOST_PARSED

pytestmark = pytest.mark.django_db

TARGET = "rule_value:council_min_members"


def write(actor, row, value):
    return correct(
        actor=actor, version=row, target=TARGET, value=value, legal_reference="Điều 9", reason="Thử"
    )


def read(row):
    return StandardSetVersion.objects.get(pk=row.pk)


def test_a_version_without_corrections_asks_nothing_more(tt57, django_assert_num_queries):
    row = read(tt57)
    with django_assert_num_queries(0):
        assert row.catalogue.id == "tt57-2026-pho-thong"
        assert row.layers == []


def test_corrections_cost_one_query_once(tt57, boss, django_assert_num_queries):
    for value in (6, 7, 9):
        write(boss, tt57, value)
    row = read(tt57)
    with django_assert_num_queries(1):
        assert row.catalogue.rule_value("council_min_members").value == 9
        assert row.catalogue.rule_value("council_min_members").legal_reference == "Điều 9"
        assert len(row.layers) == 3


def test_a_combination_is_parsed_once_a_process(tt57, boss, nothing_parsed):
    first = read(tt57).catalogue
    assert read(tt57).catalogue is first
    assert len(nothing_parsed) == 1
    correction = write(boss, tt57, 7)
    corrected = read(tt57).catalogue
    assert corrected is not first
    assert read(tt57).catalogue is corrected
    assert len(nothing_parsed) == 2
    RuleCorrection.objects.filter(pk=correction.pk).update(value=9)
    assert read(tt57).catalogue.rule_value("council_min_members").value == 9
    assert len(nothing_parsed) == 3


def test_the_legal_reference_of_a_correction_is_part_of_the_combination(tt57, boss):
    row = write(boss, tt57, 7)
    assert read(tt57).catalogue.rule_value("council_min_members").legal_reference == "Điều 9"
    RuleCorrection.objects.filter(pk=row.pk).update(legal_reference="Điều 10")
    assert read(tt57).catalogue.rule_value("council_min_members").legal_reference == "Điều 10"


def test_the_memory_of_parsed_sets_has_an_end(tt57, monkeypatch):
    full = {(str(number), ""): tt57.catalogue for number in range(MOST_PARSED)}
    monkeypatch.setattr(module, "_parsed", full)
    row = read(tt57)
    assert row.catalogue == tt57.catalogue
    assert len(full) == 1


def test_the_past_is_read_with_the_corrections_of_its_moment(tt57, boss):
    def then(moment):
        return read(tt57).catalogue_at(moment).rule_value("council_min_members").value

    def moment():
        return timezone.now()

    untouched = moment()
    first = write(boss, tt57, 7)
    with_seven = moment()
    second = write(boss, tt57, 9)
    with_nine = moment()
    withdraw_correction(actor=boss, correction=second, reason="Thử")
    withdraw_correction(actor=boss, correction=first, reason="Thử")
    assert [then(one) for one in (untouched, with_seven, with_nine, moment())] == [5, 7, 9, 5]
    assert read(tt57).catalogue.rule_value("council_min_members").value == 5


def test_the_past_costs_a_query_only_after_a_correction(tt57, boss, django_assert_num_queries):
    now = timezone.now()
    row = read(tt57)
    with django_assert_num_queries(0):
        assert row.catalogue_at(now) is row.catalogue
    write(boss, tt57, 7)
    row = read(tt57)
    with django_assert_num_queries(1):
        assert row.catalogue_at(now).rule_value("council_min_members").value == 5


def test_forgetting_reads_anew(tt57, boss):
    row = read(tt57)
    assert row.catalogue.rule_value("council_min_members").value == 5
    write(boss, tt57, 7)
    assert row.catalogue.rule_value("council_min_members").value == 5
    row.refresh_from_db()
    row.forget_layers()
    assert row.catalogue.rule_value("council_min_members").value == 7


def test_a_version_is_called_by_id_and_version(tt57):
    assert str(tt57) == "tt57-2026-pho-thong 2026.1"
