"""Look for packages of LlamaIndex."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def is_installed(package: str) -> bool:
    """Look for a package without importing it: llama_index alone takes two seconds."""
    folder = importlib.util.find_spec("llama_index")
    if folder is None:
        return False
    *parents, name = package.split(".")[1:]
    places = [Path(place, *parents, name) for place in folder.submodule_search_locations or ()]
    return any(place.is_dir() for place in places)
