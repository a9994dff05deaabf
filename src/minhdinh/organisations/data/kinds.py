"""The five kinds that come with the package: (id, name, rank, is a school)."""

KINDS = (
    ("ministry", "Bộ Giáo dục và Đào tạo", 10, False),
    ("department", "Sở Giáo dục và Đào tạo", 20, False),
    ("district_office", "Phòng Giáo dục và Đào tạo", 30, False),
    ("commune", "Ủy ban nhân dân cấp xã", 40, False),
    ("school", "Cơ sở giáo dục", 50, True),
)
