from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.lib.text import clean, fold, name_sort_key
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import SessionKind


class TrainingSession(Record):
    """A training, visit or meeting that an office held (P13).

    ``education_levels`` holds ids of EducationLevel; empty means all. ``documents`` are one document a line.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("hình thức"), max_length=10, choices=SessionKind.choices)
    topic = models.CharField(_("chủ đề"), max_length=250)
    education_levels = models.JSONField(_("cấp học"), default=list)
    held_on = models.DateField(_("ngày"))
    place = models.CharField(_("địa điểm"), max_length=250, blank=True)
    organiser = models.CharField(_("đơn vị tổ chức"), max_length=250, blank=True)
    content = models.TextField(_("nội dung"), blank=True)
    documents = models.TextField(_("tài liệu"), blank=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["office", "held_on"], name="session_of_office")]

    def __str__(self) -> str:
        return self.topic


class TrainedPerson(Record):
    """A person in an office's register of people trained (B4), by account or by name; attendance where ``session`` is set."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        TrainingSession, null=True, blank=True, on_delete=models.CASCADE, related_name="people"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trained_people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("họ và tên"), max_length=150)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    course = models.CharField(_("khóa tập huấn"), max_length=250)
    organiser = models.CharField(_("đơn vị tổ chức"), max_length=250, blank=True)
    completed_on = models.DateField(_("ngày hoàn thành"))
    certificate = models.CharField(_("số chứng chỉ"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=800, editable=False)
    search_text = models.CharField(max_length=400, editable=False)

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "organisation", "name"],
                condition=Q(session__isnull=False),
                name="attended_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "completed_on"], name="trained_of_organisation")]

    def __str__(self) -> str:
        return self.name

    def derive_keys(self) -> None:
        """Set what follows from the name; to be called before the row is written."""
        self.name = clean(self.name)
        self.sort_key = name_sort_key(self.name)
        self.search_text = fold(f"{self.name} {self.certificate} {self.course}")[:400]
