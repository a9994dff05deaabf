"""Audit actions of this room."""

from django.utils.translation import gettext_lazy as _

from minhdinh.audit.registry import register

MADE = register("document.made", _("Lập {name}"))
OPENED_FROM_OUTSIDE = register("document.opened", _("Người ngoài trường mở {name}"))
TEMPLATE_REPLACED = register("document.template_replaced", _("Thay mẫu {form} bằng tệp {file}"))
TEMPLATE_WITHDRAWN = register("document.template_withdrawn", _("Bỏ mẫu thay thế của {form}"))
DECISION_PAPER = register("document.decision_paper", _("Lập {form} theo quyết định {number}"))
