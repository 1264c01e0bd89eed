"""Find the paragraphs that a facts file names in the documents of a library."""

from __future__ import annotations

import difflib
from pathlib import PurePath
from typing import TYPE_CHECKING

from eval.metrics import ParagraphKey
from eval.nodes import fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.facts import FactSet, ParagraphReference
    from rag.document import Document


def proofs(facts: FactSet, documents: Sequence[Document]) -> list[frozenset[ParagraphKey]]:
    """Give the listed paragraphs of each fact, in the facts' order.

    Raises:
        FactsError: a name that fits no document or several, or a number beyond the document's last paragraph.
    """
    return [frozenset(_find(facts, reference, documents) for reference in fact.paragraphs) for fact in facts.facts]


def named(name: str, documents: Sequence[Document]) -> list[Document]:
    """Give the documents that a name fits: by id, else by file name or end of the path, else by title in any case."""
    parts = PurePath(name.replace("\\", "/")).parts
    by_id = [document for document in documents if document.id == name]
    by_path = [document for document in documents if _parts(document)[-len(parts) :] == parts]
    by_title = [document for document in documents if document.title.casefold() == name.casefold()]
    return by_id or by_path or by_title


def _find(facts: FactSet, reference: ParagraphReference, documents: Sequence[Document]) -> ParagraphKey:
    found = named(reference.document, documents)
    if len(found) > 1:
        paths = ", ".join(document.path for document in found[:3])
        problem = f'expected one document, "{reference.document}" fits {len(found)}: {paths}; write more of the path'
        raise fault(facts.path, reference.line, "document", problem)
    if not found:
        raise fault(facts.path, reference.line, "document", f"expected {_known(reference.document, documents)}")
    count = len(found[0].paragraphs)
    if reference.number > count:
        problem = f'expected at most {count}, the paragraphs of "{reference.document}", found {reference.number}'
        raise fault(facts.path, reference.line, "number", problem)
    return ParagraphKey(found[0].id, reference.number)


def _known(name: str, documents: Sequence[Document]) -> str:
    names = {_parts(document)[-1]: document for document in documents}
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    hint = f"; {near[0]}?" if near else "; `citeback sources` lists them"
    return f'one of the {len(documents)} documents of the library, found "{name}"{hint}'


def _parts(document: Document) -> tuple[str, ...]:
    return PurePath(document.path.replace("\\", "/")).parts
