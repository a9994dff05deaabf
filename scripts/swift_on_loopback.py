"""OpenStack Swift with its S3 interface in one process on loopback, run by the system's Python, which has it.

``temporary_swift.py`` starts it: ``python3 swift_on_loopback.py FOLDER PORT`` with the two keys in ``S3_KEY`` and
``S3_SECRET``. One device, one replica, nothing flushed to disk, open to the pages of
every origin: for tests only.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import eventlet

eventlet.monkey_patch()

from eventlet import tpool, wsgi  # noqa: E402 (everything after it has to be made for its threads)
from swift.account.server import AccountController  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import ConfigString, loadapp  # noqa: E402
from swift.container.server import ContainerController  # noqa: E402
from swift.obj.server import ObjectController  # noqa: E402

DEVICE = "only"
ONE_PARTITION = 0
CONTROLLERS = {"account": AccountController, "container": ContainerController, "object": ObjectController}
PROXY = """
[DEFAULT]
swift_dir = {rings}
log_level = ERROR
[pipeline:main]
pipeline = catch_errors s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
cors_allow_origin = *
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
dns_compliant_bucket_names = false
cors_preflight_allow_origin = *
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{person} = {secret} .admin
[filter:slo]
use = egg:swift#slo
rate_limit_after_segment = 1000
"""


class Quiet(logging.StreamHandler):
    """The log of a server that says nothing but its errors."""

    def write(self, text: str) -> None:
        """Take a line of eventlet's access log and forget it."""


class Memory:
    """What the proxy remembers between requests, in the place of memcached."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str, **_options: Any) -> Any:
        """Return what is known under a key."""
        return self.values.get(key)

    def set(self, key: str, value: Any, *_options: Any, **_more: Any) -> None:
        """Remember a value until the end."""
        self.values[key] = value

    def delete(self, key: str, *_options: Any, **_more: Any) -> None:
        """Forget a value."""
        self.values.pop(key, None)


def remembering(application: Any) -> Any:
    """Return the application with a memory in each request."""
    memory = Memory()

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        environ["swift.cache"] = memory
        return application(environ, start_response)

    return answer


def make_ring(rings: Path, kind: str, port: int) -> None:
    """Write the ring of one kind of servers: one device with all of it."""
    builder = RingBuilder(ONE_PARTITION, 1, 1)
    place = {"region": 1, "zone": 1, "weight": 1.0, "device": DEVICE}
    builder.add_dev({"id": 0, "ip": "127.0.0.1", "port": port, **place})
    builder.rebalance()
    builder.get_ring().save(str(rings / f"{kind}.ring.gz"))


def serve(application: Any, listener: Any) -> None:
    """Answer on a socket, in the background."""
    eventlet.spawn(wsgi.server, listener, application, log=Quiet(), log_output=False)


def end_with_parent(folder: Path) -> None:
    """End and leave nothing when whoever started this is gone: then nobody holds the other end of the input."""
    tpool.execute(sys.stdin.buffer.read)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def main() -> None:
    """Start the three back ends and the proxy, and stay until killed or left alone."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    eventlet.spawn(end_with_parent, folder)
    account, _colon, person = os.environ["S3_KEY"].partition(":")
    rings, devices = folder / "rings", folder / "devices"
    for made in (rings, devices / DEVICE):
        made.mkdir(parents=True, exist_ok=True)
    utils.HASH_PATH_PREFIX = utils.HASH_PATH_SUFFIX = b"test"
    utils.SWIFT_CONF_FILE = str(folder / "swift.conf")
    options = {
        "devices": str(devices), "mount_check": "false", "swift_dir": str(rings), "fallocate_reserve": "0",
        "disable_fallocate": "true", "log_level": "ERROR",
    }  # fmt: skip
    for kind, controller in CONTROLLERS.items():
        listener = eventlet.listen(("127.0.0.1", 0))
        make_ring(rings, kind, listener.getsockname()[1])
        serve(controller(options), listener)
    settings = PROXY.format(rings=rings, account=account, person=person, secret=os.environ["S3_SECRET"])
    proxy = remembering(loadapp(ConfigString(settings)))
    wsgi.server(eventlet.listen(("127.0.0.1", port)), proxy, log=Quiet(), log_output=False)


if __name__ == "__main__":
    main()
