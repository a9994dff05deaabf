from minhdinh.standards.catalogue import code_key


def test_codes_sort_as_people_count():
    codes = ["1.10", "2.1", "1.9", "1.2", "1.1", "10.1"]
    assert sorted(codes, key=code_key) == ["1.1", "1.2", "1.9", "1.10", "2.1", "10.1"]


def test_letters_follow_within_a_criterion():
    assert sorted(["1.1.2a", "1.1.1b", "1.1.1a", "1.1.2"], key=code_key) == [
        "1.1.1a",
        "1.1.1b",
        "1.1.2",
        "1.1.2a",
    ]


def test_any_text_has_a_key_and_versions_compare_by_value():
    assert sorted(["khác", "", "1.1"], key=code_key) == ["", "1.1", "khác"]
    assert code_key("2026.10") > code_key("2026.9")
