"""The signing secret: demanded in production, made once in the data folder everywhere else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from minhdinh.config.env import Environment, SettingError

SECRET_FILE = "secret.key"  # noqa: S105 (a file name)
LEAST_LENGTH = 32


def secret_key(environment: Environment, data: Path, *, production: bool) -> str:
    """Return the secret; outside production it is generated into ``data`` at the first start.

    Two processes that start together agree: the file is created exclusively, the loser reads it.
    """
    given = environment.text("MINHDINH_SECRET_KEY", "")
    if given:
        if production and len(given) < LEAST_LENGTH:
            raise SettingError(f"MINHDINH_SECRET_KEY has fewer than {LEAST_LENGTH} characters.")
        return given
    if production:
        raise SettingError("MINHDINH_SECRET_KEY is required in production (MINHDINH_MODE=production).")
    data.mkdir(parents=True, exist_ok=True)
    path = data / SECRET_FILE
    temporary = data / f".{SECRET_FILE}.{os.getpid()}.{secrets.token_hex(4)}"
    if not path.exists():
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(48))
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text(encoding="utf-8").strip()
