import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.lib.hashing import canonical_json, sha256, sha256_of_chunks, sha256_of_stream

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_sha256() -> None:
    assert sha256(b"") == hashlib.sha256(b"").hexdigest()
    assert sha256("Minh Định".encode()) == hashlib.sha256("Minh Định".encode()).hexdigest()


@given(st.lists(st.binary(max_size=50)))
def test_chunks_hash_like_the_whole(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    assert sha256_of_chunks(chunks) == (sha256(whole), len(whole))


@given(PLAIN)
def test_canonical_json_reads_back(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


def test_one_form_whatever_the_order() -> None:
    assert canonical_json({"b": 1, "a": [2, {"d": 3, "c": 4}]}) == b'{"a":[2,{"c":4,"d":3}],"b":1}'


def test_letters_stay_letters() -> None:
    assert canonical_json({"tên": "Định"}) == '{"tên":"Định"}'.encode()


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
def test_what_is_no_json_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError):
        canonical_json({"x": wrong})


def test_a_stream_is_hashed_from_where_it_stands():
    stream = io.BytesIO(b"da doc" + b"x" * (3 * 1024 * 1024 + 7))
    assert stream.read(6) == b"da doc"
    assert sha256_of_stream(stream) == (sha256(b"x" * (3 * 1024 * 1024 + 7)), 3 * 1024 * 1024 + 7)
