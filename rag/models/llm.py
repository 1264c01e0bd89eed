"""Text from a language model; with `providers.py` the only door to LlamaIndex's language models.

Whatever goes wrong becomes one LanguageModelError that names the setting to look at.
"""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.errors import LanguageModelError
from rag.models.ending import Ending
from rag.models.failures import MISTAKES, Failure, Model, broken_off, empty, judge
from rag.models.patience import Broken, Silence, patiently
from rag.models.providers import NO_KEY, build
from rag.models.secrecy import scrubbed, shown_address
from rag.models.told import Told
from rag.models.usage import Usage
from rag.settings import CONTEXT, TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from llama_index.core.llms import LLM, ChatResponse

    from rag.settings import Settings

DELAYS: Final = (0.5, 1.5)
"""Seconds before each further try: a server that is starting or busy is given two more."""
LONGEST_WAIT: Final = 5.0
"""Seconds of a Retry-After that are waited; a user would not wait longer."""
WIDEST: Final = 16
"""Characters of a token, rather too many: a server that does not stop where it was told to is stopped here."""


class LanguageModel:
    """Ask a LlamaIndex LLM; safe from as many threads as that one is."""

    def __init__(self, llm: LLM, name: str, context: int = CONTEXT, timeout: float = TIMEOUT) -> None:
        """Take any LlamaIndex LLM; `timeout`: seconds that it may be silent."""
        self.llm = llm
        self.context = context
        self._model = _known(llm, name, context, timeout)
        self._used = Usage()
        self._counting = threading.Lock()

    def __repr__(self) -> str:
        """Show the name alone: LlamaIndex's own repr shows keys."""
        return f"LanguageModel({self.name!r})"

    def __str__(self) -> str:
        """Name the model and where it is, fit to show."""
        return str(self._model)

    @property
    def name(self) -> str:
        """Name the model as its user wrote it; fit to show."""
        return self._model.name

    @property
    def usage(self) -> Usage:
        """Count what was read and written so far, over all threads."""
        return self._used

    def complete(self, system: str, user: str, most_tokens: int) -> str:
        """Give the whole answer; raises LanguageModelError."""
        return "".join(self.stream(system, user, most_tokens))

    def stream(self, system: str, user: str, most_tokens: int) -> Generator[str, None, None]:
        """Yield the answer in non-empty pieces as they come; raises LanguageModelError, after some pieces perhaps.

        An answer that reaches `most_tokens` ends there. Asked again, twice at most, where that makes sense and nothing
        has come yet.
        """
        ending, told = Ending(), Told()
        said: list[str] = []
        length = 0
        try:
            for response in self._responses(system, user, most_tokens):
                ending.follow(response)
                told.follow(response)
                if response.delta:
                    length += len(response.delta)
                    said.append(response.delta)
                    yield response.delta
                if length > most_tokens * WIDEST:
                    return
        finally:
            self._count(told.usage(system + user, "".join(said)))
        self._check(ending, blank=not "".join(said).strip())

    def _count(self, usage: Usage) -> None:
        with self._counting:
            self._used += usage

    def _responses(self, system: str, user: str, most_tokens: int) -> Iterator[ChatResponse]:
        """Yield what comes, asking again where nothing had come and that makes sense."""
        delays = iter(DELAYS)
        streamless = threading.Event()
        while True:
            failure = yield from self._try(lambda: self._ask(system, user, most_tokens, streamless))
            if failure is None:
                return
            delay = next(delays, None)
            if delay is None or not failure.again or failure.wait > LONGEST_WAIT:
                raise LanguageModelError(failure.message)
            time.sleep(max(delay, failure.wait))

    def _try(self, asking: Callable[[], Iterator[ChatResponse]]) -> Generator[ChatResponse, None, Failure | None]:
        """Yield what comes and return what went wrong, if anything did."""
        started = False
        spoke = time.monotonic()
        for arrival in patiently(asking, self._model.timeout):
            if isinstance(arrival, Broken):
                return self._failure(arrival.error, started)
            if _says_something(arrival):
                spoke = time.monotonic()
            elif time.monotonic() - spoke > self._model.timeout:
                return self._failure(Silence(), started)
            started = started or bool(arrival.delta)
            yield arrival
        return None

    def _failure(self, error: BaseException, started: bool) -> Failure:
        if isinstance(error, MISTAKES) or not isinstance(error, Exception):
            raise error
        failure = judge(error, self._model, started)
        return replace(failure, again=failure.again and not started)

    def _ask(self, system: str, user: str, most_tokens: int, streamless: threading.Event) -> Iterator[ChatResponse]:
        """Yield LlamaIndex's responses; the whole answer at once where a stream is not to be had.

        That is a model without streaming, or a server that sends an empty stream: some do not know streams, and
        llama.cpp's says only without one that a prompt is too long. `streamless` remembers it for a further try, which
        a server that closes its connection after an empty stream makes needed.
        """
        from llama_index.core.llms import ChatMessage, ChatResponse, MessageRole

        llm, options = _limited(self.llm, most_tokens)
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        streamed = False
        with contextlib.suppress(NotImplementedError):
            for response in () if streamless.is_set() else llm.stream_chat(messages, **options):
                streamed = True
                yield response
        if not streamed:
            streamless.set()
            whole = llm.chat(messages, **options)
            yield ChatResponse(message=whole.message, delta=whole.message.content, raw=whole.raw)

    def _check(self, ending: Ending, blank: bool) -> None:
        """Hold an answer that has ended to having ended well."""
        if ending.is_withheld:
            raise LanguageModelError(f"{self._model} withheld its answer ({ending.reason}): ask in other words")
        if ending.is_cut:
            raise LanguageModelError(broken_off(self._model))
        if blank:
            raise LanguageModelError(empty(self._model, ending.reason))


def load_language_model(settings: Settings) -> LanguageModel | None:
    """Build the model that the settings name; None where they name none. Nothing is sent yet.

    Takes seconds: LlamaIndex is imported. Raises SettingsError where the settings name no model that can be built.
    """
    if settings.llm is None:
        return None
    return LanguageModel(build(settings, settings.llm), settings.llm, settings.llm_context, settings.llm_timeout)


def wrap(llm: LLM, name: str | None = None, context: int | None = None, timeout: float = TIMEOUT) -> LanguageModel:
    """Take any LlamaIndex LLM that a program brings along; name and context are its own where none are given."""
    own = name or getattr(llm, "model", None) or type(llm).__name__
    return LanguageModel(llm, str(own), context or _window(llm), timeout)


def _window(llm: LLM) -> int:
    """Read how many tokens a model takes; some do not know, and Ollama's asks its server."""
    window = getattr(llm, "context_window", None)
    if window is None:
        try:
            window = llm.metadata.context_window
        except ValueError:  # OpenAI's, for a model newer than the package
            return CONTEXT
    return window if isinstance(window, int) and window > 0 else CONTEXT


def _limited(llm: LLM, most_tokens: int) -> tuple[LLM, dict[str, int]]:
    """Give the model, and the options of a call, that make the server stop at `most_tokens`.

    Models that share neither of the two ways are not told; their answers are cut here.
    """
    if "max_tokens" in type(llm).model_fields:
        return llm, {"max_tokens": most_tokens}
    options = getattr(llm, "additional_kwargs", None)
    if llm.class_name() == "Ollama_llm" and isinstance(options, dict):
        return llm.model_copy(update={"additional_kwargs": {**options, "num_predict": most_tokens}}), {}
    return llm, {}


def _says_something(response: ChatResponse) -> bool:
    """Tell a piece, of the answer or of the thinking before it, from what only keeps the line open."""
    thought = response.additional_kwargs.get("thinking_delta") or response.message.additional_kwargs.get(
        "thinking_delta"
    )
    return bool(response.delta or thought)


def _known(llm: LLM, name: str, context: int, timeout: float) -> Model:
    """Gather what messages need to know; the keys, so that they can be kept out, are read off the model."""
    holders = (llm, getattr(llm, "_client", None))
    found = [getattr(holder, word, None) for holder in holders for word in ("api_key", "auth_token")]
    found += [value.removeprefix("Bearer ") for value in (getattr(llm, "headers", None) or {}).values()]
    secrets = {key for key in found if isinstance(key, str) and key not in {"", NO_KEY}}
    url = next((url for word in ("api_base", "base_url") if (url := getattr(llm, word, None))), None)
    address = shown_address(str(url)) if url else ""
    return Model(scrubbed(name, secrets), address, tuple(secrets), timeout, context)
