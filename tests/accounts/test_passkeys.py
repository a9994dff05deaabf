"""The module for passkeys stands unread in its place; who asks it for something gets it."""

import sys

import pytest

from minhdinh.accounts.passkeys import leave_unread

PACKAGE, MODULE = "mau_tam", "mau_tam.chua_doc"


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "chua_doc.py").write_text("from mau_tam import dau\ndau.append('read')\nANSWER = 42\n")
    (folder / "__init__.py").write_text("dau = []\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in (PACKAGE, MODULE):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("package")
def test_it_is_read_when_it_is_first_asked_for_something():
    assert leave_unread(MODULE)
    import mau_tam
    from mau_tam import chua_doc

    assert mau_tam.dau == []
    assert chua_doc.ANSWER == 42
    assert mau_tam.dau == ["read"]


@pytest.mark.usefixtures("package")
def test_what_was_read_already_stays():
    import mau_tam.chua_doc

    assert not leave_unread(MODULE)
    assert mau_tam.chua_doc.ANSWER == 42


def test_a_module_that_is_not_there_is_no_error():
    assert not leave_unread("allauth.mfa.khong_co")


def test_allauth_finds_its_module():
    from allauth.mfa.webauthn.internal import auth, flows

    assert flows.auth is auth
    assert auth.STATE_SESSION_KEY == "mfa.webauthn.state"
