"""Glyphs of scripts that run from right to left -> the order in which they are read, by where they stand.

pdfium turns such lines around by guess, word by word; their places on the page do not guess. Base direction and
numbers follow the main rules of the Unicode bidirectional algorithm (UAX 9), without its explicit marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ingest.pdf.scripts import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.pdf.words import Glyph

FIRST_RIGHT_TO_LEFT = "\u0590"
SAME_LINE = 0.3
BRACKETS = ("()", "[]", "{}", "«»")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SPACE_GAP, UNSPACED_GAP = 0.35, 0.17
"""Shares of the size: what parts words on a line that has spaces besides, and on one without any."""


def logical(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Put each line's glyphs into reading order; lines without such scripts stay as they are."""
    run: list[Glyph] = []
    for glyph in glyphs:
        seen = next((one for one in reversed(run) if not one.generated), None)
        if (
            seen is not None
            and not glyph.generated
            and abs(glyph.baseline - seen.baseline) > SAME_LINE * glyph.style.size
        ):
            yield from _ordered(run)
            run = []
        run.append(glyph)
    yield from _ordered(run)


def _ordered(run: list[Glyph]) -> list[Glyph]:
    if not any(RIGHT_TO_LEFT.search(glyph.text) for glyph in run):
        return run
    from_right = is_right_to_left("".join(glyph.text for glyph in run))
    clusters = _clusters([glyph for glyph in run if not glyph.generated])
    clusters.sort(key=lambda cluster: cluster[0].left + cluster[0].right, reverse=from_right)
    _name_words(clusters)
    ordered: list[list[Glyph]] = []
    other: list[list[Glyph]] = []
    for cluster in clusters:
        if _runs(cluster, from_right):
            ordered += _turned(other)
            ordered.append(cluster)
            other = []
        else:
            other.append(cluster)
    return _paired([glyph for cluster in [*ordered, *_turned(other)] for glyph in cluster], from_right)


def _name_words(clusters: list[list[Glyph]]) -> None:
    """Give the clusters of each word one number, by the gaps that are seen."""
    name = 1
    has_spaces = any(cluster[0].text.isspace() for cluster in clusters)
    least = SPACE_GAP if has_spaces else UNSPACED_GAP
    for index, cluster in enumerate(clusters):
        if index:
            before = clusters[index - 1][0]
            gap = max(cluster[0].left - before.right, before.left - cluster[0].right)
            name += gap > least * cluster[0].style.size or cluster[0].text.isspace() or before.text.isspace()
        clusters[index] = [glyph._replace(word=name) for glyph in cluster]


def _runs(cluster: Sequence[Glyph], from_right: bool) -> bool:
    """Tell a cluster that runs the way of its line: a letter of its scripts, and nothing that is only a sign."""
    is_right = any(RIGHT_TO_LEFT.search(glyph.text) and glyph.text.isalpha() for glyph in cluster)
    is_left = any(glyph.text.isalnum() for glyph in cluster) and not is_right
    return is_right if from_right else is_left


def _turned(clusters: list[list[Glyph]]) -> list[list[Glyph]]:
    """Turn the part between the first and the last letter or figure around; signs at its ends stay where they are."""
    solid = [index for index, cluster in enumerate(clusters) if any(glyph.text.isalnum() for glyph in cluster)]
    if not solid:
        return clusters
    first, last = solid[0], solid[-1] + 1
    if last < len(clusters) and clusters[last][0].text == "%":
        last += 1
    return [*clusters[:first], *clusters[first:last][::-1], *clusters[last:]]


def _clusters(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Keep the letters of a ligature together, in the order of the word, and a mark with its letter."""
    clusters: list[list[Glyph]] = []
    for glyph in glyphs:
        if clusters and clusters[-1][0][1:6] == glyph[1:6] and not glyph.text.isspace():
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    for index, cluster in enumerate(clusters):
        if len(cluster) > 1 and _was_turned(clusters, index):
            cluster.reverse()
    letters = [cluster for cluster in clusters if not _is_mark(cluster)]
    for cluster in clusters:
        if _is_mark(cluster) and letters:
            middle = cluster[0].left + cluster[0].right
            home = min(letters, key=lambda letter: abs(letter[0].left + letter[0].right - middle))
            home += cluster
    return letters or clusters


def _was_turned(clusters: Sequence[Sequence[Glyph]], index: int) -> bool:
    """Tell whether pdfium turned the line around here: then the letters of a ligature were turned with it."""
    here = clusters[index][0]
    for step in (1, -1):
        place = index + step
        if 0 <= place < len(clusters) and RIGHT_TO_LEFT.search(clusters[place][0].text):
            return (clusters[place][0].left < here.left) == (step == 1)
    return False


def _is_mark(cluster: Sequence[Glyph]) -> bool:
    return all(unicodedata.category(glyph.text) in ("Mn", "Me") for glyph in cluster)


def _paired(glyphs: list[Glyph], from_right: bool) -> list[Glyph]:
    """Open and close brackets in turn: which way they look was lost when the line was turned."""
    if not from_right:
        return glyphs
    for pair in BRACKETS:
        places = [index for index, glyph in enumerate(glyphs) if glyph.text in pair]
        if len(places) % 2 == 0:
            for count, place in enumerate(places):
                glyphs[place] = glyphs[place]._replace(text=pair[count % 2])
    return glyphs
