import pytest

from minhdinh.documents.outline import Bookmark, outline


def title(text):
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex().upper() + ">"


def pdf(*objects):
    return b"%PDF-1.7\n" + b"".join(
        f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1") for number, body in objects
    )


PAGES = (
    (1, "<</Type/Catalog/Pages 2 0 R\n/Outlines 10 0 R>>"),
    (2, "<</Type/Pages\n/Kids[ 3 0 R 4 0 R\n5 0 R ]\n/Count 3>>"),
    (3, "<</Type/Page>>"),
    (4, "<</Type/Page>>"),
    (5, "<</Type/Page>>"),
)


def test_bookmarks_in_reading_order_with_their_pages():
    found = outline(
        pdf(
            *PAGES,
            (10, "<</Count 3/First 11 0 R/Last 13 0 R>>"),
            (11, f"<</Title{title('Phần I')}\n/Dest[3 0 R/XYZ 1 2 0]/Next 13 0 R/First 12 0 R>>"),
            (12, f"<</Title{title('Tiêu chí 1.1')}/Dest[4 0 R/XYZ 1 2 0]>>"),
            (13, f"<</Title{title('Phần II')}/Dest[5 0 R/XYZ 1 2 0]>>"),
        )
    )
    assert found == [Bookmark("Phần I", 1), Bookmark("Tiêu chí 1.1", 2), Bookmark("Phần II", 3)]


def test_pages_in_nested_groups_are_counted_through():
    found = outline(
        pdf(
            (1, "<</Type/Catalog/Pages 2 0 R/Outlines 10 0 R>>"),
            (2, "<</Type/Pages/Kids[6 0 R 5 0 R]>>"),
            (6, "<</Type/Pages/Kids[3 0 R 4 0 R]>>"),
            (3, "<</Type/Page>>"),
            (4, "<</Type/Page>>"),
            (5, "<</Type/Page>>"),
            (10, "<</First 11 0 R>>"),
            (11, f"<</Title{title('Cuối')}/Dest[5 0 R/XYZ 0 0 0]>>"),
        )
    )
    assert found == [Bookmark("Cuối", 3)]


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", pdf((1, "<</Type/Catalog>>")), pdf(*PAGES), pdf(*PAGES, (10, "<</Count 0>>"))],
)
def test_a_file_without_bookmarks_has_none(content):
    assert outline(content) == []


def test_a_bookmark_to_no_page_is_left_out():
    assert (
        outline(
            pdf(*PAGES, (10, "<</First 11 0 R>>"), (11, f"<</Title{title('X')}/Dest[99 0 R/XYZ 0 0 0]>>"))
        )
        == []
    )


def test_streams_are_not_searched():
    stream = (20, "<</Length 30>>\nstream\n/Type/Catalog /Outlines 99 0 R\nendstream")
    assert outline(
        pdf(stream, *PAGES, (10, "<</First 11 0 R>>"), (11, f"<</Title{title('X')}/Dest[3 0 R/Fit]>>"))
    ) == [Bookmark("X", 1)]


def test_plain_titles_are_read_too():
    assert outline(
        pdf(*PAGES, (10, "<</First 11 0 R>>"), (11, "<</Title<48656C6C6F>/Dest[4 0 R/Fit]>>"))
    ) == [Bookmark("Hello", 2)]
