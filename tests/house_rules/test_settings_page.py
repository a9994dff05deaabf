"""The page of settings and the code name the same variables."""

import re

from tests.house_rules.tree import ROOT, name_of, sources, text_of

READ = re.compile(r"""(?:environ(?:ment)?|env)\w*(?:\.\w+)?[\(\[]\s*["'](MINHDINH_[A-Z0-9_]+)["']""")
LISTED = re.compile(r"^\| `(MINHDINH_[A-Z0-9_]+)` \|", re.MULTILINE)
PAGE = ROOT / "docs" / "architecture" / "settings.md"


def variables_in_code() -> set[str]:
    folders = ("scripts", "tests/browser.py")
    paths = [*sources(), *(ROOT / "scripts").glob("*.py"), ROOT / folders[1]]
    return {name for path in paths for name in READ.findall(text_of(path))}


def test_every_variable_is_on_the_page_and_no_other() -> None:
    assert variables_in_code() == set(LISTED.findall(text_of(PAGE))), name_of(PAGE)
