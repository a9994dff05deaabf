"""What was rewritten about an item, as the record and the queue of verification tell it."""

import datetime as dt

import pytest

from minhdinh.access.actor import Actor
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.evidence.domain.items import ItemValues, change_item, target_of
from minhdinh.evidence.domain.rewording import LABELS, LONGEST, rewritten
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import House, make_item

DAY, LATER = dt.date(2026, 9, 5), dt.date(2026, 10, 6)


def test_every_field_that_people_write_has_a_label() -> None:
    assert set(LABELS) == set(ItemValues.__dataclass_fields__)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"number": "1/KH"}, {"number": "2/KH"}, "số, ký hiệu “1/KH” → “2/KH”"),
        ({"number": ""}, {"number": "2/KH"}, "số, ký hiệu (trống) → “2/KH”"),
        ({"issued_on": DAY}, {"issued_on": LATER}, "ngày ban hành 05/09/2026 → 06/10/2026"),
        ({"valid_to": DAY}, {"valid_to": None}, "hiệu lực đến 05/09/2026 → (trống)"),
        ({"kind": "ke_hoach"}, {"kind": "khong_con"}, "loại “Kế hoạch” → “khong_con”"),
        ({"storage": "file"}, {"storage": "place"}, "cách lưu “Tệp trong kho” → “Nơi lưu trữ bản giấy”"),
        ({"note": "riêng"}, {"note": "khác"}, "ghi chú"),
        ({"link": "https://a.vn/"}, {"link": ""}, "đường dẫn"),
        ({"number": None}, {"number": ""}, ""),
        ({"number": "1", "name": "A"}, {"number": "2", "name": "B"}, "tên “A” → “B”, số, ký hiệu “1” → “2”"),
    ],
)
def test_words(before: dict[str, object], after: dict[str, object], told: str) -> None:
    assert rewritten(before, after, sensitive=False) == told


def test_long_words_are_cut_and_sensitive_ones_not_told() -> None:
    long = rewritten({"name": "a" * 400}, {"name": "b" * LONGEST}, sensitive=False)
    assert long == f"tên “{'a' * (LONGEST - 1)}…” → “{'b' * LONGEST}”"
    assert rewritten({"name": "Hồ sơ em A", "place": "x"}, {"name": "em B"}, sensitive=True) == (
        "tên, nơi lưu bản giấy"
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("all_scopes")
@pytest.mark.parametrize(
    ("kind", "told"),
    [("ke_hoach", "tên “Bản nháp” → “Bản chính”"), ("ho_so_vu_viec", "tên")],
)
def test_the_record_tells_it(house: House, secretary: Actor, kind: str, told: str) -> None:
    item = make_item(house, name="Bản nháp", kind=kind, storage=Storage.PLACE, place="Tủ 1")
    values = ItemValues(name="Bản chính", kind=kind, storage=Storage.PLACE, place="Tủ 1")
    change_item(actor=secretary, item=item, version=item.version, values=values)
    last = Entry.objects.filter(target=target_of(item)).latest("id")
    assert sentence(last.action, last.data) == f"Sửa minh chứng {item.code}: {told}"
    changed = EvidenceItem.objects.get(pk=item.pk)
    change_item(actor=secretary, item=changed, version=changed.version, values=values)
    last = Entry.objects.filter(target=target_of(item)).latest("id")
    assert sentence(last.action, last.data) == f"Sửa minh chứng {item.code}"
