from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "keeper.txt").write_text("The keeper of the lighthouse at Farholm is called Edda Brandt.\n")
    (folder / "ferry.md").write_text("# Ferry\n\nThe ferry from Ostwick to Lenham sails at nine every morning.\n")
    return folder
