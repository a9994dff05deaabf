"""What this room registers at start-up; called once by ``apps.py``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import Permission
from minhdinh.jobs.registry import register
from minhdinh.notifications.domain import hooks, mail
from minhdinh.notifications.domain.queries import unread_count
from minhdinh.notifications.tasks import run_hooks, run_mail
from minhdinh.organisations.web import NavEntry, hang_bell, person_link, register_nav


def start() -> None:
    """Register the bell, the person's page of choices, the pages of web hooks and the jobs."""
    hang_bell("notifications:list", unread_count)
    person_link(20, _("Cách nhận thông báo, lịch"), "notifications:preferences", "bell")
    register(mail.JOB_KIND, run_mail)
    register(hooks.JOB_KIND, run_hooks)
    label, manage = _("Cổng gửi thông báo"), Permission.PEOPLE_MANAGE
    register_nav(
        NavEntry("unit", 80, label, "send", "notifications:hook", manage, needs_year=False),
        NavEntry("office", 80, label, "send", "notifications:office-hook", manage, needs_year=False),
    )
