"""Dispatch of the ``minhdinh`` command to Django's management commands."""

from __future__ import annotations

import sys

import django
from django.core.management import ManagementUtility

from minhdinh.common.problems import Problem, Problems
from minhdinh.config.env import SettingError

NEED_NO_DATABASE = frozenset(
    {"help", "version", "--version", "--help", "check", "migrate", "makemigrations", "collectstatic", "restore",
     "compilemessages", "makemessages", "shell", "dbshell", "qcluster"}
)  # fmt: skip


def run(argv: list[str]) -> int:
    """Run ``argv`` and return the exit code: 0 done, 1 failed, 2 refused with a message for people on stderr."""
    try:
        django.setup()
        command = argv[1] if len(argv) > 1 else "help"
        if command not in NEED_NO_DATABASE:
            from minhdinh.config.bootstrap import make_ready  # noqa: PLC0415 (apps must be loaded)

            make_ready()
        ManagementUtility(argv).execute()
    except SettingError as error:
        print(f"minhdinh: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except Problems as problems:
        for problem in problems.problems:
            print(f"minhdinh: {problem.message}", file=sys.stderr)  # noqa: T201
        return 2
    except Problem as problem:
        print(f"minhdinh: {problem.message}", file=sys.stderr)  # noqa: T201
        return 2
    return 0
