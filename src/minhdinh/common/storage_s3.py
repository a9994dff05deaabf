"""A bucket of an S3-compatible server as storage.

An object appears whole or not at all by the protocol itself. Reading holds little memory however large the object is,
and a server that does not answer is told in a sentence (``StoreAway``), never taken for a missing file.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import IO, Any
from urllib.parse import urlsplit

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

from minhdinh.common.storage import LinkingStore, StoreAway, Unfinished

LINK_SECONDS = 60
BRING_SECONDS = 3600  # a weak line needs long for a part
WHOLE = 4 * 1024 * 1024  # objects up to here are read in one go: archives are read in many small jumps
BUFFER = 1024 * 1024
CONNECT_SECONDS, READ_SECONDS = 5, 60

logger = logging.getLogger(__name__)


def client_config() -> Config:
    """Return how we speak with the server: addresses with the bucket in the path, no checksums that old ones refuse."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "max_attempts": 3},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def answered(name: str) -> Iterator[None]:
    """Turn the library's errors into ours: FileNotFoundError for what is not there, StoreAway for everything else."""
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404 and _of_object(error):
            raise FileNotFoundError(name) from error
        raise _away(error) from error
    except (BotoCoreError, Boto3Error, HTTPError) as error:
        raise _away(error) from error


def _of_object(error: ClientError) -> bool:
    """Tell whether an object is missing rather than the bucket."""
    return bool(error.response.get("Error", {}).get("Code") != "NoSuchBucket")


def _away(error: Exception) -> StoreAway:
    logger.warning("The store of files did not do what was asked: %s", error)
    return StoreAway(
        "Kho tệp hiện không trả lời. Việc vừa rồi chưa được thực hiện, những gì đã lưu trước đó vẫn còn nguyên. "
        "Hãy thử lại sau vài phút; nếu vẫn vậy, hãy báo quản trị hệ thống."
    )


class ObjectBytes(io.RawIOBase):
    """An object's bytes as they are read: one answer while reading goes on, another one after a jump."""

    def __init__(self, fetch: Callable[[int], Any], body: Any, size: int, name: str) -> None:
        self._fetch, self._body, self._size, self._name = fetch, body, size, name
        self._at = self._stands = 0

    def readable(self) -> bool:
        """Reading is all it can."""
        return True

    def seekable(self) -> bool:
        """Jumping costs one more request."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to another place; nothing is asked of the server before the next reading.

        Who looks for the end and comes back reads on where the answer stands.
        """
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Return where the next reading begins."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read what fits; raises StoreAway where the line broke."""
        wanted = min(len(buffer), self._size - self._at)
        if wanted <= 0:
            return 0
        if self._stands != self._at:
            self._drop()
        with answered(self._name):
            if self._body is None:
                self._body, self._stands = self._fetch(self._at), self._at
            chunk = self._body.read(wanted)
        if not chunk:
            raise _away(EOFError(f"{self._name} ended at {self._at} of {self._size} bytes"))
        buffer[: len(chunk)] = chunk
        self._at = self._stands = self._at + len(chunk)
        return len(chunk)

    def close(self) -> None:
        """Let the connection go."""
        self._drop()
        super().close()

    def _drop(self) -> None:
        body, self._body = self._body, None
        if body is not None:
            body.close()


class BucketStorage(S3Storage, LinkingStore):  # type: ignore[misc]  # the library has no types
    """The bucket; ``public_endpoint`` is the server's address for browsers, ``direct`` whether they may use it."""

    def __init__(self, *, public_endpoint: str = "", direct: bool = True, **options: Any) -> None:
        fixed = {
            "client_config": client_config(),
            "transfer_config": TransferConfig(use_threads=False),
            "default_acl": None,
            "file_overwrite": False,
        }
        super().__init__(**fixed, **options)
        self.direct = direct
        self.public_endpoint = public_endpoint or self.endpoint_url

    @property
    def client(self) -> Any:
        """The library's client, one a thread."""
        return self.connection.meta.client

    @cached_property
    def _signer(self) -> Any:
        """A client that only signs: its addresses are what a browser sees."""
        session = boto3.Session(aws_access_key_id=self.access_key, aws_secret_access_key=self.secret_key)
        return session.client(
            "s3", endpoint_url=self.public_endpoint, region_name=self.region_name, config=client_config()
        )

    def sign(self, action: str, seconds: int, **params: Any) -> str:
        """Return a signed address for one action of the protocol on this bucket; nothing is asked of the server."""
        found: str = self._signer.generate_presigned_url(
            action, Params={"Bucket": self.bucket_name, **params}, ExpiresIn=seconds
        )
        return found

    def download_link(self, name: str, *, filename: str, media_type: str) -> str:
        """Return an address under which the bytes come as a download of this name, for a minute."""
        return self.sign(
            "get_object",
            LINK_SECONDS,
            Key=self._normalize_name(name),
            ResponseContentDisposition=content_disposition_header(as_attachment=True, filename=filename),
            ResponseContentType=media_type,
        )

    def browser_origin(self) -> str:
        """Return scheme, host and port of the server's address for browsers."""
        parts = urlsplit(self.public_endpoint)
        return f"{parts.scheme}://{parts.netloc}"

    def begin(self, name: str, sizes: Sequence[int]) -> str:
        """Open a place for a file of several parts; one of a single part needs none."""
        if len(sizes) == 1:
            return ""
        with answered(name):
            made = self.client.create_multipart_upload(
                Bucket=self.bucket_name, Key=self._normalize_name(name)
            )
        return str(made["UploadId"])

    def addresses(self, name: str, number: str, sizes: Sequence[int]) -> list[str]:
        """Return addresses that take the parts of one file for an hour; the signature covers each part's size."""
        key = self._normalize_name(name)
        if not number:
            return [self.sign("put_object", BRING_SECONDS, Key=key, ContentLength=sizes[0])]
        part = {"Key": key, "UploadId": number}
        return [
            self.sign("upload_part", BRING_SECONDS, **part, PartNumber=place, ContentLength=size)
            for place, size in enumerate(sizes, start=1)
        ]

    def brought(self, name: str, number: str, sizes: Sequence[int]) -> frozenset[int]:
        """Tell which parts (from 0) are there whole; all of them where they were joined already."""
        if self.exists(name):
            whole = self.size(name) == sum(sizes)
            return frozenset(range(len(sizes))) if whole else frozenset()
        found = self._parts(name, number) if number else []
        return frozenset(
            part["PartNumber"] - 1
            for part in found
            if part["PartNumber"] <= len(sizes) and part["Size"] == sizes[part["PartNumber"] - 1]
        )

    def complete(self, name: str, number: str, sizes: Sequence[int]) -> bool:
        """Make one object of the parts that were brought; tell whether all were there. May be asked again."""
        if number and not self.exists(name):
            with suppress(FileNotFoundError):  # parts are missing, or others joined them meanwhile
                self._join(name, number, sizes)
        try:
            return self.size(name) == sum(sizes)
        except FileNotFoundError:
            return False

    def _join(self, name: str, number: str, sizes: Sequence[int]) -> None:
        place = {"Bucket": self.bucket_name, "Key": self._normalize_name(name), "UploadId": number}
        parts = self._parts(name, number)
        with answered(name):
            if [part["Size"] for part in parts] != list(sizes):
                raise FileNotFoundError(name)
            marks = [{"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in parts]
            self.client.complete_multipart_upload(**place, MultipartUpload={"Parts": marks})

    def _parts(self, name: str, number: str) -> list[dict[str, Any]]:
        place = {"Bucket": self.bucket_name, "Key": self._normalize_name(name), "UploadId": number}
        with answered(name):
            pages = self.client.get_paginator("list_parts").paginate(**place)
            return [part for page in pages for part in page.get("Parts", ())]

    def withdraw(self, name: str, number: str) -> None:
        """Forget what was brought under a name, whole or in parts."""
        if number:
            self.abandon(name, number)
        self.delete(name)

    def abandon(self, name: str, number: str) -> None:
        """Forget the parts of a file; one that was joined already, or never begun, is no error."""
        place = {"Bucket": self.bucket_name, "Key": self._normalize_name(name), "UploadId": number}
        with suppress(FileNotFoundError), answered(name):
            self.client.abort_multipart_upload(**place)

    def unfinished(self, prefix: str) -> Iterator[Unfinished]:
        """Yield the files below a prefix that began to come in parts and are no file yet."""
        with answered(prefix):
            pages = self.client.get_paginator("list_multipart_uploads")
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
                for one in page.get("Uploads", ()):
                    yield Unfinished(one["Key"], one["UploadId"], one["Initiated"])

    def put(self, name: str, stream: IO[bytes]) -> None:
        """Write an object under exactly this name, in the place of what stands there."""
        self._save(name, File(stream, name))

    def forget(self, name: str) -> None:
        """Remove an object and the parts of it that were never joined, which appear in no list of objects.

        The parts first: a writer who joins them afterwards finds none.
        """
        key = self._normalize_name(name)
        place = {"Bucket": self.bucket_name}
        with answered(name):
            pages = self.client.get_paginator("list_multipart_uploads").paginate(**place, Prefix=key)
            found = [one for page in pages for one in page.get("Uploads", ()) if one["Key"] == key]
        for one in found:
            self.withdraw(name, str(one["UploadId"]))
        self.delete(name)

    def require_there(self) -> None:
        """Ask whether the bucket is there and ours; raises StoreAway where it is not."""
        with answered(self.bucket_name):
            self.client.head_bucket(Bucket=self.bucket_name)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError(f"An object is opened for reading only, not {mode!r}.")
        key = self._normalize_name(name)
        with answered(name):
            found = self.client.get_object(Bucket=self.bucket_name, Key=key)
            size, body = int(found["ContentLength"]), found["Body"]
            if size <= WHOLE:
                with body:
                    return File(io.BytesIO(body.read()), name)

        def fetch(start: int) -> Any:
            return self.client.get_object(
                Bucket=self.bucket_name, Key=key, Range=f"bytes={start}-", IfMatch=found["ETag"]
            )["Body"]

        return File(io.BufferedReader(ObjectBytes(fetch, body, size, name), BUFFER), name)

    def _save(self, name: str, content: File[Any]) -> str:
        with answered(name):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Remove an object; one that is not there is no error."""
        with answered(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Tell whether an object is there; a server that does not answer is neither yes nor no."""
        with answered(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Return how many bytes an object has; raises FileNotFoundError."""
        with answered(name):
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the folders and the objects right below a folder; one that nobody wrote to is empty."""
        with answered(name):
            folders, files = super().listdir(name)
        return folders, files
