"""Commands of ours: Django's own switches work and are not listed."""

from argparse import Namespace
from io import StringIO
from typing import Any

from django.core.management.base import CommandParser

from minhdinh.common.commands import OwnCommand

HIDDEN = ("--version", "--verbosity", "--settings", "--traceback", "--no-color", "--skip-checks")


class Greet(OwnCommand):
    help = "Chào một người."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="tên người ấy")
        parser.add_argument("--json", action="store_true", help=self.JSON_HELP)

    def handle(self, *args: Any, **options: Any) -> str:
        return f"Chào {options['name']}" + "!" * (options["verbosity"] - 1)


def page() -> str:
    printed = StringIO()
    Greet().create_parser("minhdinh", "greet").print_help(printed)
    return printed.getvalue()


def test_the_help_shows_what_is_ours() -> None:
    for words in ("Chào một người.", "tên người ấy", "--json", "đầu ra chuẩn chỉ có JSON"):
        assert words in page()


def test_the_help_hides_the_switches_of_django() -> None:
    assert [switch for switch in HIDDEN if switch in page()] == []


def test_the_hidden_switches_still_work() -> None:
    parser = Greet().create_parser("minhdinh", "greet")
    given: Namespace = parser.parse_args(["Hà", "--verbosity", "3", "--skip-checks"])
    assert (given.verbosity, given.skip_checks, given.json) == (3, True, False)
    command = Greet(stdout=StringIO())
    assert command.execute(**{**vars(given), "force_color": False, "no_color": True}) == "Chào Hà!!"
