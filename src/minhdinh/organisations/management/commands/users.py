"""``minhdinh users add``: the first account of an organisation, or any other."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.membership import IssuedAccount, issue_account
from minhdinh.organisations.domain.queries import organisation_with_code

WRONG = 2


class Command(BaseCommand):
    """Issues accounts."""

    help = "Issues an account with a role in an organisation and prints its first password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        adding = actions.add_parser("add", help="issue one account")
        adding.add_argument("--organisation", required=True, metavar="CODE")
        adding.add_argument("--username", required=True)
        adding.add_argument("--name", required=True, help="full name")
        adding.add_argument("--role", required=True, help=", ".join(Role.values))
        adding.add_argument("--email", default="")
        adding.add_argument("--position", default="")
        adding.add_argument(
            "--password", default="", help="none: one is made, to be changed at the first sign-in"
        )
        adding.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            issued = self._issued(options)
        except Problem as problem:
            raise CommandError(problem.message, returncode=WRONG) from problem
        password = "" if options["password"] else issued.password
        shown = {"username": issued.user.username, "name": issued.user.full_name, "first_password": password}
        if options["json"]:
            self.stdout.write(json.dumps(shown, ensure_ascii=False))
        else:
            self.stdout.write(f"{issued.user.username}\t{issued.user.full_name}\t{password}".rstrip())

    def _issued(self, options: dict[str, Any]) -> IssuedAccount:
        organisation = organisation_with_code(options["organisation"])
        if organisation is None:
            raise Problem(f"Không có đơn vị mang mã {options['organisation']}.")
        return issue_account(
            actor=system_actor(organisation.pk),
            organisation=organisation,
            username=options["username"],
            full_name=options["name"],
            role=options["role"],
            email=options["email"],
            position=options["position"],
            password=options["password"],
        )
