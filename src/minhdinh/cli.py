"""The ``minhdinh`` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command. ``evaluate`` is pure and starts without Django, settings or a database."""
    if sys.argv[1:2] == ["evaluate"]:
        from minhdinh.standards.evaluate import main as evaluate  # noqa: PLC0415 (keeps Django out)

        sys.exit(evaluate(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhdinh.config.settings")
    from minhdinh.config.run import run  # noqa: PLC0415 (settings are read at import)

    sys.exit(run(sys.argv))
