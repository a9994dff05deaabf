from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.models import Case
from minhdinh.organisations.models import SchoolOwned


class CasePapers(SchoolOwned):
    """What a job made of a registration's papers for one person: a PDF, or all papers in one ZIP.

    It waits a day for whoever asked (``domain.case_bundle``). ``side`` and ``organisation_id`` say through which door
    the person came, ``papers`` which ones are in it as [form, part]: at the download each must still be open there,
    and so must what they show of other members (``shown``, marks of ``domain.cases.disclosed_to``).
    """

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation_id = models.BigIntegerField()
    side = models.CharField(max_length=12)
    name = models.CharField(_("tên tệp"), max_length=250)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    file_format = models.CharField(max_length=8, default="")
    papers = models.JSONField(default=list)
    shown = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["case", "owner"], name="case_papers_of_person")]

    def __str__(self) -> str:
        return self.name
