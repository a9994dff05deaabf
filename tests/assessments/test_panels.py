from typing import Any

import pytest

from minhdinh.assessments import panels
from minhdinh.assessments.panels import Panel, panels_of, register_panel


def shown(actor: Any, assessment: Any) -> Panel:
    return Panel("room/_panel.html", {"actor": actor, "assessment": assessment})


def nothing(_actor: Any, _assessment: Any) -> None:
    return None


def test_a_room_shows_its_panel_once_and_may_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_providers", [])
    for provider in (nothing, shown, shown):
        register_panel(provider)
    assert panels_of("hiệu trưởng", "năm") == [  # type: ignore[arg-type]
        Panel("room/_panel.html", {"actor": "hiệu trưởng", "assessment": "năm"})
    ]
