from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """Who put something on the public page and when, and who took it back; the row stays as the trace of both."""

    published_at = models.DateTimeField(_("lúc công bố"))
    published_by_name = models.CharField(_("người công bố"), max_length=200)
    withdrawn_at = models.DateTimeField(_("lúc thôi công bố"), null=True, blank=True)
    withdrawn_by_name = models.CharField(_("người thôi công bố"), max_length=200, blank=True)

    class Meta:
        abstract = True
