"""What a person needs to know to join an MCP client to the page."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from rag.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "/gradio_api/mcp"
OLDEST_SDK = 2
"""Major release of the `mcp` package that the server is written for."""


def require_sdk(installed: Callable[[str], str] = version) -> None:
    """Hold the MCP package to being there, without loading it; `installed` gives the version of a package.

    Raises:
        SettingsError: it is not installed, or too old.
    """
    try:
        found = installed("mcp")
    except PackageNotFoundError:
        found = ""
    if not found:
        msg = "--mcp needs a package that is not installed: pip install 'citeback[mcp]'"
        raise SettingsError(msg)
    if int(found.split(".")[0]) < OLDEST_SDK:
        msg = f"--mcp needs mcp {OLDEST_SDK} or newer, and {found} is installed: pip install -U 'citeback[mcp]'"
        raise SettingsError(msg)


def how_to_add(address: str) -> list[str]:
    """Give the lines that say where the tools are, with what most clients' settings take."""
    url = f"{address}{PATH}"
    settings = {"mcpServers": {"citeback": {"type": "http", "url": url}}}
    return [f"MCP clients find the tools ask, search and read_source at {url}:", json.dumps(settings)]
