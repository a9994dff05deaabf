"""A kindergarten that assesses itself by the rules of 2018, small: two criteria."""

import json
from functools import cache

from minhdinh.standards.catalogue import StandardSet, packaged_set, parse_content
from tests.assessments.cases import Case, make_case

CRITERIA = ("1.1", "1.2")


@cache
def earlier_set() -> StandardSet:
    """Return TT19/2018 with two of its criteria."""
    content = json.loads(json.dumps(packaged_set("tt19-2018-mam-non").content))
    content |= {"id": "tt19-2018-nho", "version": "2018.1"}
    for standard in content["standards"]:
        standard["criteria"] = [one for one in standard["criteria"] if one["code"] in CRITERIA]
    content["standards"] = [one for one in content["standards"] if one["criteria"]]
    return parse_content(content)


def earlier_case(code: str = "mn-hoa-sen") -> Case:
    return make_case(standard_set=earlier_set(), levels=("mam_non",), code=code)
