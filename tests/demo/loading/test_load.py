import pytest

from minhdinh.audit.models import Entry
from minhdinh.common.problems import Problem
from minhdinh.demo.loading.load import (
    FIRST_STEP,
    LAST_STEP,
    OFFICE_STEPS,
    STEPS,
    load_demo,
    require_demo_or_empty,
)
from minhdinh.demo.loading.steps import is_done
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Organisation, OrganisationKind


def test_loading_again_changes_nothing(province):
    before = Entry.objects.count(), Organisation.objects.count()
    again: list[str] = []
    assert load_demo(again.append) is False
    assert again == []
    assert (Entry.objects.count(), Organisation.objects.count()) == before


def test_every_step_was_told_once(province):
    assert len(province) == len(set(province)) == len(STEPS) + 4 * 4 + 1 + len(OFFICE_STEPS)
    assert is_done(FIRST_STEP)
    assert is_done(LAST_STEP)


@pytest.mark.django_db
def test_a_database_with_other_peoples_data_is_left_alone():
    kind = OrganisationKind.objects.get(pk="school")
    Organisation.objects.create(code="that", name="Trường thật", kind=kind)
    with pytest.raises(Problem, match="MINHDINH_DATA"):
        load_demo(lambda step: None)
    assert list(Organisation.objects.values_list("code", flat=True)) == ["that"]
    assert not is_done(FIRST_STEP)


@pytest.mark.django_db
def test_an_empty_database_is_welcome():
    require_demo_or_empty()


def test_nobody_gets_a_letter_about_the_sample_data(province):
    assert Notice.objects.exists()
    assert not Notice.objects.exclude(mail="").exists()
