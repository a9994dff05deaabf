"""How templates write the months of a schedule."""

from __future__ import annotations

from django import template

from minhdinh.oversight.domain.schedule_months import month_label

register = template.Library()
register.filter("month_label", month_label)
