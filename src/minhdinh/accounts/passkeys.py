"""Passkeys are not offered, so what they need (fido2, cryptography: some 11 MB in each process) stays on the disk.

allauth imports it wherever a second factor is asked for; its module for passkeys is put in place unread and read only
if somebody asks it for anything.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib import import_module

MODULE = "allauth.mfa.webauthn.internal.auth"


def leave_unread(name: str = MODULE) -> bool:
    """Put a module in place that is read when it is first asked for something; tell whether that was still possible."""
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return False
    spec.loader = loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    parent, _, own = name.rpartition(".")
    # As an import would have left it; asked for by ``import`` itself, it would be read at once (Python 3.11).
    setattr(import_module(parent), own, module)
    return True
