from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import LEADING, BodyKind, BodyRole
from minhdinh.appraisals.models.case import Case
from minhdinh.organisations.models import Membership, Organisation, SchoolOwned


class Body(SchoolOwned):
    """A team or council that a decision forms to examine one school, from a day to a day, both included (S4, D1)."""

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(_("loại"), max_length=10, choices=BodyKind.choices)
    decision_number = models.CharField(_("số quyết định"), max_length=100)
    decision_date = models.DateField(_("ngày quyết định"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    dissolved_at = models.DateTimeField(null=True, blank=True)
    dissolved_reason = models.CharField(_("lý do giải thể"), max_length=400, blank=True)

    class Meta:
        ordering = ["case", "-id"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(dissolved_at__isnull=True), name="body_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="body_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.decision_number}"


class BodyMember(SchoolOwned):
    """A person of a team or council: role, criteria, and the way into the school's sealed report while it lasts.

    ``criteria`` holds "<track>:<criterion>"; ``declared_at`` is when the person declared to have no interest in the
    school, ``conflict`` what stands against it, ``overruled`` the decision that let the person be a member all the same.
    """

    same_school = ("body", "replaces")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("họ và tên"), max_length=200)
    position = models.CharField(_("chức vụ"), max_length=150, blank=True)
    workplace = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    workplace_name = models.CharField(_("đơn vị công tác"), max_length=250, blank=True)
    role = models.CharField(_("vai trò"), max_length=20, choices=BodyRole.choices)
    criteria = models.JSONField(_("tiêu chí được giao"), default=list, blank=True)
    task = models.CharField(_("nhiệm vụ"), max_length=400, blank=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    declared_at = models.DateTimeField(_("lúc cam kết"), null=True, blank=True)
    conflict = models.CharField(_("xung đột lợi ích"), max_length=400, blank=True)
    overruled = models.CharField(_("văn bản cho phép"), max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(_("lý do thôi"), max_length=400, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True
    )

    class Meta:
        ordering = ["body", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "user"], condition=Q(ended_at__isnull=True), name="body_member_once"
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(ended_at__isnull=True, role=BodyRole.LEADER),
                name="body_one_leader",
            ),
        ]
        indexes = [models.Index(fields=["user", "body"], name="body_member_of_user")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_leading(self) -> bool:
        """Whether this person moves the work of the body on."""
        return self.role in LEADING


class BodyAmendment(SchoolOwned):
    """A decision that changed a standing body: somebody more, or another role. ``text`` says it as it was decided."""

    same_school = ("body", "member")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="amendments")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="amendments")
    number = models.CharField(_("số quyết định"), max_length=100)
    date = models.DateField(_("ngày quyết định"))
    text = models.CharField(_("nội dung"), max_length=400)
    by_name = models.CharField(_("người ghi"), max_length=200)

    class Meta:
        ordering = ["body", "id"]

    def __str__(self) -> str:
        return self.number
