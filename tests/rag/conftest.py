"""A small real library that the answer's stages are tried on: written once, read by all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest import ingest
from rag import Assistant, Library, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {
    "quay.txt": """New quay opens in Ostwick

Ostwick's new quay opened on 12 May after two years of works, the harbour office said.

Harbour minister Maria Lopez, who led the works, thanked the crew.

She called the quay the safest on the coast.

Forty boats can moor there at a time.
""",
    "ferry.md": """# Ferry to Lenham

The ferry from Ostwick to Lenham sails at nine every morning.

On 20 May, the day of the harbour fair in Ostwick, it sails every hour.

| Driver | Vehicle |
|---|---|
| Tomas Reed | Lorry Falcon |
| Ilse Brandt | Van Heron |
""",
    "fair.txt": """Fair at the harbour

The harbour fair in Ostwick runs from 20 to 22 May, its organisers announced.

Visitors are asked to leave their cars outside the town.
""",
}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("quay")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library") as library:
        report = ingest([folder / name for name in FILES], library)
        assert len(report.added) == len(FILES)
        yield library


@pytest.fixture(scope="session")
def assistant(library: Library) -> Assistant:
    return Assistant(library, Settings())
