"""Small builders of rich text nodes for tests."""


def text(value, *marks):
    node = {"type": "text", "text": value}
    return node | {"marks": [{"type": name} for name in marks]} if marks else node


def cite(evidence, *marks):
    node = {"type": "citation", "attrs": {"evidence": evidence}}
    return node | {"marks": [{"type": name} for name in marks]} if marks else node


def par(*inline):
    return {"type": "paragraph", "content": list(inline)} if inline else {"type": "paragraph"}


def bullets(*items):
    return {"type": "bullet_list", "content": [{"type": "list_item", "content": [item]} for item in items]}


def cell(*blocks, kind="table_cell", **attrs):
    return {"type": kind, "attrs": {"colspan": 1, "rowspan": 1, **attrs}, "content": list(blocks)}


def table(*rows):
    return {"type": "table", "content": [{"type": "table_row", "content": list(row)} for row in rows]}


def doc(*blocks):
    return {"type": "doc", "content": list(blocks)}
