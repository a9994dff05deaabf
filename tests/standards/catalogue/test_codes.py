import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import EvidenceCode, find_codes, find_groups, packaged_set

MC = packaged_set("tt57-2026-pho-thong").code_convention
H18 = packaged_set("tt18-2018-trung-hoc").code_convention
H12 = packaged_set("tt42-2012-trung-hoc").code_convention
ALL = (MC, H18, H12)

codes = st.builds(EvidenceCode, st.integers(1, 9), st.integers(1, 12), st.integers(1, 999))
boxed = st.builds(
    EvidenceCode, st.integers(1, 9), st.integers(1, 12), st.integers(1, 999), st.integers(1, 20)
)


@pytest.mark.parametrize(
    ("convention", "code", "written"),
    [
        (MC, EvidenceCode(1, 3, 1), "MC.1.3.01"),
        (MC, EvidenceCode(4, 2, 120), "MC.4.2.120"),
        (H18, EvidenceCode(1, 10, 4, 1), "H1-1.10-04"),
        (H18, EvidenceCode(2, 1, 3, 5), "H5-2.1-03"),
        (H12, EvidenceCode(2, 5, 12, 3), "H3-2-05-12"),
    ],
)
def test_codes_as_the_circulars_write_them(convention, code, written):
    assert convention.format(code) == written
    assert convention.parse(written) == code


def test_a_missing_box_is_the_standard():
    assert H18.format(EvidenceCode(2, 1, 3)) == "H2-2.1-03"


@given(codes)
def test_mc_reads_what_it_writes(code):
    assert MC.parse(MC.format(code)) == code


@given(boxed, st.sampled_from([H18, H12]))
def test_boxed_conventions_read_what_they_write(code, convention):
    assert convention.parse(convention.format(code)) == code


@pytest.mark.parametrize(
    ("convention", "text", "code"),
    [
        (MC, "(MC.1.1.02)", EvidenceCode(1, 1, 2)),
        (MC, " mc.1.1.2 ", EvidenceCode(1, 1, 2)),
        (MC, "MC 1.1.02", EvidenceCode(1, 1, 2)),
        (MC, "[MC.1.1.02]", EvidenceCode(1, 1, 2)),
        (H18, "[H1-1.1-02]", EvidenceCode(1, 1, 2, 1)),
        (H18, "h1 – 1.1 – 2", EvidenceCode(1, 1, 2, 1)),
        (H18, "H1‑1.1‑02", EvidenceCode(1, 1, 2, 1)),
        (H12, "H5.5.02.01", EvidenceCode(5, 2, 1, 5)),
    ],
)
def test_reading_is_lenient_about_brackets_case_and_the_dashes_of_word(convention, text, code):
    assert convention.parse(text) == code


@pytest.mark.parametrize(
    "text", ["", "MC", "MC.1.1", "MC.1.1.02.03", "ABMC.1.1.02", "H1-1-01-01", "theo MC.1.1.02"]
)
def test_anything_else_is_no_code_of_tt57(text):
    assert MC.parse(text) is None


def test_the_root_criterion_of_a_code():
    assert EvidenceCode(1, 10, 4, 1).criterion_code == "1.10"


def test_citations_as_each_circular_brackets_them():
    assert MC.cite(["MC.1.1.01", "MC.1.1.02"]) == "(MC.1.1.01, MC.1.1.02)"
    assert MC.cite(["MC.1.1.01"]) == "(MC.1.1.01)"
    assert H18.cite(["H1-1.1-01", "H1-1.1-02"]) == "[H1-1.1-01]; [H1-1.1-02]"
    assert H12.cite([]) == ""


def found(text, conventions=ALL):
    return [(text[hit.start : hit.end], hit.convention) for hit in find_codes(text, conventions)]


def test_codes_in_running_text():
    text = "Nhà trường có kế hoạch (MC.1.1.01, MC.1.1.02). Sổ theo dõi MC.1.3.10; xem thêm [H1-1.1-02][H1-1.10-04]."
    assert found(text) == [
        ("MC.1.1.01", "mc-2026"),
        ("MC.1.1.02", "mc-2026"),
        ("MC.1.3.10", "mc-2026"),
        ("H1-1.1-02", "h-2018"),
        ("H1-1.10-04", "h-2018"),
    ]


def test_codes_of_2012_are_not_taken_for_those_of_2018_and_the_other_way_round():
    assert found("[H1-1-01-01] và [H1-1.10-04]") == [("H1-1-01-01", "h-2012"), ("H1-1.10-04", "h-2018")]
    assert found("H1-1.10-04", (H12,)) == []


@pytest.mark.parametrize(
    "text", ["MC.1.1.02.03", "XMC.1.1.02", "MC.1.1.02a", "ngày 01.02.2026", "H1-1.1-02-03"]
)
def test_what_only_looks_like_a_code_is_left_alone(text):
    assert found(text) == []


def test_a_code_at_the_end_of_a_sentence_is_found_without_its_full_stop():
    assert found("Theo MC.1.1.02.") == [("MC.1.1.02", "mc-2026")]


@given(st.lists(codes, min_size=1, max_size=5), st.sampled_from([", ", " ", "; ", " và ", "\n"]))
def test_every_code_written_into_a_text_is_found(written, between):
    text = "Đầu câu " + between.join(MC.format(code) for code in written) + " cuối câu"
    assert [hit.code for hit in find_codes(text, ALL)] == written


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Có kế hoạch (MC.1.1.01, MC.1.1.02).", ["(MC.1.1.01, MC.1.1.02)"]),
        ("Có [H1-1.1-01]; [H1-1.1-02] và (MC.1.1.01).", ["[H1-1.1-01]; [H1-1.1-02]", "(MC.1.1.01)"]),
        ("Có [H1-1.1-01][H1-1.1-02]", ["[H1-1.1-01][H1-1.1-02]"]),
        ("Có MC.1.1.01 trong tủ", ["MC.1.1.01"]),
        ("(xem MC.1.1.01)", ["MC.1.1.01"]),
        ("không có mã nào", []),
    ],
)
def test_neighbouring_codes_are_one_group_with_its_brackets(text, groups):
    assert [text[group.start : group.end] for group in find_groups(text, ALL)] == groups


def test_a_group_keeps_its_codes_in_order():
    (group,) = find_groups("(MC.1.2.03, MC.1.1.01)", ALL)
    assert [hit.code.criterion_code for hit in group.codes] == ["1.2", "1.1"]
