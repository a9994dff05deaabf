from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.standards.catalogue import Correction, StandardSet, apply_corrections

if TYPE_CHECKING:
    from minhdinh.standards.models.correction import RuleCorrection

MOST_PARSED = 64


class StandardSetVersion(Record):
    """One version of a standard set, loaded from its file and never changed afterwards.

    The content is kept whole (ADR 3). ``catalogue`` gives it as typed objects with the administrator's corrections
    layered over it; it is parsed once a process for each combination.
    """

    set_id = models.SlugField(_("mã bộ"), max_length=60)
    version = models.CharField(_("phiên bản"), max_length=40)
    title = models.TextField(_("tên"))
    legal_basis = models.TextField(_("căn cứ"))
    effective_from = models.DateField(_("hiệu lực từ"))
    effective_to = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    institution_types = models.JSONField(default=list)
    checksum = models.CharField(max_length=64)
    content = models.JSONField()
    corrections_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-effective_from", "set_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["set_id", "version"], name="standard_set_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.set_id} {self.version}"

    @cached_property
    def layers(self) -> list[RuleCorrection]:
        """The corrections in force, oldest first: one query, and none where there are no corrections.

        ``domain.queries`` fills it for several rows at once.
        """
        if not self.corrections_count:
            return []
        return list(self.corrections.filter(withdrawn=False).order_by("id"))

    @cached_property
    def catalogue(self) -> StandardSet:
        """The typed content with the corrections in force."""
        return self._with([row.as_correction() for row in self.layers])

    def catalogue_at(self, moment: dt.datetime) -> StandardSet:
        """Return the typed content with the corrections that were in force at a moment of the past.

        What was sealed is judged by it: a correction written or withdrawn since does not touch it. A row changes only
        when it is corrected, so nothing is asked where that has not happened since.
        """
        if self.updated_at <= moment:
            return self.catalogue
        then = models.Q(withdrawn=False) | models.Q(withdrawn_at__gt=moment)
        rows = self.corrections.filter(then, created_at__lte=moment).order_by("id")
        return self._with([row.as_correction() for row in rows])

    def _with(self, corrections: list[Correction]) -> StandardSet:
        marks = [[one.target, one.value, one.legal_reference] for one in corrections]
        key = (self.checksum, sha256(canonical_json(marks)))
        if key not in _parsed:
            if len(_parsed) >= MOST_PARSED:
                _parsed.clear()
            _parsed[key] = StandardSet.from_content(self.corrected_content(corrections))
        return _parsed[key]

    def corrected_content(self, corrections: list[Correction]) -> Mapping[str, Any]:
        """Return the content of the file with corrections layered over it."""
        return apply_corrections(self.content, corrections) if corrections else self.content

    def forget_layers(self) -> None:
        """Read corrections and catalogue anew at the next use, after a correction was written."""
        for name in ("layers", "catalogue"):
            self.__dict__.pop(name, None)

    def official_wording(self) -> dict[tuple[str, int], str]:
        """Return the imported official wording by (criterion, level); empty where none was imported."""
        return {(row.criterion, row.level): row.text for row in self.wordings.all()}


_parsed: dict[tuple[str, str], StandardSet] = {}
