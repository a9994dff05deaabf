"""``minhdinh serve``: the web server and one job worker, kept running."""

from __future__ import annotations

import datetime as dt
import logging
import os
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, connections
from django.utils import timezone

from minhdinh.appraisals.domain.intake.reminding import tell_cases_due
from minhdinh.assessments.domain.expiry import recount_expired
from minhdinh.common.commands import OwnCommand
from minhdinh.common.storage import WholeFileStorage
from minhdinh.config.lock import serving
from minhdinh.config.ports import answers, require_free_port
from minhdinh.config.supervisor import Supervisor, server_children
from minhdinh.documents.domain.case_bundle import forget_old_papers
from minhdinh.evidence.domain.bringing import row_stands
from minhdinh.evidence.domain.rescanning import start_due_scans
from minhdinh.evidence.health.jobs import start_due_rounds
from minhdinh.evidence.importing.drafts import forget_unconfirmed
from minhdinh.evidence.reading.jobs import start_due_readings
from minhdinh.evidence.resumable.receiving import forget_expired
from minhdinh.evidence.store.checking import forget_left
from minhdinh.evidence.store.unsettled import clear_unsettled
from minhdinh.jobs.domain.sweep import requeue_expired
from minhdinh.notifications.tasks import start_due
from minhdinh.recognition.domain.notices import tell_due

logger = logging.getLogger(__name__)
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


class Command(OwnCommand):
    """Serve until stopped."""

    help = "Chạy máy chủ web và bộ xử lý việc nền, tự khởi động lại khi hỏng; Ctrl+C để dừng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", metavar="ĐỊA CHỈ", help="địa chỉ mạng để nghe (127.0.0.1)"
        )
        parser.add_argument(
            "--threads",
            type=int,
            default=THREADS,
            metavar="SỐ",
            help=f"số yêu cầu phục vụ cùng lúc ({THREADS})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], settings.MINHDINH_PORT
        require_free_port(host, port)
        prepare()
        supervisor = Supervisor(
            server_children(host=host, port=port, threads=options["threads"]),
            housekeeping=keep_house,
            is_ready=partial(answers, host, port),
            on_ready=self._say_where,
        )
        with serving(Path(settings.MINHDINH_DATA)):
            code = supervisor.run()
        if code:
            raise CommandError("Máy chủ không chạy được; xem thông báo lỗi ở trên.", returncode=code)
        self.stdout.write("Đã dừng.")

    def _say_where(self) -> None:
        self.stdout.write(f"Minh Định đang chạy ở {settings.MINHDINH_PUBLIC_URL} (Ctrl+C để dừng).")
        self.stdout.flush()


def prepare() -> None:
    """Collect the pages' assets and sweep up what a killed server may have left."""
    call_command("collectstatic", interactive=False, verbosity=0)
    if isinstance(default_storage, WholeFileStorage):
        default_storage.sweep(stands=row_stands)
    for left in (Path(settings.MINHDINH_DATA) / "incoming").glob("*.upload*"):
        left.unlink(missing_ok=True)
    keep_house()


class _Daily:
    """The day on which the daily round, and the hour in which the hourly one, was last made by this process."""

    done_on: dt.date | None = None
    done_in: dt.datetime | None = None


def keep_house() -> None:
    """Run again the jobs whose worker died, and start letters and calls that are due.

    Once a day: evidence that ran out, lists that nobody confirmed, recognitions about to end, registrations whose stage
    ends. Once an hour: stores of evidence are checked that were not for a week; files are read and scanned that never
    were; old papers of registrations, unfinished uploads and files left in quarantine are removed, and what killed
    uploads left in the bucket. A database, a disk or a store that does not answer is asked again a minute later.
    """
    try:
        requeue_expired()
        start_due()
        now = timezone.localtime()
        if _Daily.done_on != now.date():
            recount_expired()
            forget_unconfirmed()
            tell_due()
            tell_cases_due()
            _Daily.done_on = now.date()
        hour = now.replace(minute=0, second=0, microsecond=0)
        if _Daily.done_in != hour:
            start_due_rounds()
            start_due_readings()
            start_due_scans()
            forget_old_papers()
            forget_expired()
            forget_left()
            clear_unsettled()
            _Daily.done_in = hour
    except (DatabaseError, OSError):
        logger.exception("The jobs could not be looked at")
    finally:
        connections.close_all()
