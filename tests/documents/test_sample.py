from minhdinh.documents.registry import forms
from minhdinh.documents.sample import sample_dossier
from minhdinh.lib.richtext import citations, validate
from tests.documents import sample
from tests.documents.docx_text import highlighted
from tests.documents.making import make


def bodies(value):
    """Yield every rich text inside a dossier."""
    if isinstance(value, dict):
        if value.get("type") == "doc":
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from bodies(one)


def test_both_samples_have_the_same_parts():
    assert set(sample_dossier()) == set(sample.dossier())


def test_their_texts_are_valid_and_their_citations_known():
    for dossier in (sample_dossier(), sample.dossier()):
        known = {one["id"] for one in dossier["evidence"]}
        found = list(bodies(dossier))
        assert found
        for body in found:
            assert validate(body) == body
            assert set(citations(body)) <= known


def test_a_fresh_dossier_each_time():
    first = sample_dossier()
    first["school"]["name"] = "khác"
    assert sample_dossier()["school"]["name"] == "Trường Mẫu"


def test_every_form_can_be_made_of_it():
    for one in forms():
        assert make(one.id, sample_dossier())


def test_the_sample_reaches_every_branch_a_template_may_show():
    assert highlighted(make("bieu-1", sample_dossier()))
    assert len(sample_dossier()["tracks"]) == 2
