from minhdinh.demo.loading.texts import body, first_sentence
from minhdinh.lib.richtext import citations, plain_text, validate

ITEMS = {"a": 7, "b": 12}


def test_marks_become_citations_of_the_items():
    made = body(["Có kế hoạch {{e:a}}{{e:b}}; có nghị quyết {{e:b}}.", "Hết."], ITEMS)
    assert citations(validate(made)) == ["7", "12", "12"]
    assert [block["type"] for block in made["content"]] == ["paragraph", "paragraph"]


def test_no_mark_is_left_in_the_text():
    text = plain_text(validate(body(["Có kế hoạch {{e:a}}."], ITEMS)))
    assert "{{" not in text
    assert text.startswith("Có kế hoạch")


def test_a_first_version_is_the_first_clause_without_citations():
    assert first_sentence("Có kế hoạch {{e:a}}; có nghị quyết {{e:b}}.") == "Có kế hoạch."
    assert first_sentence("Có kế hoạch {{e:a}}.") == "Có kế hoạch."
