"""What the commands of all rooms share: help in Vietnamese that lists what is ours."""

from __future__ import annotations

from typing import ClassVar

from django.core.management.base import BaseCommand


class OwnCommand(BaseCommand):
    """A command whose help speaks Vietnamese: Django's own switches work as ever and are not listed.

    Every option needs a ``help`` in Vietnamese (tests/config/test_overview.py).
    """

    suppressed_base_arguments: ClassVar[set[str]] = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }
    JSON_HELP = "in kết quả dạng JSON; đầu ra chuẩn chỉ có JSON"
