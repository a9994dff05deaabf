import os
from pathlib import Path

import pytest

from minhdinh import __version__
from tests.config.commands import minhdinh, python

EVALUATE = """
import sys
from minhdinh.cli import main
sys.argv = ["minhdinh", "evaluate", "--help"]
try:
    main()
except SystemExit as stop:
    print("code", stop.code, "django", "django" in sys.modules, file=sys.stderr)
"""


def test_evaluate_starts_without_django_settings_or_data(tmp_path: Path) -> None:
    done = python(tmp_path, EVALUATE, MINHDINH_MODE="nonsense")
    assert done.stderr.strip().splitlines()[-1] == "code 0 django False"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", ["version", "--version"])
def test_the_version_is_ours_and_needs_nothing(tmp_path: Path, word: str) -> None:
    done = minhdinh(tmp_path, word, MINHDINH_MODE="nonsense")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{__version__}\n", "")
    assert list(tmp_path.iterdir()) == []


def test_demo_refuses_to_run_in_production(ready_data: Path) -> None:
    done = minhdinh(
        ready_data, "demo", "--load-only", MINHDINH_MODE="production", MINHDINH_SECRET_KEY="x" * 40
    )
    assert done.returncode == 2
    assert "MINHDINH_MODE" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_command_is_not_a_demo(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['minhdinh', 'help']\nfrom minhdinh.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\nimport os; print(os.environ.get('MINHDINH_MODE'))"
    done = python(tmp_path, code)
    assert done.stdout.strip().endswith("None")
    assert os.environ.get("MINHDINH_MODE") is None
