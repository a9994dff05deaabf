"""A pack as a person gets it: what is in it, under which names, for whom."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.evidence.context import YearContext, year_context
from minhdinh.evidence.domain.files import detach_file
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import Citation, EvidenceItem, EvidencePack, ScanMark
from minhdinh.evidence.pack import making
from minhdinh.evidence.pack.making import KEPT_A_PERSON, Wanted, codes_in, make_pack, open_pack, packs_of
from minhdinh.lib.hashing import sha256
from tests.evidence.factories import (
    YEAR,
    House,
    cite,
    link,
    make_actor,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_scopes")]


def context_of(house: House) -> YearContext:
    context = year_context(house.school.pk, YEAR)
    assert context is not None
    return context


def packed(house: House, actor: Actor, **wanted: str) -> EvidencePack:
    return make_pack(
        actor=actor,
        school_id=house.school.pk,
        school=house.school.name,
        year=YEAR,
        context=context_of(house),
        wanted=Wanted(**wanted),
    )


def unpacked(house: House, actor: Actor, pack: EvidencePack) -> dict[str, bytes]:
    """Return the files of a pack by path, after checking every sum."""
    opened = open_pack(actor=actor, school_id=house.school.pk, pack_id=pack.pk)
    content = b"".join(opened.stream())
    assert len(content) == opened.size == pack.size
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def stock(house: House) -> House:
    """Fill the year: a plan of 1.3 with two files, a link of 2.1, a paper in a box, one sensitive, one of no criterion."""
    plan = make_item(house, criterion="1.3", name="Kế hoạch giáo dục")
    make_file(plan, pdf_bytes("một"), "kh.pdf")
    make_file(plan, pdf_bytes("hai"), "kh2.pdf")
    page = make_item(
        house, criterion="2.1", name="Trang tin", storage=Storage.LINK, link="https://vi-du.edu.vn/a?b=1&c=2"
    )
    box = make_item(house, criterion="2.1", name="Sổ họp", storage=Storage.PLACE, place="Tủ 2, hộp 1")
    hidden = make_item(
        house,
        criterion="1.1",
        name="Hồ sơ tư vấn",
        kind="ho_so_vu_viec",
        storage=Storage.PLACE,
        place="Tủ sắt",
    )
    make_file(make_item(house, criterion="1.1", name="Không dùng đến"))
    for item, criterion in ((plan, "1.3"), (page, "2.1"), (box, "2.1"), (hidden, "1.1")):
        link(house, item, criterion)
    cite(house, plan, criterion="1.4")
    return house


def test_folders_names_and_bytes(stock: House, secretary: Actor) -> None:
    pack = packed(stock, secretary)
    files = unpacked(stock, secretary, pack)
    assert list(files) == [
        "danh-muc.html",
        "danh-muc.xlsx",
        f"{files_folder(files)}/MC.1.3.01 Ke hoach giao duc.pdf",
        f"{files_folder(files)}/MC.1.3.01 Ke hoach giao duc (2).pdf",
    ]
    assert files[list(files)[2]] == pdf_bytes("một")
    assert files[list(files)[3]] == pdf_bytes("hai")
    assert (pack.items, pack.files) == (4, 2)


def files_folder(files: dict[str, bytes]) -> str:
    folder = next(name for name in files if "/" in name).split("/")[0]
    assert folder.startswith("TC 1")
    return folder


def test_the_index_names_everything_and_its_links_lead_to_files(stock: House, secretary: Actor) -> None:
    files = unpacked(stock, secretary, packed(stock, secretary))
    page = files["danh-muc.html"].decode()
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]
    assert [link for link in links if not link.startswith("http")] == [name for name in files if "/" in name]
    assert 'href="https://vi-du.edu.vn/a?b=1&amp;c=2"' in page
    for words in ("Kế hoạch giáo dục", "Tủ 2, hộp 1", "Chỉ lập chỉ mục; hồ sơ lưu tại: Tủ sắt", "1.3, 1.4"):
        assert words in page
    assert "Không dùng đến" not in page
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(files["danh-muc.xlsx"])).get_sheet_by_index(0).to_python()
    )
    assert [row[0] for row in rows[4:]] == [
            context_of(stock).criteria[0].standard, "MC.1.1.01", "MC.1.3.01", "MC.1.3.01",
            next(one.standard for one in context_of(stock).criteria if one.code == "2.1"), "MC.2.1.01", "MC.2.1.02",
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(files["danh-muc.xlsx"])) as book:
        targets = re.findall(r'Target="([^"]+)"', book.read("xl/worksheets/_rels/sheet1.xml.rels").decode())
    assert [unquote(target) for target in targets if "vi-du" not in target] == [
        name for name in files if "/" in name
    ]


def test_one_criterion_and_chosen_codes(stock: House, secretary: Actor) -> None:
    assert packed(stock, secretary, criterion="1.4").items == 1
    assert packed(stock, secretary, criterion="2.1").items == 2
    chosen = packed(stock, secretary, codes="mc.1.3.01; [MC.2.1.02]\nMC.1.3.01")
    assert (chosen.items, chosen.title) == (2, f"Minh chứng được chọn, năm học {YEAR}")
    with pytest.raises(Problem, match=r"Kho không có mã: MC\.9\.9\.99, X\."):
        packed(stock, secretary, codes="MC.1.3.01 MC.9.9.99 X")
    with pytest.raises(NotHere):
        packed(stock, secretary, criterion="9.9")


def test_an_empty_year_has_nothing_to_pack(house: House, secretary: Actor) -> None:
    with pytest.raises(Problem, match="Chưa có minh chứng nào"):
        packed(house, secretary)


def test_a_sensitive_item_has_no_file_even_where_one_lies_there(house: House, secretary: Actor) -> None:
    item = make_item(house, name="Hồ sơ")
    make_file(item)
    link(house, item)
    EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    assert list(unpacked(house, secretary, packed(house, secretary))) == ["danh-muc.html", "danh-muc.xlsx"]


def test_who_may_not_see_sensitive_ones_does_not_find_them_named(stock: House, secretary: Actor) -> None:
    viewer = make_actor(stock, Role.VIEWER)
    files = unpacked(stock, viewer, packed(stock, viewer))
    assert "Hồ sơ tư vấn" not in files["danh-muc.html"].decode()
    with pytest.raises(Problem, match=r"MC\.1\.1\.01"):
        packed(stock, viewer, codes="MC.1.1.01")
    assert packed(stock, secretary, codes="MC.1.1.01").items == 1


def test_a_pack_is_its_maker_s_only(
    stock: House, secretary: Actor, member: Actor, contributor: Actor
) -> None:
    pack = packed(stock, secretary)
    with pytest.raises(NotHere):
        open_pack(actor=member, school_id=stock.school.pk, pack_id=pack.pk)
    with pytest.raises(NotAllowed):
        packed(stock, contributor)
    with pytest.raises(NotAllowed):
        open_pack(actor=secretary, school_id=make_house("bac-ha").school.pk, pack_id=pack.pk)
    with pytest.raises(Problem, match="đã đăng nhập"):
        packed(stock, system_actor(stock.school.pk))
    assert [one.pk for one in packs_of(secretary, stock.school.pk)] == [pack.pk]
    assert packs_of(member, stock.school.pk) == []


def test_what_was_closed_since_is_not_given(stock: House, secretary: Actor) -> None:
    pack = packed(stock, secretary)
    EvidenceItem.objects.filter(code="MC.1.3.01").update(sensitive=True)
    with pytest.raises(Problem, match="không còn mở"):
        open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)


def test_what_was_taken_away_since_is_not_given(stock: House, secretary: Actor, member: Actor) -> None:
    item = EvidenceItem.objects.get(code="MC.1.3.01")
    pack = packed(stock, member)
    last = item.files.latest("pk")

    def opened() -> object:
        return open_pack(actor=member, school_id=stock.school.pk, pack_id=pack.pk)

    assert opened()
    detach_file(actor=secretary, file=last)
    with pytest.raises(Problem, match="đã được gỡ"):
        opened()
    pack = packed(stock, member)
    assert (pack.files, bool(opened())) == (1, True)
    Citation.objects.filter(item=item).delete()
    remove_item(actor=secretary, item=EvidenceItem.objects.get(pk=item.pk))
    with pytest.raises(Problem, match="đã được gỡ"):
        opened()


def test_a_pack_from_before_files_were_numbered_is_made_anew(stock: House, secretary: Actor) -> None:
    pack = packed(stock, secretary)
    for group in pack.contents["groups"]:
        for line in group["lines"]:
            for file in line["files"]:
                del file["id"]
    pack.save()
    with pytest.raises(Problem, match="Hãy làm gói mới"):
        open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)


def test_a_download_goes_on_unchanged_while_the_store_changes(stock: House, secretary: Actor) -> None:
    pack = packed(stock, secretary)
    before = open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
    content = b"".join(before.stream())
    more = make_item(stock, criterion="1.2", name="Mới thêm")
    make_file(more)
    link(stock, more, "1.2")
    remove_item(actor=system_actor(stock.school.pk), item=EvidenceItem.objects.get(code="MC.2.1.02"))
    again = open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
    assert again.etag == before.etag
    assert b"".join(again.stream()) == content
    other = packed(stock, secretary)
    assert open_pack(actor=secretary, school_id=stock.school.pk, pack_id=other.pk).etag != before.etag


def test_a_lost_file_is_named_in_the_index(stock: House, secretary: Actor, media_root: Path) -> None:
    item = EvidenceItem.objects.get(code="MC.1.3.01")
    for file in item.files.all():
        (media_root / file.blob.path).unlink()
    files = unpacked(stock, secretary, packed(stock, secretary))
    assert "Kho không còn tệp: kh.pdf, kh2.pdf" in files["danh-muc.html"].decode()


def test_an_infected_file_is_left_out_and_named_in_the_index(stock: House, secretary: Actor) -> None:
    before = packed(stock, secretary)
    ScanMark.objects.create(sha256=sha256(pdf_bytes("một")), finding="Thu.Nghiem")
    with pytest.raises(Problem, match="có tệp bị thấy mã độc"):
        open_pack(actor=secretary, school_id=stock.school.pk, pack_id=before.pk)
    files = unpacked(stock, secretary, packed(stock, secretary))
    assert [content for name, content in files.items() if "/" in name] == [pdf_bytes("hai")]
    words = "Có mã độc nên không kèm trong gói: kh.pdf"
    assert words in files["danh-muc.html"].decode()
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(files["danh-muc.xlsx"])).get_sheet_by_index(0).to_python()
    )
    assert ["MC.1.3.01", words] in [[row[0], row[5]] for row in rows]


def test_words_of_people_stay_words_in_the_index(house: House, secretary: Actor) -> None:
    item = make_item(house, name='<script>alert(1)</script> =HYPERLINK("x")')
    make_file(item)
    link(house, item)
    files = unpacked(house, secretary, packed(house, secretary))
    assert b"<script>" not in files["danh-muc.html"]
    assert b"&lt;script&gt;" in files["danh-muc.html"]
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(files["danh-muc.xlsx"])).get_sheet_by_index(0).to_python()
    )
    assert rows[5][1] == '<script>alert(1)</script> =HYPERLINK("x")'


def test_the_index_wears_its_own_look_and_asks_for_nothing_else(stock: House, secretary: Actor) -> None:
    page = unpacked(stock, secretary, packed(stock, secretary))["danh-muc.html"].decode()
    look = page.split("<style>")[1].split("</style>")[0]
    assert "@media (max-width: 640px)" in look
    assert "@media print" in look
    assert "{{" not in look
    assert "&" not in look, "the style sheet was escaped"
    assert not re.search(r"<(?:script|link|img|iframe)\b|url\(|@import", page)


def test_only_the_last_packs_of_a_person_are_kept(stock: House, secretary: Actor) -> None:
    made = [packed(stock, secretary, codes="MC.1.3.01").pk for _time in range(KEPT_A_PERSON + 2)]
    kept = EvidencePack.objects.order_by("pk").values_list("pk", flat=True)
    assert list(kept) == made[2:]
    assert Entry.objects.filter(action="evidence.pack_made").count() == KEPT_A_PERSON + 2


def test_the_queries_do_not_grow(
    house: House, secretary: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        link(house, make_verified(house, name=f"Bản {number}"))
    context = context_of(house)

    def ask() -> None:
        make_pack(
            actor=secretary, school_id=house.school.pk, school="A", year=YEAR, context=context, wanted=Wanted()
        )  # fmt: skip

    with django_assert_num_queries(12) as few:
        ask()
    for number in range(30):
        link(house, make_verified(house, name=f"Bản thêm {number}"))
    with django_assert_num_queries(len(few)):
        ask()


def test_codes_as_people_paste_them() -> None:
    assert codes_in(" mc.1.1.01,[H1-1.1-02];\n\tMC.1.1.01 (X)") == ["MC.1.1.01", "H1-1.1-02", "X"]
    with pytest.raises(Problem, match="Nhiều mã quá"):
        codes_in(" ".join(str(number) for number in range(3000)))


def test_the_moment_stands_at_every_file(stock: House, secretary: Actor) -> None:
    pack = packed(stock, secretary)
    opened = open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
    with zipfile.ZipFile(io.BytesIO(b"".join(opened.stream()))) as archive:
        days = {info.date_time[:3] for info in archive.infolist()}
    assert days == {timezone.localdate().timetuple()[:3]}


def test_opening_a_small_pack_asks_for_its_own_files_alone(
    stock: House, secretary: Actor, django_assert_num_queries
) -> None:
    """A range of a download must not cost the whole store: the others' files are neither read nor counted."""
    pack = packed(stock, secretary)
    with django_assert_num_queries(2):
        open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
    for number in range(6):
        make_file(make_item(stock, name=f"Tài liệu khác {number}"))
    with django_assert_num_queries(2) as seen:
        open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
    assert "COUNT" in seen.captured_queries[-1]["sql"]


def test_a_pack_of_most_of_the_store_is_looked_at_as_well(
    stock: House, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_NAMED", 0)
    pack = packed(stock, secretary)
    open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
    item = make_item(stock, name="Thêm")
    detach_file(actor=secretary, file=make_file(item))
    open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
    EvidenceItem.objects.update(sensitive=True)
    with pytest.raises(Problem, match="đã được gỡ, không còn mở"):
        open_pack(actor=secretary, school_id=stock.school.pk, pack_id=pack.pk)
