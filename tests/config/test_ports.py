import errno
import socket

import pytest

from minhdinh.common.problems import Problem
from minhdinh.config.ports import _reason, answers, require_free_port


@pytest.fixture
def busy():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_busy_port_is_named_with_another_one_to_take(busy):
    with pytest.raises(Problem, match=f"Cổng {busy} .*MINHDINH_PORT={busy + 1}"):
        require_free_port("127.0.0.1", busy)
    assert answers("127.0.0.1", busy)
    assert answers("0.0.0.0", busy)


def test_a_free_port_is_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    require_free_port("127.0.0.1", port)
    assert not answers("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Problem, match=r"203\.0\.113\.7"):
        require_free_port("203.0.113.7", 8000)


def test_the_reasons_name_the_mend():
    assert "1024" in _reason("127.0.0.1", 80, OSError(errno.EACCES, "denied"))
    assert "MINHDINH_PORT=8000" in _reason("127.0.0.1", 65535, OSError(errno.EADDRINUSE, "in use"))
    assert "odd" in _reason("127.0.0.1", 8000, OSError(errno.EIO, "odd"))
