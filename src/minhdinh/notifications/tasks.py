"""What a worker runs for this room, and what the server starts every minute."""

from __future__ import annotations

from typing import Any

from minhdinh.jobs.registry import Progress
from minhdinh.notifications.domain.hooks import call_round, start_due_calls
from minhdinh.notifications.domain.mail import send_round, start_due_mail


def run_mail(progress: Progress, *, day: str, digest: bool) -> dict[str, Any]:
    """Write the letters that are due; ``day`` says for which day's digest the round was started."""
    sent = send_round(digest=digest, progress=progress)
    return {"message": f"Ngày {day}: đã gửi {sent.letters} thư, {sent.failures} thư chưa gửi được."}


def run_hooks(progress: Progress) -> dict[str, Any]:
    """Make the calls that are due."""
    good, failed = call_round(progress)
    return {"message": f"Đã gửi {good} thông báo, {failed} cổng kết nối chưa nhận được."}


def start_due() -> None:
    """Start what is due of letters and calls; safe to call at any time."""
    start_due_mail()
    start_due_calls()
