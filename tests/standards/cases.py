"""The packaged sets' engines and ways to make cases for them, for tests."""

from hypothesis import strategies as st

from minhdinh.standards.catalogue import packaged_ids, packaged_set
from minhdinh.standards.rules import Engine
from tests.standards import oracle

TT57 = Engine(packaged_set("tt57-2026-pho-thong"))
ENGINES = {name: Engine(packaged_set(name)) for name in packaged_ids()}
COMPUTED = [name for name, engine in ENGINES.items() if engine.computable]


def levels_of(engine, values):
    """Return a case by code: a list in the order of the criteria, or one level for all, cut to what each has."""
    criteria = list(engine.set.iter_criteria())
    values = values if isinstance(values, list) else [values] * len(criteria)
    return {
        item.code: None if level is None else min(level, item.top_level)
        for item, level in zip(criteria, values, strict=True)
    }


def tt57_levels(mandatory, others):
    return dict(zip(oracle.TT57_MANDATORY, mandatory, strict=True)) | dict(
        zip(oracle.TT57_OTHERS, others, strict=True)
    )


def cases_of(name, *, judged=False):
    """Return a strategy for the cases of one packaged set."""
    criteria = list(ENGINES[name].set.iter_criteria())
    open_level = [] if judged else [st.none()]
    return st.fixed_dictionaries(
        {item.code: st.one_of(*open_level, st.integers(0, item.top_level)) for item in criteria}
    )
