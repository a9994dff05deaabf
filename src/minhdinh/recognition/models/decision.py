from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.models import Case
from minhdinh.evidence.models import Blob
from minhdinh.organisations.models import Organisation, SchoolOwned
from minhdinh.recognition.rules.clock import Held, span

TOKEN_BYTES = 12


def new_token() -> str:
    """Return what the address of a certificate's public page ends with; nobody guesses it."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class Decision(SchoolOwned):
    """A signed decision that recognises a school: accreditation grade, national-standard degree, and until when.

    ``valid_to`` is the last day as printed; where nothing is printed it stays empty and the rule of the regulation in
    force at signing says how long it holds. ``starts_on`` and ``ends_on`` follow from the other values
    (``rules.clock.span``), so that lists sort and filter by them. One paper that recognises several schools is one row
    for each, with the same number and day. ``token`` is what a QR on the certificate leads to. ``case`` is the
    registration that ended with it, where it was carried through here.
    """

    same_school = ("scan", "case")

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="decision"
    )
    year = models.CharField(_("năm học"), max_length=9)
    number = models.CharField(_("số quyết định"), max_length=100)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    valid_to = models.DateField(_("ngày hết hạn"), null=True, blank=True)
    grade = models.PositiveSmallIntegerField(_("cấp độ kiểm định"), null=True, blank=True)
    degree = models.PositiveSmallIntegerField(_("mức độ chuẩn quốc gia"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    certificate_number = models.CharField(_("số bằng, giấy chứng nhận"), max_length=100, blank=True)
    certificate_on = models.DateField(_("ngày cấp bằng, giấy chứng nhận"), null=True, blank=True)
    regime = models.CharField(_("quy định áp dụng"), max_length=20, blank=True)
    revoked_on = models.DateField(_("ngày thu hồi"), null=True, blank=True)
    revoked_number = models.CharField(_("số quyết định thu hồi"), max_length=100, blank=True)
    revoked_ground = models.CharField(_("trường hợp thu hồi"), max_length=20, blank=True)
    revoked_reason = models.CharField(_("lý do thu hồi"), max_length=400, blank=True)
    starts_on = models.DateField(_("hiệu lực từ"), editable=False)
    ends_on = models.DateField(_("hiệu lực đến hết"), editable=False)
    scan = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    scan_name = models.CharField(_("tệp quét"), max_length=250, blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="decisions"
    )

    class Meta:
        ordering = ["-decided_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="decision_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(decided_on__lte=F("valid_to")),
                name="decision_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["valid_to"], name="decision_valid_to"),
            models.Index(fields=["ends_on"], name="decision_ends_on"),
            models.Index(fields=["school", "starts_on"], name="decision_school_starts"),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the days that follow from the others."""
        names = follow_up(self)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *names}
        super().save(*args, **kwargs)


def held(decision: Decision, superseded_on: dt.date | None = None) -> Held:
    """Return what the clock has to know of a decision."""
    return Held(
        year=decision.year,
        decided_on=decision.decided_on,
        printed=decision.valid_to,
        regime=decision.regime,
        grade=decision.grade,
        degree=decision.degree,
        revoked_on=decision.revoked_on,
        superseded_on=superseded_on,
    )


def follow_up(decision: Decision) -> tuple[str, ...]:
    """Set the days that follow from the other values; return the names of their fields."""
    decision.starts_on, decision.ends_on = span(held(decision))
    return ("starts_on", "ends_on")
