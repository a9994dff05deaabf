"""Pictures of strangers are unfolded one at a time in a process: each may take some hundred megabytes while it is."""

from __future__ import annotations

import threading

ONE_PICTURE = threading.Lock()
