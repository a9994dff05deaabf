"""Settings from environment variables, typed, failing loudly with the name of the variable.

Every reader accepts ``NAME_FILE`` beside ``NAME``: the path of a file that holds the value (secrets).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class SettingError(ValueError):
    """A setting is missing or malformed; the message names the variable and the mend."""


class Environment:
    """Reads ``MINHDINH_*`` variables from a mapping (the process environment by default)."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values

    def text(self, name: str, default: str | None = None) -> str:
        """Return the value of ``name``; without default a missing variable is an error."""
        if name in self.values:
            return self.values[name].strip()
        file_name = self.values.get(f"{name}_FILE")
        if file_name:
            path = Path(file_name)
            if not path.is_file():
                raise SettingError(f"{name}_FILE names {file_name}, which is not a file.")
            return path.read_text(encoding="utf-8").strip()
        if default is None:
            raise SettingError(f"{name} is required. Set it, or set {name}_FILE to a file that holds it.")
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes/no value; anything but a known word is an error."""
        word = self.text(name, "yes" if default else "no").lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
        raise SettingError(f"{name} is {word!r}; use yes or no.")

    def number(self, name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
        """Return a whole number between ``least`` and ``most``."""
        raw = self.text(name, str(default))
        try:
            value = int(raw)
        except ValueError:
            raise SettingError(f"{name} is {raw!r}; a whole number is needed.") from None
        if not least <= value <= most:
            raise SettingError(f"{name} is {value}; it must lie between {least} and {most}.")
        return value

    def words(self, name: str, default: str = "") -> list[str]:
        """Return a comma-separated list without empty entries."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """Return one of ``choices``."""
        value = self.text(name, default)
        if value not in choices:
            raise SettingError(f"{name} is {value!r}; use one of: {', '.join(choices)}.")
        return value

    def folder(self, name: str, default: str) -> Path:
        """Return an absolute folder path; it need not exist yet."""
        path = Path(self.text(name, default)).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise SettingError(f"{name} names {path}, which is not a folder.")
        return path


def postgresql_settings(url: str, *, name: str = "MINHDINH_DATABASE_URL") -> dict[str, object]:
    """Turn ``postgresql://user:password@host:port/database`` into Django's connection settings.

    Plans of boards are cheap to run and dear to compile, so the server's JIT is off; ``?options=`` in the address
    says otherwise, empty behind a pooler that refuses start-up options.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise SettingError(f"{name} must look like postgresql://user:password@host:5432/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": _server_options(parts.query),
    }


def _server_options(query: str) -> dict[str, str]:
    given = parse_qs(query, keep_blank_values=True).get("options", ["-c jit=off"])[-1]
    return {"options": given} if given else {}


def sqlite_settings(path: Path) -> dict[str, object]:
    """Return SQLite connection settings: WAL, immediate transactions, foreign keys on (ADR 2)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
