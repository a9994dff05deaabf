"""``minhdinh --help``: the commands of the program, each in one Vietnamese sentence."""

from __future__ import annotations

from django.core.management import get_commands, load_command_class

HEAD = "Cách dùng: minhdinh LỆNH [THAM SỐ…]"
FOOT = (
    "Cách dùng một lệnh: minhdinh LỆNH --help\n"
    "Các lệnh của Django, dành cho người phát triển: minhdinh help --commands"
)
# What is not a management command of ours: started without Django, or Django's own that an administrator may need.
OTHERS = {
    "evaluate": "Tính mức theo một bộ tiêu chuẩn từ tệp JSON; không cần cơ sở dữ liệu.",
    "migrate": "Tạo hoặc nâng cấp cơ sở dữ liệu; các lệnh khác tự làm việc này.",
    "version": "In số phiên bản.",
}


def own_commands() -> dict[str, str]:
    """Return the names of our management commands with the rooms that they belong to."""
    rooms = {name: str(room) for name, room in get_commands().items()}
    return {name: room for name, room in sorted(rooms.items()) if room.startswith("minhdinh.")}


def overview() -> str:
    """Return the page that ``minhdinh`` prints without a command."""
    told = {name: str(load_command_class(room, name).help) for name, room in own_commands().items()}
    told |= OTHERS
    width = max(len(name) for name in told)
    lines = [f"  {name:<{width}}  {told[name]}" for name in sorted(told)]
    return "\n".join([HEAD, "", *lines, "", FOOT])
