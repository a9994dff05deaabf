from pathlib import Path

from tests.config.commands import python

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
