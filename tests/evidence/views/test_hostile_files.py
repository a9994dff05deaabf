"""Files and lists that nobody means well with, sent to the pages: an answer in words, never a failure, nothing half."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import Blob, EvidenceCode, EvidenceFile, EvidenceItem
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.tasks import run_job
from minhdinh.lib.hashing import sha256
from tests.evidence.factories import House, jpg_bytes, make_item, office_bytes, pdf_bytes, png_bytes
from tests.evidence.importing.hostile import CHANGES, LISTS, SEEDED, changed, changed_inside

pytestmark = pytest.mark.django_db
BOUNDARY = "0123456789abcdef"
SHORT = settings(
    SEEDED, suppress_health_check=[*SEEDED.suppress_health_check, HealthCheck.function_scoped_fixture]
)
SEEDED_FILES = settings(SHORT, max_examples=200)
SEEDED_LISTS = settings(SHORT, max_examples=100)
LONG = settings(SHORT, max_examples=5_000, derandomize=False)

OFFICE = (
    office_bytes("word/document.xml"),
    office_bytes("xl/workbook.xml"),
    office_bytes("xl/vbaProject.bin"),
)
GOOD = (pdf_bytes(), jpg_bytes(), png_bytes(), *OFFICE)
HEADS = (
    b"",
    b"%PDF-",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"MZ",
)
CONTENTS = st.one_of(
    st.sampled_from(GOOD),
    st.builds(changed, st.sampled_from(GOOD), CHANGES, st.integers(0, 400)),
    st.builds(changed_inside, st.sampled_from(OFFICE), CHANGES, st.integers(0, 5)),
    st.builds(lambda head, rest: head + rest, st.sampled_from(HEADS), st.binary(max_size=400)),
)
NAMES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        ["a.pdf", "../../../etc/passwd", "a\u202efdp.exe", "x" * 900 + ".pdf", "\0.pdf", "CON", " ", ""]
    ).map(str.encode),
).map(lambda name: name.translate(None, b'\r\n"\\'))
WORDS = st.one_of(
    st.just(""), st.sampled_from(["1.1", "9.9", "\0", "٣.١", "1.1\0", "-1", "1" * 30]), st.text(max_size=12)
)
ITEMS = st.one_of(st.just(None), st.just("own"), WORDS)


class Store:
    """How much of everything there is: what a refusal must leave as it was."""

    def __init__(self, media_root: Path) -> None:
        self.media_root = media_root

    def counted(self) -> tuple[int, ...]:
        with scopes_disabled():
            rows = tuple(model.objects.count() for model in (EvidenceItem, EvidenceFile, EvidenceCode, Blob))
        files = [path for path in self.media_root.rglob("*") if path.is_file()]
        assert len(files) == rows[-1], "a file without its row, or a row without its file"
        return rows


@pytest.fixture
def store(media_root: Path) -> Store:
    return Store(media_root)


def form(name: str, file_name: bytes, content: bytes, **fields: str) -> bytes:
    """Return a form as bytes, so that no library makes the names of files better than they are."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode(
            "utf-8", "replace"
        )
        for key, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="'.encode()
    return b"".join(parts) + head + file_name + b'"\r\n\r\n' + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def post(client: Client, address: str, body: bytes, *, accept: str = "text/html") -> Any:
    """Send it; a failure of the program is raised here."""
    headers = {"Accept": accept}
    answer = client.post(
        address, body, content_type=f"multipart/form-data; boundary={BOUNDARY}", headers=headers
    )
    assert answer.status_code < 500
    return answer


def send(client: Client, house: House, store: Store, body: bytes, content: bytes) -> None:
    """Send one file: it is taken whole, or refused in words and nothing has changed."""
    before = store.counted()
    answer = post(client, house.url("tai-len"), body, accept="application/json")
    if answer.status_code == 200:
        told = json.loads(answer.content)
        with scopes_disabled():
            kept = told.get("duplicate_of") or told
            file = EvidenceFile.objects.filter(blob__sha256=sha256(content)).select_related("blob").first()
            assert file is not None
            assert EvidenceItem.objects.filter(pk=kept["id"]).exists()
        assert (store.media_root / file.blob.path).read_bytes() == content
        store.counted()
    else:
        assert 400 <= answer.status_code < 500
        assert (
            answer.status_code == 404 or json.loads(answer.content)["message"]
        )  # an item of nobody's is not there
        assert store.counted() == before


def bring(client: Client, house: House, store: Store, content: bytes) -> None:
    """Bring one list: refused in words, or shown, then written as it was shown; brought again it writes nothing."""
    before = store.counted()
    answer = post(client, house.url("nhap/"), form("list-file", b"danh-muc.xlsx", content, list="1"))
    assert store.counted() == before, "the preview has written"
    if answer.status_code != 302:
        assert answer.status_code == 422
        return
    first = confirm(client, store, answer["Location"])
    again = post(client, house.url("nhap/"), form("list-file", b"danh-muc.xlsx", content, list="1"))
    assert confirm(client, store, again["Location"]) == first, "the same list was written twice"
    with scopes_disabled():
        coded = EvidenceItem.objects.exclude(code="").count()
        texts = EvidenceCode.objects.filter(current=True, convention=house.convention.id).values_list(
            "text", flat=True
        )
        assert len(set(texts)) == len(texts) == coded


def confirm(client: Client, store: Store, address: str) -> tuple[int, ...]:
    """Look at the preview and its workbook, confirm, let the worker write; return what there is then."""
    for path in (address, f"{address}xuat"):
        assert client.get(path).status_code == 200
    assert client.post(f"{address}ghi").status_code == 302
    assert run_job(Job.objects.latest("pk").pk) == JobStatus.DONE
    assert client.get(address).status_code == 200
    return store.counted()


def sent(house: House, own: int, name: bytes, content: bytes, criterion: str, item: str | None) -> bytes:
    fields = {"criterion": criterion} | (
        {"item": str(own) if item == "own" else item} if item is not None else {}
    )
    return form("file", name, content, **fields)


def any_file(
    house: House,
    secretary_client: Client,
    store: Store,
    name: bytes,
    content: bytes,
    criterion: str,
    item: str | None,
) -> None:
    """Whatever is sent is taken whole or refused."""
    own = make_item(house).pk
    send(secretary_client, house, store, sent(house, own, name, content, criterion, item), content)


def any_list(house: House, secretary_client: Client, store: Store, content: bytes) -> None:
    """Whatever list is brought is written whole or refused."""
    bring(secretary_client, house, store, content)


of_files = given(name=NAMES, content=CONTENTS, criterion=WORDS, item=ITEMS)
of_lists = given(content=LISTS)
test_any_file_is_taken_whole_or_refused = SEEDED_FILES(of_files(any_file))
test_any_list_is_written_whole_or_refused = SEEDED_LISTS(of_lists(any_list))
test_five_thousand_files = pytest.mark.soak(LONG(of_files(any_file)))
test_five_thousand_lists = pytest.mark.soak(LONG(of_lists(any_list)))
