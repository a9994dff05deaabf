"""A file of any of the known kinds as tables; what it is follows from its content, never from its name."""

from __future__ import annotations

import io
import zipfile

from minhdinh.common.problems import Problem
from minhdinh.evidence.importing.plain_tables import NO_TEXT, plain_table
from minhdinh.evidence.importing.rows import ListRow, list_rows
from minhdinh.evidence.importing.tables import MOST_BYTES, MOST_IN_CELL, RawRow, RawTable
from minhdinh.evidence.importing.word_tables import BODY, word_tables
from minhdinh.evidence.validators import OLE
from minhdinh.lib.sheet_reading import SheetError, cell_text, read_sheets

OLD_WORD = "WordDocument\0".encode("utf-16-le")
LOCKED = "EncryptedPackage".encode("utf-16-le")
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
NO_LIST = (
    "Không nhận ra các cột của danh mục: cần cột mã minh chứng, hoặc cột tên minh chứng cùng một cột nữa "
    "(TT, tiêu chí, ghi chú…). Hãy ghi tên cột ở hàng đầu, hoặc dùng tệp mẫu."
)


def read_list(content: bytes) -> list[ListRow]:
    """Return the rows of a list of evidence; raises Problem (field ``file``) where the file cannot be read."""
    rows = list_rows(read_tables(content))
    if rows is None:
        raise Problem(NO_LIST, field="file")
    return rows


def read_tables(content: bytes) -> list[RawTable]:
    """Return the tables of an Excel, Word or CSV file; raises Problem."""
    if not content:
        raise Problem(
            "Tệp rỗng (0 byte). Có thể việc sao chép hay tải về bị dở; hãy chọn lại tệp.", field="file"
        )
    if len(content) > MOST_BYTES:
        raise Problem("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh, hoặc chia thành nhiều tệp.", field="file")
    if content.startswith(OLE):
        _refuse_old_word(content)
        return _sheets(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return word_tables(content) if _is_word(content) else _sheets(content)
    if content.startswith(BINARY):
        raise Problem(NO_TEXT, field="file")
    if (
        content[:400]
        .lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<html", b"<table", b"<!doctype", b"<?xml"))
    ):
        raise Problem(
            "Tệp là trang web đổi tên. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.", field="file"
        )
    return [plain_table(content)]


def _refuse_old_word(content: bytes) -> None:
    if LOCKED in content:
        raise Problem("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.", field="file")
    if OLD_WORD in content:
        raise Problem(
            "Đây là tệp Word dạng cũ (.doc). Hãy mở bằng Word, chọn Lưu thành dạng .docx rồi tải lên.",
            field="file",
        )


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return BODY in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _sheets(content: bytes) -> list[RawTable]:
    try:
        sheets = read_sheets(content)
    except SheetError as error:
        raise Problem(str(error), field="file") from error
    several = len(sheets) > 1
    return [
        RawTable(
            name=sheet.name if several else "",
            rows=[
                RawRow(number, tuple(cell_text(cell)[:MOST_IN_CELL] for cell in cells))
                for number, cells in enumerate(sheet.rows, start=1)
            ],
        )
        for sheet in sheets
    ]
