"""``minhdinh token create``: a key for another program, from the command line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minhdinh.access.actor import system_actor
from minhdinh.accounts.models import User
from minhdinh.api.domain.tokens import make_token
from minhdinh.api.enums import TokenScope
from minhdinh.common.problems import Problem


class Command(BaseCommand):
    """Make a token for a person."""

    help = "Make an API token for a person; the key is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["create"])
        parser.add_argument("--user", required=True, help="username")
        parser.add_argument("--name", default="command line")
        parser.add_argument("--scope", action="append", choices=TokenScope.values, default=None)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise Problem(f"Không có tài khoản “{options['user']}”.")
        made = make_token(
            actor=system_actor(),
            user=user,
            name=options["name"],
            scopes=options["scope"] or list(TokenScope.values),
        )
        if options["json"]:
            self.stdout.write(json.dumps({"key": made.key, "scopes": made.token.scopes}))
        else:
            self.stdout.write(made.key)
