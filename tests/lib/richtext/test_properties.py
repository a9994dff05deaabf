"""What holds for every text: nothing is lost, nothing breaks out, whatever is printed where."""

import itertools
import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from minhdinh.lib.richtext import (
    Citation,
    citation_groups,
    citations,
    diff_html,
    from_text,
    plain_text,
    to_html,
    validate,
)
from minhdinh.lib.richtext.flow import Break, CitationStyle, Group, Text, pieces
from tests.lib.richtext.builders import cite, doc, par, text

STYLES = (
    CitationStyle(),
    CitationStyle("[", "]", "; ", each=True),
    CitationStyle.from_convention({"before_stop": False}),
)
words = st.text(alphabet=st.sampled_from("aăđơ19 .,;:()…\u00a0"), min_size=1, max_size=10)
mark_sets = st.sampled_from([(), ("strong",), ("em",), ("strong", "em")])
inline = st.one_of(
    st.builds(lambda value, names: text(value, *names), words, mark_sets),
    st.builds(cite, st.sampled_from(["1", "2", "3"])),
    st.just({"type": "hard_break"}),
)
paragraphs = st.lists(inline, max_size=7).map(lambda parts: validate(doc(par(*parts)))["content"][0])
styles = st.sampled_from(STYLES)
lines = st.lists(st.text(alphabet=st.sampled_from("ab đ<&."), min_size=1, max_size=12), max_size=5).map(
    "\n".join
)
quick = settings(max_examples=80, deadline=None)


def letters(value):
    return [one for one in value if one.isalnum()]


def written(paragraph):
    return letters("".join(node.get("text", "") for node in paragraph.get("content", ())))


def shown(paragraph, style):
    return [one for one in pieces(paragraph, style) if isinstance(one, Text)]


@quick
@given(paragraphs, styles)
def test_no_letter_is_lost_or_moved(paragraph, style):
    assert letters("".join(one.text for one in shown(paragraph, style))) == written(paragraph)


@quick
@given(paragraphs, styles)
def test_every_cited_item_is_in_a_group_in_order_of_first_mention(paragraph, style):
    groups = [one for one in pieces(paragraph, style) if isinstance(one, Group)]
    assert {one for group in groups for one in group.evidence} == set(citations(paragraph))
    assert all(len(set(group.evidence)) == len(group.evidence) for group in groups)
    assert [list(group.evidence) for group in groups] == citation_groups(doc(paragraph))


@quick
@given(paragraphs, styles)
def test_breaks_stay(paragraph, style):
    wanted = sum(node["type"] == "hard_break" for node in paragraph.get("content", ()))
    assert sum(isinstance(one, Break) for one in pieces(paragraph, style)) == wanted


@quick
@given(paragraphs, styles)
def test_no_empty_text_and_no_two_groups_that_touch(paragraph, style):
    found = pieces(paragraph, style)
    assert all(one.text for one in found if isinstance(one, Text))
    assert not any(isinstance(a, Group) and isinstance(b, Group) for a, b in itertools.pairwise(found))


@quick
@given(paragraphs)
def test_a_full_stop_never_stands_right_before_a_group(paragraph):
    found = pieces(paragraph, CitationStyle())
    for before, group in itertools.pairwise(found):
        if isinstance(group, Group) and isinstance(before, Text):
            ending = before.text.rstrip()
            assert not ending.endswith(".") or ending.endswith(("..", "…."))


@quick
@given(paragraphs, styles)
def test_html_holds_the_same_letters_and_chips(paragraph, style):
    html = to_html(doc(paragraph), lambda _one: Citation("", "", ""), style)
    assert letters(unescape(re.sub(r"<[^>]*>", "", html))) == written(paragraph)
    wanted = sum(len(group) for group in citation_groups(doc(paragraph)))
    assert html.count('class="citation"') == wanted


def without(tag, html):
    return unescape(re.sub(r"<[^>]*>", "", re.sub(rf"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)))


@quick
@given(lines, lines)
def test_a_diff_holds_both_texts(old, new):
    before, after = from_text(old), from_text(new)
    html = diff_html(before, after)
    assert letters(without("ins", html)) == letters(plain_text(before))
    assert letters(without("del", html)) == letters(plain_text(after))


@quick
@given(lines)
def test_a_text_does_not_differ_from_itself(value):
    html = diff_html(from_text(value), from_text(value))
    assert "<ins>" not in html
    assert "<del>" not in html


@quick
@given(lines)
def test_plain_text_survives_the_way_through_rich_text(value):
    expected = [
        " ".join(line.removeprefix("- ").split()) for line in (one.strip() for one in value.split("\n"))
    ]
    assert plain_text(from_text(value)) == "\n".join(line for line in expected if line)
