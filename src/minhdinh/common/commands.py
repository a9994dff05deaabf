"""What the commands of all rooms share: help in Vietnamese that lists what is ours."""

from __future__ import annotations

from argparse import SUPPRESS
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class OwnCommand(BaseCommand):
    """A command whose help speaks Vietnamese: Django's own switches work as ever and are not listed.

    Every option needs a ``help`` in Vietnamese (tests/config/test_overview.py).
    """

    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }
    JSON_HELP = "in kết quả dạng JSON; đầu ra chuẩn chỉ có JSON"

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return Django's parser; ``--skip-checks``, which its own list does not reach, is left out of the help too."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        for option in parser._actions:  # noqa: SLF001 (argparse offers no other way to its options)
            if option.dest == "skip_checks":
                option.help = SUPPRESS
        return parser
