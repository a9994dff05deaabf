from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import Post

NAME_LENGTH, PHONE_LENGTH = 150, 40


class SteeringCommittee(Record):
    """An office's steering committee (P12) from its decision to ``ended_on`` (exclusive); the one without end is current."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên ban"), max_length=250)
    decision_number = models.CharField(_("số quyết định"), max_length=100)
    decided_on = models.DateField(_("ngày quyết định"))
    ended_on = models.DateField(_("thôi từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=models.Q(ended_on__isnull=True), name="committee_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeMember(Record):
    """A member of a steering committee; ``shown`` puts name and phone on the page for schools."""

    committee = models.ForeignKey(SteeringCommittee, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("họ và tên"), max_length=NAME_LENGTH)
    position = models.CharField(_("chức vụ"), max_length=150, blank=True)
    post = models.CharField(_("nhiệm vụ trong ban"), max_length=12, choices=Post.choices)
    duty = models.CharField(_("phụ trách"), max_length=250, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    shown = models.BooleanField(_("cho các trường thấy"), default=False)

    class Meta:
        ordering = ["committee", "id"]

    def __str__(self) -> str:
        return self.name


class SupportContact(Record):
    """Whom schools below an office may ask (S12): a unit or a person, with phone."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("đơn vị, người hỗ trợ"), max_length=NAME_LENGTH)
    duty = models.CharField(_("hỗ trợ về"), max_length=250, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    hours = models.CharField(_("giờ làm việc"), max_length=120, blank=True)

    class Meta:
        ordering = ["office", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="") | ~models.Q(email=""), name="contact_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return self.name
