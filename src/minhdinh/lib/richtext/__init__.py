"""Rich text: ProseMirror JSON with citations of evidence as live objects."""

from minhdinh.lib.richtext.building import citation, from_text
from minhdinh.lib.richtext.diff import diff_html
from minhdinh.lib.richtext.flow import Citation, CitationStyle, Resolver, citation_groups
from minhdinh.lib.richtext.html import citation_html, to_html
from minhdinh.lib.richtext.reading import citations, is_empty, plain_text, walk, word_count
from minhdinh.lib.richtext.validation import Body, RichTextError, empty, validate

__all__ = [
    "Body",
    "Citation",
    "CitationStyle",
    "Resolver",
    "RichTextError",
    "citation",
    "citation_groups",
    "citation_html",
    "citations",
    "diff_html",
    "empty",
    "from_text",
    "is_empty",
    "plain_text",
    "to_html",
    "validate",
    "walk",
    "word_count",
]
