from minhdinh.documents.options import Options, seal_values
from tests.documents.sample import SEAL


def test_the_short_hash_is_twelve_characters_in_groups():
    assert SEAL.short == "3f2a 9c10 3f2a"


def test_a_template_gets_the_seal_as_text():
    assert seal_values(SEAL) == {
        "revision": "01",
        "digest": "3f2a9c10" * 8,
        "short": "3f2a 9c10 3f2a",
        "date": "10/06/2027",
        "url": "https://minhdinh.example.vn/kiem-tra/3f2a9c10",
    }


def test_nobody_need_listen():
    Options().report(10, "x")


def test_a_listener_hears():
    heard = []
    Options(progress=lambda percent, step: heard.append((percent, step))).report(40, "Đang tính")
    assert heard == [(40, "Đang tính")]
