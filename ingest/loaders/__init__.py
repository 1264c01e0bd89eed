"""The suffix -> loader table: one format a file, all with the same signature."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from ingest.sniff import sniff
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.block import Loaded

CODE_SUFFIXES = (
    ".py .pyi .js .mjs .cjs .jsx .ts .tsx .java .kt .kts .scala .groovy .c .h .cc .cpp .cxx .hpp .hh .cs .go .rs "
    ".swift .m .rb .php .pl .pm .lua .r .jl .dart .ex .exs .erl .hs .ml .clj .sh .bash .zsh .ps1 .bat .sql .graphql "
    ".proto .yaml .yml .toml .ini .cfg .conf .properties .css .scss .less .xml .xsd .tf .gradle .cmake .mk .vue .svelte"
).split()
LOADERS = {
    ".txt": "ingest.loaders.text",
    ".text": "ingest.loaders.text",
    ".md": "ingest.loaders.markdown",
    ".markdown": "ingest.loaders.markdown",
    ".html": "ingest.loaders.html",
    ".htm": "ingest.loaders.html",
    ".xhtml": "ingest.loaders.html",
    ".pdf": "ingest.loaders.pdf",
    ".docx": "ingest.loaders.docx",
    ".docm": "ingest.loaders.docx",
    ".pptx": "ingest.loaders.pptx",
    ".pptm": "ingest.loaders.pptx",
    ".ppsx": "ingest.loaders.pptx",
    ".xlsx": "ingest.loaders.xlsx",
    ".xlsm": "ingest.loaders.xlsx",
    ".csv": "ingest.loaders.csv",
    ".tsv": "ingest.loaders.csv",
    ".odt": "ingest.loaders.odt",
    ".rtf": "ingest.loaders.rtf",
    ".mhtml": "ingest.loaders.mhtml",
    ".mht": "ingest.loaders.mhtml",
    ".epub": "ingest.loaders.epub",
    ".eml": "ingest.loaders.email",
    ".mbox": "ingest.loaders.mbox",
    ".json": "ingest.loaders.json",
    ".jsonl": "ingest.loaders.json",
    ".ndjson": "ingest.loaders.json",
    **dict.fromkeys(CODE_SUFFIXES, "ingest.loaders.code"),
}
"""Modules, imported when a file of theirs comes: a page's parser is not paid for by a text file."""
READABLE = f"{', '.join(suffix for suffix in LOADERS if suffix not in CODE_SUFFIXES)} and source code"
"""What can be read, in words; each language's suffix would fill a screen."""
BINARY = frozenset(".pdf .docx .docm .pptx .pptm .ppsx .xlsx .xlsm .epub .odt .ods .odp .rtf".split())
"""Formats that begin with marks of their own: what does not is something else, whatever its suffix says."""
CLOSER = frozenset({(".txt", ".html"), (".text", ".html"), (".html", ".mhtml"), (".htm", ".mhtml")})
"""Suffix and content where the content knows better, though both are text."""
LONGEST_TITLE = 300
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Loader(Protocol):
    """Read one format."""

    def load(self, path: Path) -> Loaded:
        """Read a file's blocks in page order."""


def load(path: Path) -> Loaded:
    """Read a file with the loader of its format; what no store can hold (lone surrogates) is replaced by U+FFFD.

    Raises:
        LoadError: no loader for its format, not text, empty, or nested too deeply.
        OSError: it cannot be opened or read.
    """
    loaded = _loader(path).load(path)
    blocks = [replace(block, text=_storable(block.text)) for block in loaded.blocks if block.text.strip()]
    if not blocks:
        raise LoadError("is empty: it holds no text")
    title = _storable(" ".join(loaded.title.split()))[:LONGEST_TITLE].strip() or path.stem
    return replace(loaded, blocks=blocks, title=title)


def format_of(path: Path) -> str:
    """Settle a file's format by its content, and by its own suffix where the content is any kind of text.

    Raises:
        LoadError: it is something that no loader is for.
        OSError: it cannot be read.
    """
    own = path.suffix.lower()
    is_text_format = own in LOADERS and own not in BINARY
    content = sniff(path)
    if content.name:
        raise LoadError(f"{'is not text but' if is_text_format else 'cannot be read: it is'} {content.name}")
    if content.is_text and is_text_format and (own, content.suffix) not in CLOSER:
        return own
    return content.suffix or own


def _loader(path: Path) -> Loader:
    suffix, own = format_of(path), path.suffix.lower()
    module = LOADERS.get(suffix)
    if module is None:
        kind = f"{suffix} files" if suffix else "files without a suffix"
        seen = f"is a {suffix} file by its content; " if suffix != own and suffix else ""
        raise LoadError(f"{seen}{kind} cannot be read; {READABLE} can")
    return cast("Loader", import_module(module))


def _storable(text: str) -> str:
    return LONE_SURROGATE.sub("\ufffd", text)
