"""``minhdinh demo``: what it prints, and that a second start keeps the data."""

import io

import pytest
from django.core.management import call_command

from minhdinh.common.problems import Problem
from minhdinh.config.management.commands import demo
from minhdinh.demo.loading.load import LAST_STEP
from minhdinh.demo.loading.people import PASSWORD
from minhdinh.demo.loading.steps import once

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_mode(settings, tmp_path):
    settings.MINHDINH_DEMO, settings.MINHDINH_MODE, settings.MINHDINH_DATA = True, "demo", tmp_path
    return tmp_path


def test_outside_a_demo_it_refuses(settings):
    settings.MINHDINH_DEMO, settings.MINHDINH_MODE = False, "production"
    with pytest.raises(Problem, match="production"):
        call_command("demo", "--load-only")


def test_a_second_start_keeps_the_data_and_prints_the_accounts(demo_mode):
    once(LAST_STEP, lambda: None)
    output = io.StringIO()
    call_command("demo", "--load-only", stdout=output)
    said = output.getvalue()
    assert "Giữ nguyên dữ liệu mẫu" in said
    assert PASSWORD in said
    assert "thuky" in said
    assert "http://127.0.0.1:8000" in said
    assert (demo_mode / "demo-accounts.json").exists()


def test_help_names_both_options():
    parser = demo.Command().create_parser("minhdinh", "demo")
    assert {"--host", "--load-only"} <= {
        option for action in parser._actions for option in action.option_strings
    }
