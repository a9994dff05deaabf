import datetime as dt

import pytest

from minhdinh.access.scope import path_scope
from minhdinh.demo.loading.actors import organisation
from minhdinh.demo.loading.campaign import at_work, campaign_values, oversight_content
from minhdinh.notifications.models import Notice
from minhdinh.oversight.domain.board import BoardFilter, filtered
from minhdinh.oversight.domain.campaign_progress import campaigns_for_school
from minhdinh.oversight.models import Campaign, RemindedSchool


def test_the_campaign_asks_for_data_registration_and_the_report(province):
    campaign = Campaign.objects.get()
    assert campaign.office.code == "so-gddt-an-hoa"
    assert campaign.created_by_name == "Lưu Thị Thanh Hằng"
    assert {step.kind: step.due for step in campaign.steps.all()} == {
        "data": dt.date(2026, 11, 15),
        "registration": dt.date(2027, 3, 31),
        "self_assessment": dt.date(2027, 6, 15),
    }
    assert [(target.kind, target.percent) for target in campaign.targets.all()] == [("self_assessment", 90)]


def test_the_schools_see_it_and_were_told(province):
    school = organisation("thcs-sao-mai")
    [own] = campaigns_for_school(school, "2026-2027")
    assert own.campaign == Campaign.objects.get()
    told = Notice.objects.filter(person__username="thuky").values_list("text", flat=True)
    assert any("15/06/2027" in text for text in told)


def test_a_school_that_has_not_begun_was_reminded_by_its_commune(province):
    row = RemindedSchool.objects.get()
    assert row.school.code == "thcs-an-binh"
    assert row.reminder.sender_name == "Nguyễn Tấn Tài"
    assert row.reminder.office.code == "xa-an-binh"
    assert row.at is not None
    notices = Notice.objects.filter(person__username="hieutruong.ab").values_list("text", flat=True)
    assert any("Trường Trung học cơ sở An Bình: đề nghị" in text for text in notices)


def test_the_reminded_school_stands_on_the_board_as_not_begun(province):
    office = organisation("xa-an-binh")
    with path_scope(office.path):
        stages = dict(filtered(office, "2026-2027", BoardFilter()).values_list("school__code", "stage"))
    assert stages["thcs-an-binh"] == 0
    assert len(stages) == 7
    assert max(stages.values()) > 3


@pytest.mark.parametrize("part", ["campaign", "schedule", "crosscheck", "training", "contacts", "report"])
def test_who_does_a_part_works_in_the_office(province, part):
    actor, office = at_work(oversight_content()[part])
    assert actor.organisation_id == office.pk
    assert actor.home_id == office.pk


def test_a_sample_campaign_is_written_whole():
    values = campaign_values(oversight_content()["campaign"])
    assert "57/2026/TT-BGDĐT" in values.legal_basis
    assert [step.kind for step in values.steps] == ["data", "registration", "self_assessment"]
