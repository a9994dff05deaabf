"""Dispatch of the ``minhdinh`` command to Django's management commands."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import ManagementUtility, get_commands

from minhdinh.common.problems import Problem, Problems
from minhdinh.config.env import SettingError
from minhdinh.config.overview import overview

NEED_NO_DATABASE = frozenset(
    {"help", "check", "migrate", "makemigrations", "collectstatic", "restore", "compilemessages", "makemessages",
     "shell", "dbshell", "qcluster"}
)  # fmt: skip
PURE_ACTIONS = frozenset({("standards", "check")})  # what only reads a file
OVERVIEW_WORDS: tuple[list[str], ...] = ([], ["help"], ["-h"], ["--help"])
HELP_WORDS = frozenset({"-h", "--help"})
INTERRUPTED = 130
BROKEN_PIPE = 141


def run(argv: list[str]) -> int:
    """Run ``argv`` and return the exit code: 0 done, 1 failed, 2 refused with a message for people on stderr."""
    try:
        django.setup()
        _execute(argv)
    except SettingError as error:
        return _refuse(str(error))
    except Problems as problems:
        return _refuse(*(problem.message for problem in problems.problems))
    except Problem as problem:
        return _refuse(problem.message)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough (`… | head`); Python must not try to flush the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return 0


def _execute(argv: list[str]) -> None:
    if argv[1:] in OVERVIEW_WORDS:
        print(overview())  # noqa: T201 (what was asked for)
        return
    if needs_database(argv):
        from minhdinh.config.bootstrap import make_ready  # noqa: PLC0415 (apps must be loaded)

        make_ready()
    ManagementUtility(argv).execute()


def needs_database(argv: list[str]) -> bool:
    """Tell whether the data folder has to be made ready first; never for an unknown command or a request for help."""
    command = argv[1] if len(argv) > 1 else "help"
    if command in NEED_NO_DATABASE or tuple(argv[1:3]) in PURE_ACTIONS or HELP_WORDS & set(argv[1:]):
        return False
    return command in get_commands()


def _refuse(*messages: str) -> int:
    for message in messages:
        print(f"minhdinh: {message}", file=sys.stderr)  # noqa: T201
    return 2
