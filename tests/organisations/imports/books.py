"""Workbooks as people fill them in."""

from minhdinh.lib.spreadsheet import workbook_bytes

PEOPLE = ["Họ và tên", "Vai trò", "Chức vụ", "Tên đăng nhập", "Thư điện tử", "Điện thoại", "Mã đơn vị"]
SCHOOLS = ["Mã trường", "Tên trường", "Loại trường", "Cấp học", "Loại hình", "Mã cơ quan quản lý trực tiếp"]


def people_book(*rows: list[object]) -> bytes:
    """Return a file of people; short rows leave the last columns empty."""
    return workbook_bytes(PEOPLE, [[*row, *[""] * (len(PEOPLE) - len(row))] for row in rows])


def schools_book(*rows: list[object]) -> bytes:
    """Return a file of schools."""
    return workbook_bytes(SCHOOLS, [[*row, *[""] * (len(SCHOOLS) - len(row))] for row in rows])
