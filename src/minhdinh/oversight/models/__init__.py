from minhdinh.oversight.models.campaign import (
    Campaign,
    CampaignChange,
    CampaignLetter,
    CampaignStep,
    CampaignTarget,
)
from minhdinh.oversight.models.note import OfficeNote
from minhdinh.oversight.models.reminder import RemindedSchool, Reminder
from minhdinh.oversight.models.schedule import Schedule, ScheduleChange, ScheduleRow, ScheduleVersion

__all__ = [
    "Campaign",
    "CampaignChange",
    "CampaignLetter",
    "CampaignStep",
    "CampaignTarget",
    "OfficeNote",
    "RemindedSchool",
    "Reminder",
    "Schedule",
    "ScheduleChange",
    "ScheduleRow",
    "ScheduleVersion",
]
