import json

import pytest
import yaml

from minhdinh.standards.catalogue import checksum, load_guided_file, packaged_sets
from minhdinh.standards.catalogue.export import in_order, json_text, yaml_text


def shuffled(value):
    """Return the same data with its keys the other way round, as a database may give them."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in sorted(value, reverse=True)}
    return [shuffled(entry) for entry in value] if isinstance(value, list) else value


@pytest.mark.parametrize("item", packaged_sets(), ids=lambda item: item.id)
@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_a_written_set_loads_as_the_same_set(item, kind, tmp_path):
    path = tmp_path / f"{item.id}.{kind}"
    write = yaml_text if kind == "yaml" else json_text
    path.write_text(write(shuffled(item.content)), encoding="utf-8")
    again = load_guided_file(path)
    assert again == item
    assert again.checksum == item.checksum


def test_the_keys_come_in_the_order_of_the_schema():
    content = in_order(shuffled(packaged_sets()[-1].content))
    assert list(content)[:5] == ["format", "id", "version", "title", "short_title"]
    assert list(content)[-1] == "standards"
    assert list(content["standards"][0]["criteria"][0])[:2] == ["code", "title"]


def test_numbers_among_the_keys_are_in_their_order():
    assert list(in_order({"10": 1, "9": 2, "1": 3})) == ["1", "9", "10"]


def test_nothing_is_lost_or_added():
    content = packaged_sets()[0].content
    assert checksum(in_order(content)) == checksum(content)
    assert json.loads(json_text(content)) == yaml.safe_load(yaml_text(content)) == content


def test_the_text_is_readable():
    text = yaml_text(packaged_sets()[0].content)
    assert text.startswith("# A standard set")
    assert "Tiêu chí" in text
    assert "\\u" not in text
    assert max(map(len, text.split("\n"))) < 400
