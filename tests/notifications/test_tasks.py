"""What the worker runs and what the server starts every minute."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.jobs.models import Job
from minhdinh.jobs.registry import runner_of
from minhdinh.notifications.domain import hooks, mail
from minhdinh.notifications.models import HookDelivery, WebHook
from minhdinh.notifications.tasks import run_hooks, run_mail, start_due
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 11, 22, 20, 0, tzinfo=dt.UTC)  # three o'clock in Hanoi


class Quiet:
    def total(self, count: int) -> None:
        pass

    def advance(self, message: str = "", steps: int = 1) -> None:
        pass


def test_the_kinds_of_jobs_are_known() -> None:
    assert runner_of(mail.JOB_KIND) is run_mail
    assert runner_of(hooks.JOB_KIND) is run_hooks


def test_a_round_says_how_it_went() -> None:
    assert run_mail(Quiet(), day="2026-11-22", digest=True)["message"].startswith(
        "Ngày 2026-11-22: đã gửi 0 thư"
    )
    assert run_hooks(Quiet())["message"].startswith("Đã gửi 0 thông báo")


def test_at_night_nothing_starts_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)
    start_due()
    assert not Job.objects.exists()


def test_a_waiting_call_starts_one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)
    hook = WebHook.objects.create(organisation=SchoolFactory(), url="https://mau.vn/", kinds=["work"])
    HookDelivery.objects.create(hook=hook, event="notice", created_at=NIGHT, next_try_at=NIGHT)
    start_due()
    start_due()
    assert [job.kind for job in Job.objects.all()] == [hooks.JOB_KIND]
