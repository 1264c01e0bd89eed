"""The files of Chroma's graphs, before there is a vector in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_HEADER_VERSION = b"\1\0\0\0"
_COUNT = slice(20, 28)
"""Where the header of a saved graph has the number of its vectors."""


def unsaved_graphs(folder: Path) -> list[Path]:
    """List the folders of graphs that have no vector on disk: Chroma saves them from the thousandth change on."""
    headers = ((header.parent, header.read_bytes()) for header in folder.glob("*/header.bin"))
    return [
        graph
        for graph, data in headers
        if data[:4] == _HEADER_VERSION and len(data) >= _COUNT.stop and not any(data[_COUNT])
    ]


def blank(graphs: Sequence[Path]) -> None:
    """Write zeros over the room for vectors in graphs that are not saved yet.

    Whenever it opens one, Chroma writes memory there that it never set, with any text that the process has read before,
    also one that is being purged. Nothing reads it again: what is in such a graph stands in Chroma's log.
    """
    for graph in graphs:
        for name in ("data_level0.bin", "length.bin"):
            file = graph / name
            file.write_bytes(bytes(file.stat().st_size))
