"""The systems that are measured, one a file; each is run by `child.py` and imports nothing of Citeback but its own.

A module holds `Peer`, made with no arguments: imports and weights are loaded then, and one sentence embedded.

    ways                                  names of its ways to search, the usual one first
    ingest(folder, store) -> int          bring the files in, keep what is kept under `store`; how many passages
    search(way, question, most)           [(file name, [text, ...])], best first, at most so many
"""
