"""``minhdinh token create``: a key for another program, from the command line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from minhdinh.access.actor import system_actor
from minhdinh.accounts.models import User
from minhdinh.api.domain.tokens import make_token
from minhdinh.api.enums import TokenScope
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import Problem


class Command(OwnCommand):
    """Make a token for a person."""

    help = "Tạo mã truy cập API cho một người; mã chỉ in ra một lần."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["create"], help="create: tạo mã mới")
        parser.add_argument("--user", required=True, metavar="TÊN", help="tên đăng nhập của người ấy")
        parser.add_argument("--name", default="dòng lệnh", metavar="TÊN", help="phần mềm sẽ dùng mã này")
        parser.add_argument(
            "--scope",
            action="append",
            choices=TokenScope.values,
            default=None,
            help="phạm vi, ghi được nhiều lần; bỏ trống là mọi phạm vi",
        )
        parser.add_argument("--json", action="store_true", help=self.JSON_HELP)

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
