"""Whether an address is free, and when a server answers there."""

from __future__ import annotations

import errno
import socket

from minhdinh.common.problems import Problem


def require_free_port(host: str, port: int) -> None:
    """Raise Problem where the server could not listen at ``host:port``, with the mend."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(_reason(host, port, error)) from error


def _reason(host: str, port: int, error: OSError) -> str:
    other = port + 1 if port < 65535 else 8000
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {port} đang có chương trình khác dùng (có thể Minh Định đã chạy rồi). "
            f"Hãy dừng chương trình đó, hoặc chọn cổng khác: MINHDINH_PORT={other}."
        )
    if error.errno == errno.EACCES:
        return f"Không có quyền mở cổng {port}. Hãy chọn cổng từ 1024 trở lên: MINHDINH_PORT=8000."
    return f"Không mở được địa chỉ {host}:{port} ({error.strerror})."


def answers(host: str, port: int) -> bool:
    """Tell whether something listens at ``host:port`` now."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not bound)
    try:
        with socket.create_connection((target, port), timeout=1):
            return True
    except OSError:
        return False
