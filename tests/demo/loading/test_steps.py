import pytest

from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.demo.loading.steps import is_done, once, step_target


@pytest.mark.django_db
def test_a_step_is_done_once():
    done: list[int] = []
    assert once("an-example", lambda: done.append(1)) is True
    assert once("an-example", lambda: done.append(2)) is False
    assert done == [1]
    assert is_done("an-example")
    assert not is_done("another")


@pytest.mark.django_db
def test_the_mark_can_be_read_by_people():
    once("an-example", lambda: None)
    entry = Entry.objects.get(target=step_target("an-example"))
    assert sentence(entry.action, entry.data) == "Nạp dữ liệu mẫu: an-example"
    assert entry.user_id is None


@pytest.mark.django_db
def test_a_step_that_breaks_off_leaves_nothing():
    def half() -> None:
        once("inside", lambda: None)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        once("an-example", half)
    assert not is_done("an-example")
    assert not is_done("inside")
