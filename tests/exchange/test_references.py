import pytest

from minhdinh.exchange.references import References, key_of, once_each, with_citations


def test_references_count_from_one():
    references = References("p", [40, 7])
    assert (references.of(40), references.of(7), references.of(None)) == ("p1", "p2", None)
    with pytest.raises(KeyError):
        references.of(8)


def test_a_reference_stands_for_a_key():
    assert key_of({"p1": 9}, "p1") == 9
    assert key_of({}, None) is None
    with pytest.raises(KeyError):
        key_of({}, "p1")


def test_citations_are_renamed_wherever_they_stand():
    cited = {"type": "citation", "attrs": {"evidence": "12"}}
    body = {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "12"}, cited]},
            {
                "type": "bullet_list",
                "content": [{"type": "list_item", "content": [{"type": "paragraph", "content": [cited]}]}],
            },
        ],
    }
    renamed = with_citations(body, lambda name: {"12": "e3"}[name])
    assert str(renamed).count("'evidence': 'e3'") == 2
    assert renamed["content"][0]["content"][0]["text"] == "12"
    assert str(body).count("'evidence': '12'") == 2, "the given text stays as it was"
    assert with_citations(renamed, lambda name: {"e3": "12"}[name]) == body


def test_a_text_without_citations_stays():
    assert with_citations({"type": "doc"}, str) == {"type": "doc"}


def test_renamed_names_stay_different():
    renamed = once_each(["b-7", "a-7", "a-8"], lambda name: name.replace("a-", "b-"))
    assert renamed == {"b-7": "b-7", "a-7": "b-7-2", "a-8": "b-8"}
    assert once_each([], str) == {}
