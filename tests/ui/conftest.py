"""A small real library whose documents try to do harm, and a folder to make more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import browser
from chat_server import chat
from pdf_samples import two_columns

from eval.sample import add_sample
from ingest import ingest
from rag import Assistant, Library, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

FILES = {
    "quay.html": """<html><head><title>Quay</title></head><body><article>
<h1>New quay [bold]opens[/bold] &lt;b&gt;now&lt;/b&gt;</h1>
<p>Ostwick's new quay opened on 12 May after two years of works, the harbour office said on Tuesday morning.</p>
<p>- Advertisement -</p>
<p>Harbour minister Maria Lopez, who led the works, thanked the crew for their patience and for their care.</p>
<p>She called the quay the safest on the coast and said that forty boats can moor there at one time.</p>
</article></body></html>""",
    "captain.txt": "Ships of Ostwick\n\nThe captain of the Zorblax is Anna Petrova <script>window.harmed=1</script> "
    '<img src="http://elsewhere.test/x.png" onerror="window.harmed=1"> [red]and[/red] \x1b[31mshe sails at nine.\n',
    "fair.md": "# Fair at the harbour\n\nThe harbour fair in Ostwick runs from 12 to 14 May, its hosts said.\n",
}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def library(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("quay") / "library") as library:
        report = ingest([files / name for name in FILES], library)
        assert len(report.added) == len(FILES), report.failed
        yield library


@pytest.fixture(scope="session")
def assistant(library: Library) -> Assistant:
    return Assistant(library, Settings())


@pytest.fixture
def own_library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as library:
        yield library


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample and a PDF, to tests that leave them as they are."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "lighthouse.pdf").write_bytes(two_columns().data)
    with Library(folder / "library") as library:
        add_sample(library)
        ingest(folder / "lighthouse.pdf", library)
    with chat(folder / "library") as server:
        yield server.address
