"""Reading the demo's content."""

import pytest

from minhdinh.demo.content import (
    MAIN_SCHOOL,
    OTHER_SCHOOLS,
    Part,
    cited,
    read_dossier,
    read_yaml,
    split_citations,
)


def test_citations_become_parts_before_the_full_stop():
    assert split_citations("Có kế hoạch {{e:a}}{{e:b}}; đã duyệt {{e:c}}.") == [
        Part(text="Có kế hoạch"),
        Part(evidence="a"),
        Part(evidence="b"),
        Part(text="; đã duyệt"),
        Part(evidence="c"),
        Part(text="."),
    ]


def test_a_text_without_marks_is_one_part():
    assert split_citations("Gồm 24 phòng.") == [Part(text="Gồm 24 phòng.")]
    assert split_citations("") == []


def test_cited_keys_keep_their_order():
    assert cited("x {{e:b}} y {{e:a}}{{e:b}}.") == ["b", "a", "b"]


def test_split_files_are_joined():
    dossier = read_dossier(MAIN_SCHOOL)
    roots = [item["root"] for item in dossier.evidence]
    assert roots == sorted(roots)
    assert {root[0] for root in roots} == {"1", "2", "3", "4"}
    assert list(dossier.tracks) == ["thcs"]
    assert len(dossier.tracks["thcs"]) == 15


def test_two_tracks_stay_apart():
    tracks = read_dossier("other_schools/nhieu_cap").tracks
    assert set(tracks) == {"tieu_hoc", "thcs"}
    assert tracks["tieu_hoc"]["1.1"] != tracks["thcs"]["1.1"]


def test_what_a_school_does_not_have_is_empty():
    preschool = read_dossier("other_schools/mam_non")
    assert (preschool.tracks, preschool.remarks, preschool.report, preschool.tables) == ({}, {}, {}, {})
    assert preschool.evidence


def test_every_folder_is_read():
    schools = [read_dossier(folder).council["school"] for folder in (MAIN_SCHOOL, *OTHER_SCHOOLS)]
    assert schools == ["thcs-sao-mai", "th-sao-mai-1", "mn-hoa-mi", "th-thcs-phu-son"]


def test_an_unknown_file_is_an_error():
    with pytest.raises(FileNotFoundError):
        read_yaml("nowhere.yaml")
