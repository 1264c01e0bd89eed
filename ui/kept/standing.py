"""How the sources of kept citations stand today."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.errors import DocumentNotFoundError, LinkError
from rag.links import Link, format_link
from ui.kept.conversation import UNCHANGED, KeptCitation, Standing, purged_on

if TYPE_CHECKING:
    from rag.answer import Answer, Citation
    from rag.library.library import Library

_PURGED = re.compile(r"purged on (\d{4}-\d{2}-\d{2})")
"""How the library says that a version was purged."""
CHANGED = "this source has changed since"
CHANGED_AND_GONE = "this source has changed since, and its earlier text is no longer in the library"
REMOVED = "this source was removed from the library"


class Standings:
    """Ask the library about each version once."""

    def __init__(self, library: Library) -> None:
        """Ask this library."""
        self._library = library
        self._known: dict[tuple[str, str], Standing] = {}

    def answer(self, answer: Answer) -> Answer:
        """Give an answer whose citations say how their sources stand now."""
        return replace(
            answer,
            sentences=tuple(replace(s, citations=self._all(s.citations)) for s in answer.sentences),
            alternatives=tuple(replace(other, citations=self._all(other.citations)) for other in answer.alternatives),
        )

    def version(self, document: str, version: str) -> Standing:
        """Say how a version stands."""
        key = (document, version)
        if key not in self._known:
            self._known[key] = self._ask(document, version)
        return self._known[key]

    def _all(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(self._now(citation) if isinstance(citation, KeptCitation) else citation for citation in citations)

    def _now(self, citation: KeptCitation) -> KeptCitation:
        if citation.standing.kind == "purged":
            return citation
        document = citation.document
        return replace(citation, standing=self.version(document.id, document.version))

    def _ask(self, document: str, version: str) -> Standing:
        try:
            live = self._library.document(document).version
        except DocumentNotFoundError:
            live = ""
        if live == version:
            return UNCHANGED
        try:
            self._library.open_link(format_link(Link(document, version, 1, 0, 1)))
        except LinkError as error:
            purged = _PURGED.search(str(error))
            if purged:
                return purged_on(purged[1])
            return Standing("changed", CHANGED_AND_GONE, opens=False) if live else Standing("removed", REMOVED, False)
        return Standing("changed", CHANGED)
