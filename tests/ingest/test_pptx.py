from __future__ import annotations

from pathlib import Path

import pytest
from layouts import layout_lines
from pptx_samples import BLANK, CONTENT, SAMPLES, add, new, write

from ingest.loaders import load
from ingest.office.order import Placed, reading_order

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_presentation_yields_the_paragraphs_that_its_reader_counts(tmp_path: Path, name: str) -> None:
    SAMPLES[name](tmp_path / name)
    assert layout_lines(tmp_path / name) == (FIXTURES / f"{name}.expected").read_text(encoding="utf-8")


def test_a_slide_is_a_page_and_hidden_and_empty_ones_are_counted(tmp_path: Path) -> None:
    SAMPLES["groups.pptx"](tmp_path / "a.pptx")
    pages = {block.text: block.page for block in load(tmp_path / "a.pptx").blocks}
    assert (pages["Cranes"], pages["not shown"], pages["A slide without a title"]) == (1, 3, 4)


def test_what_was_typed_on_every_slide_by_hand_is_furniture(tmp_path: Path) -> None:
    presentation = new()
    for number in range(4):
        slide = add(presentation, CONTENT, f"Part {number}", "Same item everywhere\nAnother item\nA third")
        write(slide, "Port of Arn", 1, 7)
        write(slide, f"Quay {number}", 1, 6.5)
        if number < 2:
            write(slide, "Draft", 4, 7)
    presentation.save(str(tmp_path / "talk.pptx"))
    reasons = {block.text: block.furniture for block in load(tmp_path / "talk.pptx").blocks}
    assert reasons.pop("Port of Arn") == "it repeats on 4 slides"
    assert not any(reasons.values())


def test_a_line_on_two_slides_of_two_is_content(tmp_path: Path) -> None:
    presentation = new()
    for number in range(2):
        write(add(presentation, CONTENT, f"Part {number}", "An item"), "Port of Arn", 1, 7)
    presentation.save(str(tmp_path / "talk.pptx"))
    assert not any(block.furniture for block in load(tmp_path / "talk.pptx").blocks)


def test_a_slide_called_by_its_number_names_no_presentation(tmp_path: Path) -> None:
    presentation = new()
    write(add(presentation, BLANK), "Text", 1, 1)
    presentation.save(str(tmp_path / "talk.pptx"))
    assert load(tmp_path / "talk.pptx").title == "talk"


@pytest.mark.parametrize(
    ("boxes", "order"),
    [
        ({"b": (5, 0, 9, 1), "a": (0, 0, 4, 1), "d": (5, 2, 9, 3), "c": (0, 2, 4, 3)}, "abcd"),
        ({"c": (5, 0, 9, 2), "a": (0, 0, 4, 3), "d": (5, 2, 9, 6), "b": (0, 3, 4, 6)}, "abcd"),
        ({"b": (0, 1, 9, 2), "a": (0, 0, 9, 1.05)}, "ab"),
        ({"x": (0, 0, 9, 9), "y": (1, 1, 8, 8)}, "xy"),
        ({"a": (0, 0, 0, 0), "b": (0, 0, 0, 0)}, "ab"),
    ],
    ids=["rows", "columns", "a little overlap", "one over the other", "no size"],
)
def test_shapes_are_read_in_rows_where_there_are_rows_else_in_columns(
    boxes: dict[str, tuple[float, float, float, float]], order: str
) -> None:
    placed = [Placed(name, *box) for name, box in boxes.items()]
    assert "".join(reading_order(placed)) == order
