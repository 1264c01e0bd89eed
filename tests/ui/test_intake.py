from __future__ import annotations

from typing import TYPE_CHECKING

from answers import document

from ingest import IngestReport
from ui.intake import FileState, in_turn, result_states
from ui.sources import take_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ingest import Progress
    from rag import Library


def test_each_file_is_reported_while_it_goes_in_and_one_bad_file_stops_no_other(
    own_library: Library, tmp_path: Path
) -> None:
    for name, text in (("one.txt", "The ferry leaves at nine."), ("bad.md", ""), ("two.txt", "It lands at noon.")):
        (tmp_path / name).write_text(text)

    def take(part: Sequence[Path], progress: Callable[[Progress], None]) -> IngestReport:
        return take_in(part, own_library, progress)

    seen = list(in_turn([tmp_path / name for name in ("one.txt", "bad.md", "two.txt")], take))
    assert seen[0] == (FileState("one.txt"), FileState("bad.md"), FileState("two.txt"))
    assert [state.kind for state in seen[1]] == ["reading", "waiting", "waiting"]
    assert [state.kind for state in seen[-1]] == ["added", "failed", "added"]
    assert "empty" in seen[-1][1].note


def test_of_many_files_several_go_in_at_a_time_and_each_has_its_state(own_library: Library, tmp_path: Path) -> None:
    names = [f"note {number}.txt" for number in range(25)]
    for name in names:
        (tmp_path / name).write_text(f"This is {name} of the harbour.")
    taken: list[int] = []

    def take(part: Sequence[Path], progress: Callable[[Progress], None]) -> IngestReport:
        taken.append(len(part))
        return take_in(part, own_library, progress)

    last = list(in_turn([tmp_path / name for name in names], take))[-1]
    assert taken == [16, 9]
    assert [(state.name, state.kind) for state in last] == [(name, "added") for name in names]


def test_a_document_that_moved_is_named_as_such() -> None:
    report = IngestReport(moved=[document("Moved")])
    assert result_states(report) == {"Moved": FileState("Moved", "moved")}
