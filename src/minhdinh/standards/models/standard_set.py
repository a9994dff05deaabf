from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.standards.catalogue import StandardSet

if TYPE_CHECKING:
    from typing import Any


class StandardSetVersion(Record):
    """One version of a standard set, loaded from its file and never changed afterwards.

    The content is kept whole (ADR 3); ``catalogue`` gives it as typed objects, parsed once a process.
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

    class Meta:
        ordering = ["-effective_from", "set_id", "version"]
        constraints = [models.UniqueConstraint(fields=["set_id", "version"], name="standard_set_version_once")]

    def __str__(self) -> str:
        return f"{self.set_id} {self.version}"

    @property
    def catalogue(self) -> StandardSet:
        """The typed content."""
        return _parsed(self.checksum, self)


class _Keyed:
    """Makes a row hashable by checksum, so that the cache does not hold on to rows."""

    def __init__(self, checksum: str, content: dict[str, Any]) -> None:
        self.checksum = checksum
        self.content = content

    def __hash__(self) -> int:
        return hash(self.checksum)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.checksum == self.checksum


def _parsed(checksum: str, row: StandardSetVersion) -> StandardSet:
    return _parse(_Keyed(checksum, row.content))


@lru_cache(maxsize=64)
def _parse(key: _Keyed) -> StandardSet:
    return StandardSet.from_content(key.content)
