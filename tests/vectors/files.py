import json
from collections.abc import Iterable
from pathlib import Path

from tests.vectors.cases import code_cases, decide_cases, read_cases, search_cases

FOLDER = Path(__file__).parent


def files() -> dict[str, str]:
    """What is in each file, by name: a line for each case, so that a change shows as one."""
    decided = decide_cases()
    cases = _lines(decided["cases"])
    return {
        "decide.json": f'{{"facts": {json.dumps(decided["facts"])},\n"cases": {cases}}}\n',
        "codes.json": f"{_lines(code_cases())}\n",
        "reads.json": f"{_lines(read_cases())}\n",
        "search.json": f"{_lines(search_cases())}\n",
    }


def _lines(cases: object) -> str:
    """ASCII alone: marks and look-alikes stay what they are, whatever an editor makes of them."""
    assert isinstance(cases, Iterable)
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]"
