"""The golden set: files of every format as people have them, against the paragraphs that their maker counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import docx_samples
import golden_hard
import golden_letters
import golden_office
import golden_pages
import golden_plain
import odt_samples
import pdf_samples
import pptx_samples
import pytest
import xlsx_samples
from epub_samples import SAMPLES as BOOKS
from golden import found_line
from layouts import layout_lines

from ingest.boilerplate import mark
from ingest.loaders import CODE_SUFFIXES, load
from ingest.paragraphs import number

if TYPE_CHECKING:
    from collections.abc import Iterator

INGEST = Path(__file__).parents[1] / "ingest"
FIXTURES, BOOK_LINES, PRINTED = (INGEST / name for name in ("fixtures", "books", "printed"))
MADE = (golden_plain, golden_office, golden_pages, golden_letters, golden_hard)
OFFICE = (docx_samples, odt_samples, pptx_samples, xlsx_samples)
LEAST_EXACT = 0.98
LEAST_FILES = 3
"""Of each format."""
FORMATS = frozenset("pdf docx pptx xlsx csv tsv epub html mhtml eml mbox rtf odt md txt json jsonl code".split())
SAME = {"htm": "html", "mht": "mhtml", "markdown": "md", "ndjson": "jsonl"}
COUNTED = re.compile(r"\d+ (?:text|item|row|quote|code) \[")


@dataclass(frozen=True)
class Read:
    """Hold what a file's maker expects and what was read, a line a paragraph: number or place, kind, headings, text."""

    name: str
    expected: list[str]
    found: list[str]

    @property
    def format(self) -> str:
        suffix = self.name.rpartition(".")[2].lower()
        return "code" if f".{suffix}" in CODE_SUFFIXES else SAME.get(suffix, suffix)

    @property
    def exact(self) -> int:
        matcher = SequenceMatcher(None, self.expected, self.found, autojunk=False)
        return sum(block.size for block in matcher.get_matching_blocks())

    @property
    def most(self) -> int:
        """Count the paragraphs, those too that should not be there."""
        return max(len(self.expected), len(self.found))


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    folder = tmp_path_factory.mktemp("golden")
    return [*_made(folder), *_fixtures(folder), *_pdfs(folder), *_printed()]


def _made(folder: Path) -> Iterator[Read]:
    for module in MADE:
        for make in module.FILES:
            golden = make()
            path = folder / golden.name
            path.write_bytes(golden.data)
            yield Read(
                golden.name, golden.lines, [found_line(one) for one in number(mark(load(path).blocks)).paragraphs]
            )


def _fixtures(folder: Path) -> Iterator[Read]:
    for path in sorted(FIXTURES.iterdir()):
        if path.suffix != ".expected":
            yield _fixture(path, path.with_name(f"{path.name}.expected"))
    for module in OFFICE:
        for name, write in module.SAMPLES.items():
            write(folder / name)
            yield _fixture(folder / name, FIXTURES / f"{name}.expected")
    for name, book in BOOKS.items():
        path = folder / f"{name}.epub"
        path.write_bytes(book.bytes())
        yield _fixture(path, BOOK_LINES / f"{name}.expected")


def _fixture(path: Path, expected: Path) -> Read:
    return Read(path.name, _counted(expected.read_text(encoding="utf-8")), _counted(layout_lines(path)))


def _counted(lines: str) -> list[str]:
    """Keep the lines of paragraphs: headings and furniture are compared where the loaders are tested."""
    return [line for line in lines.splitlines() if COUNTED.match(line)]


def _pdfs(folder: Path) -> Iterator[Read]:
    for make in pdf_samples.SAMPLES:
        sample = make()
        path = folder / f"{make.__name__}.pdf"
        path.write_bytes(sample.data)
        yield _texts(path, sample.text)


def _printed() -> Iterator[Read]:
    """Take what a browser printed to be what its page says; a list's numbers are in the print alone."""
    for page in sorted(PRINTED.glob("*.html")):
        yield _texts(page.with_suffix(".pdf"), [one.text for one in number(mark(load(page).blocks)).paragraphs])


def _texts(path: Path, expected: list[str]) -> Read:
    found = [one.text for one in number(mark(load(path).blocks)).paragraphs]
    printed = [re.sub(r"^\d\. ", "", text) for text in found] if path.parent == PRINTED else found
    wanted, seen = ([f"¶{place} {text}" for place, text in enumerate(texts, 1)] for texts in (expected, printed))
    return Read(path.name, wanted, seen)


def test_every_format_has_files(golden: list[Read]) -> None:
    counts = Counter(one.format for one in golden)
    assert {name: counts[name] for name in FORMATS if counts[name] < LEAST_FILES} == {}
    assert len(golden) >= 60


def test_nearly_all_paragraphs_are_exact(golden: list[Read], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()  # noqa: T201  the shares are the point of this test
        for line in _shares(golden):
            print(line)  # noqa: T201
    exact, most = sum(one.exact for one in golden), sum(one.most for one in golden)
    assert exact >= LEAST_EXACT * most, "\n".join(f"{one.name}: {one.exact} of {one.most}" for one in golden)


def _shares(golden: list[Read]) -> Iterator[str]:
    for name in (*sorted(FORMATS), "all"):
        files = [one for one in golden if name in (one.format, "all")]
        exact, most = sum(one.exact for one in files), sum(one.most for one in files)
        yield f"{name:6} {len(files):4} files {most:5} paragraphs {exact / most:7.1%} exact"
