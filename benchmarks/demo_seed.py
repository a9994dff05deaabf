"""Fills an empty installation with the demo's province and its main school; prints the secretary's session as JSON.

Run as ``python -m benchmarks.demo_seed`` with the installation's variables.
"""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (apps must be loaded)
from django.test import Client  # noqa: E402

from minhdinh.accounts.models import User  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.demo.content import MAIN_SCHOOL  # noqa: E402
from minhdinh.demo.loading.load import load_demo  # noqa: E402


def main() -> None:
    make_ready()
    call_command("collectstatic", interactive=False, verbosity=0)
    load_demo(lambda _step: None, folders=(MAIN_SCHOOL,))
    client = Client()
    client.force_login(
        User.objects.get(username="thuky"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    print(json.dumps({"session": client.cookies["sessionid"].value}))


if __name__ == "__main__":
    main()
