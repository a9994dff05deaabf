from django import forms
from django.test import RequestFactory

from minhdinh.common.problems import Problem
from minhdinh.organisations.web.forms import add_problem, offer, posted, posted_files


class NameForm(forms.Form):
    name = forms.CharField()


def test_an_empty_post_is_still_a_post() -> None:
    assert posted(RequestFactory().get("/")) is None
    assert posted(RequestFactory().post("/")) is not None
    assert NameForm(posted(RequestFactory().post("/"))).is_bound
    assert posted_files(RequestFactory().get("/")) == (None, None)
    assert posted_files(RequestFactory().post("/"))[1] is not None


def test_a_problem_stands_where_it_belongs() -> None:
    form = NameForm({"name": "x"})
    add_problem(form, Problem("Tên đã dùng.", field="name"))
    add_problem(form, Problem("Ngoài giờ.", field="day"))
    add_problem(form, Problem("Chung."))
    assert form.errors["name"] == ["Tên đã dùng."]
    assert form.non_field_errors() == ["Ngoài giờ.", "Chung."]


class ColourForm(forms.Form):
    colour = forms.ChoiceField()


def test_a_field_offers_what_is_known_only_now() -> None:
    form = ColourForm({"colour": "xanh"})
    offer(form, "colour", [("xanh", "Xanh")])
    assert form.is_valid()
    refused = ColourForm({"colour": "do"})
    offer(refused, "colour", [("xanh", "Xanh")])
    assert "colour" in refused.errors
