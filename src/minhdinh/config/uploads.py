"""What the settings say of uploads: which kinds of files are taken, and where the virus scanner listens."""

from __future__ import annotations

from minhdinh.config.env import Environment, SettingError
from minhdinh.evidence.kinds_of_files import MEDIA_TYPES
from minhdinh.lib.clamd import read_address

ALWAYS = "pdf"  # signed reports and minutes are PDF files


def upload_types(environment: Environment) -> frozenset[str]:
    """Return the endings of MINHDINH_UPLOAD_TYPES; everything that the program knows where it is not set."""
    named = frozenset(word.lower() for word in environment.words("MINHDINH_UPLOAD_TYPES"))
    unknown = sorted(named - MEDIA_TYPES.keys())
    if unknown:
        raise SettingError(
            f"MINHDINH_UPLOAD_TYPES names {', '.join(unknown)}; use some of: {', '.join(MEDIA_TYPES)}."
        )
    if named and ALWAYS not in named:
        raise SettingError("MINHDINH_UPLOAD_TYPES must hold pdf: signed reports are PDF files.")
    return named or frozenset(MEDIA_TYPES)


def scanner_address(environment: Environment) -> str:
    """Return MINHDINH_CLAMD as it is written; raises SettingError where it is no address."""
    text = environment.text("MINHDINH_CLAMD", "")
    if text:
        try:
            read_address(text)
        except ValueError:
            raise SettingError(f"MINHDINH_CLAMD is {text!r}; use unix:/path or host:port.") from None
    return text
