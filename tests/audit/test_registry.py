import pytest

from minhdinh.audit import registry
from minhdinh.audit.registry import (
    Action,
    UnknownActionError,
    action,
    groups,
    inner_codes,
    masked,
    register,
    sentence,
)


@pytest.fixture(autouse=True)
def _own_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_actions", {})


def test_a_registered_action_has_its_sentence() -> None:
    assert register("sheet.saved", "Lưu phiếu {criterion}") == "sheet.saved"
    assert action("sheet.saved") == Action("sheet.saved", "Lưu phiếu {criterion}")
    assert sentence("sheet.saved", {"criterion": "1.3", "more": 1}) == "Lưu phiếu 1.3"


def test_missing_values_print_as_an_ellipsis() -> None:
    register("sheet.saved", "Lưu phiếu {criterion} của {person}")
    assert sentence("sheet.saved", {"criterion": "1.3"}) == "Lưu phiếu 1.3 của …"


def test_a_record_of_an_action_that_is_gone_stays_readable() -> None:
    assert sentence("old.thing", {"x": 1}) == "old.thing"


def test_an_unknown_action_cannot_be_recorded() -> None:
    with pytest.raises(UnknownActionError):
        action("old.thing")


def test_registering_the_same_again_is_allowed_another_sentence_is_not() -> None:
    register("sheet.saved", "Lưu phiếu")
    register("sheet.saved", "Lưu phiếu")
    with pytest.raises(ValueError, match="twice"):
        register("sheet.saved", "Ghi phiếu")


def test_groups() -> None:
    for code in ("sheet.saved", "account.issued", "sheet.opened"):
        register(code, code)
    assert groups() == ["account", "sheet"]


def test_secrets_are_masked() -> None:
    data = {"password": "abc", "token": "t", "secret": 1, "code": "x", "name": "Lan"}
    assert masked(data) == {"password": "***", "token": "***", "secret": "***", "code": "***", "name": "Lan"}
    assert data["password"] == "abc"


def test_a_value_cannot_reach_into_the_program() -> None:
    register("sheet.saved", "Lưu {name}")
    assert sentence("sheet.saved", {"name": "{criterion.__class__}"}) == "Lưu {criterion.__class__}"


def test_inner_work_is_known_by_its_codes() -> None:
    register("desk.sent", "Gửi phiếu", inner=True)
    register("sheet.saved", "Lưu phiếu")
    assert inner_codes() == ["desk.sent"]
