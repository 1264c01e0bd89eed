"""What all tests share."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import llama_server
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def ctrl_c() -> None:
    """Obey Ctrl-C: a shell starts what runs in its background deaf to it, and so would be what the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def smollm_url() -> Iterator[str]:
    """Give the address of a real language model on this machine; skipped where it is not installed."""
    reason = llama_server.missing()
    if reason:
        pytest.skip(reason)
    with llama_server.llama() as url:
        yield url
