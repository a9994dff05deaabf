from minhdinh.oversight.models.campaign import (
    Campaign,
    CampaignChange,
    CampaignLetter,
    CampaignStep,
    CampaignTarget,
)
from minhdinh.oversight.models.committee import CommitteeMember, SteeringCommittee, SupportContact
from minhdinh.oversight.models.note import OfficeNote
from minhdinh.oversight.models.participation import Participation
from minhdinh.oversight.models.reminder import RemindedSchool, Reminder
from minhdinh.oversight.models.report import DataRequest, IssuedReport, OfficeReport, RequestedOffice
from minhdinh.oversight.models.schedule import Schedule, ScheduleChange, ScheduleRow, ScheduleVersion
from minhdinh.oversight.models.training import TrainedPerson, TrainingSession

__all__ = [
    "Campaign",
    "CampaignChange",
    "CampaignLetter",
    "CampaignStep",
    "CampaignTarget",
    "CommitteeMember",
    "DataRequest",
    "IssuedReport",
    "OfficeNote",
    "OfficeReport",
    "Participation",
    "RemindedSchool",
    "Reminder",
    "RequestedOffice",
    "Schedule",
    "ScheduleChange",
    "ScheduleRow",
    "ScheduleVersion",
    "SteeringCommittee",
    "SupportContact",
    "TrainedPerson",
    "TrainingSession",
]
