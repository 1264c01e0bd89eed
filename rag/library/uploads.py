"""The copies of files that a library keeps: what was uploaded or fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from rag.library.catalog import Catalog


def uploads(library: Path) -> list[Path]:
    """List all copies, unfinished ones too."""
    folder = library / "files"
    if not folder.is_dir() or folder.is_symlink():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def orphaned_uploads(library: Path, catalog: Catalog, without: Collection[str] = ()) -> list[Path]:
    """List the copies that belong to no document, or to none but those of these ids."""
    staying = (Path(document.path) for document in catalog.documents() if document.id not in without)
    owned = {spelled for path in staying for spelled in (str(path), str(path.resolve()))}
    return [path for path in uploads(library) if str(path) not in owned and str(path.resolve()) not in owned]
