"""``minhdinh serve``: the web server and one job worker, kept running."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from minhdinh.common.storage import WholeFileStorage
from minhdinh.config.supervisor import Supervisor, server_children
from minhdinh.jobs.domain.sweep import requeue_expired


class Command(BaseCommand):
    """Serve until stopped."""

    help = "Start the web server and one job worker; restart whichever ends; stop both on Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        code = Supervisor(
            server_children(host=options["host"], port=settings.MINHDINH_PORT, threads=options["threads"])
        ).run()
        if code:
            raise CommandError("The server ended with an error.", returncode=code)


def prepare() -> None:
    """Collect the pages' assets and sweep up what a killed server may have left."""
    call_command("collectstatic", interactive=False, verbosity=0)
    if isinstance(default_storage, WholeFileStorage):
        default_storage.sweep()
    requeue_expired()
