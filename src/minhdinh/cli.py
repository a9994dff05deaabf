"""The ``minhdinh`` command."""

from __future__ import annotations

import os
import sys

from minhdinh import __version__

VERSION_WORDS = (["version"], ["--version"])


def main() -> None:
    """Run one command. ``evaluate`` and ``version`` start without Django, settings or a database."""
    command = sys.argv[1:2]
    if command == ["evaluate"]:
        from minhdinh.standards.evaluate import main as evaluate  # noqa: PLC0415 (keeps Django out)

        sys.exit(evaluate(sys.argv[2:]))
    if command in VERSION_WORDS:
        print(__version__)  # noqa: T201 (what was asked for)
        sys.exit(0)
    if command == ["demo"]:
        os.environ.setdefault("MINHDINH_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhdinh.config.settings")
    from minhdinh.config.run import run  # noqa: PLC0415 (settings are read at import)

    sys.exit(run(sys.argv))
