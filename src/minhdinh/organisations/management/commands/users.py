"""``minhdinh users add``: the first account of an organisation, or any other."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.membership import IssuedAccount, issue_account
from minhdinh.organisations.domain.queries import organisation_with_code

WRONG = 2


class Command(OwnCommand):
    """Issues accounts."""

    help = "Cấp tài khoản với một vai trò ở một đơn vị; mật khẩu đầu tiên chỉ in ra một lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        adding = actions.add_parser("add", help="cấp một tài khoản")
        adding.add_argument("--organisation", required=True, metavar="MÃ", help="mã đơn vị")
        adding.add_argument("--username", required=True, metavar="TÊN", help="tên đăng nhập")
        adding.add_argument("--name", required=True, metavar="HỌ TÊN", help="họ và tên")
        adding.add_argument("--role", required=True, metavar="VAI", help=f"vai trò: {', '.join(Role.values)}")
        adding.add_argument(
            "--email", default="", metavar="ĐỊA CHỈ", help="thư điện tử, để tự lấy lại mật khẩu"
        )
        adding.add_argument("--position", default="", metavar="CHỮ", help="chức vụ")
        adding.add_argument(
            "--password", default="", metavar="CHỮ", help="bỏ trống thì hệ thống tạo, đổi ở lần đăng nhập đầu"
        )
        adding.add_argument("--json", action="store_true", help=self.JSON_HELP)

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
