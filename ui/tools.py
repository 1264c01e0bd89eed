"""The tools that programs call, each caller's in a library of its own: from here through Gradio's named endpoints."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import gradio as gr
from gradio.events import api

from rag.errors import ArgumentError, CitebackError
from ui.toolkit.arguments import shown, take
from ui.toolkit.ask import ASK
from ui.toolkit.readsource import READ_SOURCE
from ui.toolkit.search import SEARCH
from ui.toolkit.tool import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.toolkit.tool import Answering, Tool

Result = dict[str, Any]
"""What gradio hands on as JSON; it reads the hints of an endpoint while the program runs."""

TOOLS: Mapping[str, Tool[Any, Any]] = {tool.name: tool for tool in (ASK, SEARCH, READ_SOURCE)}

AT_ONCE = 4
"""Calls answered side by side through one door; each takes a processor for its time."""


class Tools:
    """Do for programs what the page does for people."""

    def __init__(self, page_of: Callable[[gr.Request | None], Answering]) -> None:
        """Serve each caller from the page, or what answers as it does, that is theirs."""
        self._page_of = page_of
        self._limiter: anyio.CapacityLimiter | None = None

    def call(
        self,
        name: str,
        given: Mapping[str, object],
        request: gr.Request | None = None,
        watch: Watch | None = None,
    ) -> object:
        """Do what a tool of `TOOLS` does, for who sent the request; gives the tool's own dataclass.

        Raises:
            ArgumentError: there is no such tool, or it cannot take what was given.
            CitebackError: it cannot be done.
        """
        tool = TOOLS.get(name)
        if tool is None:
            msg = f"there is no tool {shown(name)}: there are {', '.join(TOOLS)}"
            raise ArgumentError(msg)
        return tool.run(self._page_of(request), take(tool.takes, given), watch or Watch())

    async def answer(
        self,
        name: str,
        given: Mapping[str, object],
        request: gr.Request | None = None,
        watch: Watch | None = None,
    ) -> object:
        """Do as `call` does, in a thread; a call that is cancelled ends at its next step."""
        watch = watch or Watch()
        self._limiter = self._limiter or anyio.CapacityLimiter(AT_ONCE)
        try:
            return await anyio.to_thread.run_sync(
                lambda: self.call(name, given, request, watch), abandon_on_cancel=True, limiter=self._limiter
            )
        finally:
            watch.stopped.set()

    def add_to(self) -> None:
        """Add the named endpoints `/ask`, `/search` and `/read_source` to the Blocks that are being laid out.

        Before all else: gradio gives a name to who asks for it first.
        """
        for endpoint in (self._ask, self._search, self._read_source):
            name = endpoint.__name__.strip("_")
            api(
                endpoint,
                api_name=name,
                api_description=TOOLS[name].description,
                concurrency_limit=AT_ONCE,
                concurrency_id="answers",
            )

    # What is left out arrives as its default here: gradio checks neither kinds nor bounds, the tool does.

    def _ask(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        documents: list[str] | None = None,
        request: gr.Request | None = None,
    ) -> Result:
        return self._answered("ask", request, question=question, history=history, documents=documents)

    def _search(
        self, question: str, k: int = 8, documents: list[str] | None = None, request: gr.Request | None = None
    ) -> Result:
        return self._answered("search", request, question=question, k=k, documents=documents)

    def _read_source(
        self, source: str, paragraph: int | None = None, around: int = 2, request: gr.Request | None = None
    ) -> Result:
        return self._answered("read_source", request, source=source, paragraph=paragraph, around=around)

    def _answered(self, name: str, request: gr.Request | None, **given: object) -> Result:
        try:
            return asdict(self.call(name, given, request))  # type: ignore[call-overload, no-any-return]
        except CitebackError as error:
            raise gr.Error(str(error), print_exception=False) from None
