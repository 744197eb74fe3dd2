"""The files that the pages' tests read, so that both sides decide alike."""

import pytest

from tests.vectors.files import FOLDER, files


@pytest.mark.parametrize("name", ["decide.json", "codes.json", "reads.json", "search.json"])
def test_the_shared_vectors_are_up_to_date(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert kept == files()[name], f"tests/vectors/{name} is out of date: make schema"
