from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.standards.catalogue import Correction, StandardSet, apply_corrections


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
        constraints = [models.UniqueConstraint(fields=["set_id", "version"], name="standard_set_version_once")]

    def __str__(self) -> str:
        return f"{self.set_id} {self.version}"

    @cached_property
    def catalogue(self) -> StandardSet:
        """The typed content with the corrections in force."""
        rows = self.corrections.filter(withdrawn=False) if self.corrections_count else ()
        corrections = [Correction(row.target, row.value) for row in rows]
        layers = sha256(canonical_json([[one.target, one.value] for one in corrections]))
        key = (self.checksum, layers)
        if key not in _parsed:
            content: Mapping[str, Any] = apply_corrections(self.content, corrections) if corrections else self.content
            _parsed[key] = StandardSet.from_content(content)
        return _parsed[key]

    def official_wording(self) -> dict[tuple[str, int], str]:
        """Return the imported official wording by (criterion, level); empty where none was imported."""
        return {(row.criterion, row.level): row.text for row in self.wordings.all()}


_parsed: dict[tuple[str, str], StandardSet] = {}
