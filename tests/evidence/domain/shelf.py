"""A store as a bucket is one, in memory, that lets something happen before and after everything it does."""

import io
from collections.abc import Callable
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage

from minhdinh.common.storage import LinkingStore


class Shelf(LinkingStore, Storage):
    """Objects by name; ``moment`` is called around each writing and removing."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.moment: Callable[[], object] = lambda: None

    def put(self, name: str, stream: IO[bytes]) -> None:
        self.moment()
        self.objects[name] = stream.read()
        self.moment()

    def forget(self, name: str) -> None:
        self.moment()
        self.objects.pop(name, None)
        self.moment()

    def exists(self, name: str) -> bool:
        return name in self.objects

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if name not in self.objects:
            raise FileNotFoundError(name)
        return File(io.BytesIO(self.objects[name]), name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        below = [name.removeprefix(f"{path}/") for name in self.objects if name.startswith(f"{path}/")]
        folders = sorted({name.partition("/")[0] for name in below if "/" in name})
        return folders, sorted(name for name in below if "/" not in name)
