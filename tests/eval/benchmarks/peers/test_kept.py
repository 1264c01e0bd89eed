from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from peer_results import result

from eval.benchmarks.peers.kept import Kept, key_of

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "results.jsonl"
    wanted = result("llamaindex", "one")
    Kept(path).add(wanted)
    assert Kept(path).get(wanted.key) == wanted
    assert Kept(path).get("another") is None


def test_the_newest_of_a_key_counts_and_a_line_that_was_cut_off_does_not(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    first = result("llamaindex", "one")
    kept = Kept(path)
    kept.add(first)
    kept.add(replace(first, passages=9))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"key": "k", "system": "ha\n[]\n{"key": "k"}\n')
    again = Kept(path).get(first.key)
    assert again is not None
    assert again.passages == 9
    assert Kept(path).get("k") is None


def test_a_key_changes_with_any_part_and_with_where_one_ends() -> None:
    assert len({key_of(["a", "b"]), key_of(["ab"]), key_of(["a", b"c"]), key_of(["b", "a"])}) == 4
    assert key_of(["a", b"b"]) == key_of(["a", "b"])
