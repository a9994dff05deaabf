from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.enums import Status, Storage, Verification
from minhdinh.evidence.models.blob import Blob
from minhdinh.lib.text import clean, fold, sort_key
from minhdinh.organisations.models import SchoolOwned


class EvidenceItem(SchoolOwned):
    """One piece of evidence: one code a convention, any number of files, a link or a place.

    ``code`` is the code of the convention of the set in which the item was first made; all its codes are in
    ``EvidenceCode``. An item without code is in the inbox: it was sent by somebody who knew no criterion, and can
    neither be verified nor cited before it is filed. ``valid_to`` is the last day on which the item still holds.
    """

    code = models.CharField(_("mã minh chứng"), max_length=40, blank=True, default="")
    code_sort = models.CharField(max_length=120, editable=False)
    root_criterion = models.CharField(_("tiêu chí gốc"), max_length=10, blank=True, default="")
    first_year = models.CharField(_("năm học đầu"), max_length=9)
    name = models.CharField(_("tên minh chứng"), max_length=400)
    name_sort = models.CharField(max_length=500, editable=False, default="")
    kind = models.CharField(_("loại"), max_length=60, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=120, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("nơi ban hành"), max_length=250, blank=True)
    valid_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("hiệu lực đến hết"), null=True, blank=True)
    period = models.CharField(_("thời gian mà minh chứng nói tới"), max_length=120, blank=True)
    storage = models.CharField(_("cách lưu"), max_length=10, choices=Storage.choices, default=Storage.FILE)
    link = models.URLField(_("đường dẫn"), max_length=1000, blank=True)
    place = models.CharField(_("nơi lưu trữ"), max_length=250, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    sensitive = models.BooleanField(_("nhạy cảm, chỉ lưu chỉ mục"), default=False)
    verification = models.CharField(
        _("xác minh"), max_length=10, choices=Verification.choices, default=Verification.PENDING
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    rejected_reason = models.CharField(_("lý do từ chối"), max_length=500, blank=True)
    contributed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_count = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
    search_text = models.TextField(editable=False)

    class Meta:
        ordering = ["code_sort", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code"], condition=~Q(code=""), name="evidence_code_once_a_school"
            ),
            models.CheckConstraint(
                condition=~Q(verification=Verification.VERIFIED) | ~Q(code=""),
                name="evidence_verified_with_code",
            ),
            models.CheckConstraint(
                condition=~Q(verification=Verification.REJECTED) | ~Q(rejected_reason=""),
                name="evidence_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="evidence_validity_in_order",
            ),
        ]
        indexes = [models.Index(fields=["school", "code_sort"], name="evidence_by_code")]

    def __str__(self) -> str:
        return f"{self.label} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row with its derived sort and search keys."""
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Set the sort and search keys from what they follow from; for rows that are written many at once."""
        self.name = clean(self.name)
        self.name_sort = sort_key(self.name)[:500]
        self.code_sort = sort_key(self.code)[:120] if self.code else ""
        self.search_text = fold(f"{self.code} {self.name} {self.number} {self.issuer} {self.note}")

    @property
    def label(self) -> str:
        """The code, or in words that there is none yet."""
        return self.code or gettext("(chưa có mã)")

    @property
    def is_kept(self) -> bool:
        """Whether there is something behind the code: a file, a link or a place; of a sensitive item no file counts."""
        return bool(self.link or self.place or (self.file_count and not self.sensitive))

    def status_on(self, day: dt.date) -> Status:
        """Return what people see on ``day``."""
        if self.verification == Verification.REJECTED:
            return Status.REJECTED
        if self.valid_to and self.valid_to < day:
            return Status.EXPIRED
        if not self.is_kept:
            return Status.MISSING
        return Status(self.verification)

    def usable_on(self, day: dt.date) -> bool:
        """Whether the item can carry a level on ``day``: verified, kept, not expired, not removed."""
        return self.removed_at is None and self.status_on(day) is Status.VERIFIED


class EvidenceCode(SchoolOwned):
    """A code an item has or had in a convention; a number once given is never given again."""

    same_school = ("item",)

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="codes")
    convention = models.CharField(max_length=40)
    text = models.CharField(_("mã"), max_length=40)
    criterion = models.CharField(max_length=10)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["item", "convention", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "convention", "text"], name="code_once_a_convention"),
            models.UniqueConstraint(
                fields=["item", "convention"], condition=Q(current=True), name="code_one_current_a_convention"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CodeCounter(SchoolOwned):
    """The last number given for a criterion in a convention; raised by one UPDATE … RETURNING."""

    convention = models.CharField(max_length=40)
    criterion = models.CharField(max_length=10)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "convention", "criterion"], name="code_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.convention} {self.criterion}: {self.last}"


class EvidenceFile(SchoolOwned):
    """A file of an item; taking it away is reversible, its bytes stay.

    ``dated_on`` is the day the paper in the file carries, never the day it was uploaded. A file that a newer one took
    the place of names it in ``replaced_by`` and stays readable; ``removed_at`` then is the day of the replacement.
    """

    same_school = ("item", "blob", "replaced_by")

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("tên tệp"), max_length=250)
    position = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(_("ghi chú"), max_length=250, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dated_on = models.DateField(_("ngày của văn bản trong tệp"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        ordering = ["item", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(removed_at__isnull=False),
                name="evidence_replaced_is_removed",
            )
        ]

    def __str__(self) -> str:
        return self.name
