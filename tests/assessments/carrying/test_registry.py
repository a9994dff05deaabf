"""Parts of rooms above that go along with a year."""

from minhdinh.assessments.carrying.registry import Carrier, _carriers, carriers, register_carrier


def test_a_part_is_registered_once_and_asked_in_order() -> None:
    first = Carrier("Một", lambda _source, _year: 1, lambda *_all: 1)
    second = Carrier("Hai", lambda _source, _year: 2, lambda *_all: 2)
    before = carriers()
    try:
        for one in (first, second, first):
            register_carrier(one)
        assert carriers() == (*before, first, second)
    finally:
        _carriers.remove(first)
        _carriers.remove(second)
    assert carriers() == before


def test_what_is_handed_out_cannot_change_the_registry() -> None:
    assert isinstance(carriers(), tuple)
