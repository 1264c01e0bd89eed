"""Whatever a file holds, it is refused in one line, or its facts can be written and read back."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.facts import load_facts
from eval.importers import importer
from eval.importers.writing import Folder
from rag.errors import FactsError

if TYPE_CHECKING:
    from eval.importers.imported import Imported

SAMPLES = Path(__file__).parent / "samples"
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["£", "\ud800", "|"])
)
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.text(max_size=3), SCALARS, max_size=3)


@pytest.mark.parametrize(
    ("data_format", "name"),
    [("squad", "squad.json"), ("llamaindex", "rag_dataset.json"), ("ragas", "ragas/records.json")],
)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_json_with_anything_in_the_place_of_a_value(
    tmp_path_factory: pytest.TempPathFactory, data_format: str, name: str, data: st.DataObject
) -> None:
    tree = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    holder, step = data.draw(st.sampled_from(places(changed := copy.deepcopy(tree))))
    holder[step] = data.draw(VALUES)
    folder = tmp_path_factory.mktemp("any")
    path = folder / "any.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    refused_or_read_back(data_format, path)


@settings(max_examples=150, deadline=None)
@given(cells=st.lists(st.lists(st.text(alphabet='ab1£-|,;"\n\x00yes', max_size=6), min_size=1, max_size=7), max_size=4))
def test_csv_with_anything_in_its_cells(tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]) -> None:
    header = "question,answers,document,paragraph,quote,unanswerable,tags\n"
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes((header + "\n".join(",".join(row) for row in cells)).encode())
    refused_or_read_back("csv", path)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@pytest.mark.parametrize("data_format", ["squad", "llamaindex", "ragas", "csv"])
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data_format: str, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_bytes(content)
    refused_or_read_back(data_format, path)


def refused_or_read_back(data_format: str, path: Path) -> None:
    imported: Imported
    try:
        imported = importer(data_format).read(path)
    except FactsError as error:
        assert str(error).startswith(f"{path}:")
        assert str(error).isprintable()
        return
    folder = Folder(path.parent)
    folder.write_facts(imported.facts)
    assert load_facts(folder.facts).facts == imported.facts
    names = {document.name: len(document.paragraphs) for document in imported.documents}
    assert len(names) == len(list(imported.documents))
    if data_format != "csv":
        assert all(1 <= one.number <= names[one.document] for fact in imported.facts for one in fact.paragraphs)


def places(tree: object) -> list[tuple[object, str | int]]:
    steps = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    return [(tree, step) for step, _ in steps] + [place for _, inner in steps for place in places(inner)]
