"""What went wrong with a language model, as one line that names the setting to look at.

The packages behind LlamaIndex (openai, anthropic, ollama, httpx) say the same things with classes of their own. They
are told apart by what they share: a status code, the names in their family tree, the system's error beneath.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.models.patience import Silence
from rag.models.secrecy import scrubbed

if TYPE_CHECKING:
    from collections.abc import Iterator

MISTAKES: Final = (NameError, ImportError, MemoryError, AssertionError)
"""What is raised where the code of a model is wrong: a mistake to be seen, not a model that did not answer."""

_TOO_LONG = re.compile(
    r"context.?(?:length|window|size)|maximum context|too (?:many tokens|long)|exceeds?.{0,40}(?:context|tokens)", re.I
)
_KEY = re.compile(r"api.?key|auth(?:entication|orization) (?:method|header)|illegal header|unauthori[sz]ed", re.I)
_QUOTA = re.compile(r"insufficient_quota|current quota|billing|credit balance", re.I)
_MODEL = re.compile(r"\bmodel\b", re.I)
_ANY = re.compile("")


@dataclass(frozen=True, slots=True)
class Model:
    """Hold what a message needs to know of the model that failed."""

    name: str
    """As its user wrote it."""
    address: str
    """Of its server, fit to show; empty where it is not known."""
    secrets: tuple[str, ...]
    timeout: float
    """Seconds of silence that are borne."""
    context: int

    def __repr__(self) -> str:
        """Show the name alone: there are keys among the fields."""
        return f"Model({self.name!r})"

    def __str__(self) -> str:
        """Name the model and where it is, for a message."""
        return f"the language model {self.name}" + (f" at {self.address}" if self.address else "")


@dataclass(frozen=True, slots=True)
class Failure:
    """Say what went wrong, and whether to ask again."""

    message: str
    again: bool = False
    wait: float = 0.0
    """Seconds that the server asks to wait first."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Say what a status means, where these words stand beside it; `{model}` and `{said}` are filled in."""

    statuses: range
    words: re.Pattern[str]
    message: str
    again: bool = False


# The first that fits. What stands beside a refused key is not shown: servers echo parts of it.
_RULES: Final = (
    _Rule(range(401, 402), _ANY, "{model} refused the key (401): check CITEBACK_LLM_KEY"),
    _Rule(range(403, 404), _ANY, "{model} does not let this key in (403): check CITEBACK_LLM_KEY"),
    _Rule(range(402, 403), _ANY, "{model} wants to be paid ({said}): check the account of CITEBACK_LLM_KEY"),
    _Rule(
        range(413, 414), _ANY, "the prompt is too long for {model} ({said}): lower CITEBACK_LLM_CONTEXT, now {context}"
    ),
    _Rule(
        range(400, 600),
        _TOO_LONG,
        "the prompt is too long for {model} ({said}): lower CITEBACK_LLM_CONTEXT, now {context}",
    ),
    _Rule(range(429, 430), _QUOTA, "{model} has no quota left ({said}): check the account of CITEBACK_LLM_KEY"),
    _Rule(
        range(429, 430),
        _ANY,
        "{model} has too many requests ({said}): ask again later, or set another CITEBACK_LLM",
        again=True,
    ),
    _Rule(
        range(500, 600),
        _ANY,
        "the server of {model} failed ({said}): look at its log, or check CITEBACK_LLM_URL",
        again=True,
    ),
    _Rule(range(400, 401), _KEY, "{model} refused the key (400): check CITEBACK_LLM_KEY"),
    _Rule(range(404, 405), _MODEL, "{model} is not there ({said}): check CITEBACK_LLM"),
    _Rule(
        range(404, 406),
        _ANY,
        "{model} was not found ({said}): check CITEBACK_LLM, and CITEBACK_LLM_URL, which for most servers ends in /v1",
    ),
    _Rule(range(600), _ANY, "{model} refused the request ({said}): check CITEBACK_LLM and CITEBACK_LLM_URL"),
)


def judge(error: BaseException, model: Model, started: bool) -> Failure:
    """Say in one line what an error means; `started`: a part of the answer had come."""
    status = _status(error)
    return _by_cause(error, model, started) if status is None else _by_status(error, status, model)


def _by_status(error: BaseException, status: int, model: Model) -> Failure:
    words = _words(error, model)
    rule = next((one for one in _RULES if status in one.statuses and one.words.search(words)), _RULES[-1])
    said = f"{status}: {words}" if words else str(status)
    message = rule.message.format(model=model, said=said, context=model.context)
    return Failure(message, rule.again, _wait(error))


def _by_cause(error: BaseException, model: Model, started: bool) -> Failure:
    chain = list(_chain(error))
    names = {base.__name__ for one in chain for base in type(one).__mro__}
    if isinstance(error, Silence) or (names & _SILENT and not names & _CONNECTING):
        return _silence(model, started)
    if started and names & _LOST:
        return Failure(broken_off(model))
    hopeless = next((one for one in chain if isinstance(one, (socket.gaierror, ssl.SSLError))), None)
    if hopeless is not None or names & _CONNECTING or any(isinstance(one, ConnectionRefusedError) for one in chain):
        return _unreachable(model, hopeless or chain[-1], again=hopeless is None)
    if names & _LOST:
        said = f"{model} closed the connection before it answered: check CITEBACK_LLM_URL, and its server's log"
        return Failure(said, again=True)
    return _other(error, names, model, started)


_SILENT: Final = frozenset(("TimeoutException", "APITimeoutError", "TimeoutError"))
_CONNECTING: Final = frozenset(("ConnectTimeout", "ConnectError", "PoolTimeout"))
_LOST: Final = frozenset(
    (
        "ConnectError",
        "ConnectTimeout",
        "PoolTimeout",
        "ConnectionError",
        "NetworkError",
        "RemoteProtocolError",
        "APIConnectionError",
    )
)
_UNREADABLE: Final = frozenset(("ValueError", "TypeError", "LookupError", "AttributeError", "DecodingError"))
_ADDRESS: Final = frozenset(("InvalidURL", "UnsupportedProtocol", "TooManyRedirects"))


def _other(error: BaseException, names: set[str], model: Model, started: bool) -> Failure:
    """Judge what neither the network nor a status explains."""
    words = _words(error, model)
    if _TOO_LONG.search(words):
        return Failure(f"the prompt is too long for {model} ({words}): lower CITEBACK_LLM_CONTEXT, now {model.context}")
    if _KEY.search(words) or "LocalProtocolError" in names:
        return Failure(f"{model} has no key that can be used: check CITEBACK_LLM_KEY")
    if names & _ADDRESS:
        return Failure(f"{model} has an address that cannot be used ({words}): check CITEBACK_LLM_URL")
    if names & _UNREADABLE and model.address:
        return Failure(broken_off(model) if started else unreadable(model))
    return Failure(f"{model} failed ({words or type(error).__name__}): look at its server's log, or check CITEBACK_LLM")


def _silence(model: Model, started: bool) -> Failure:
    what = "fell silent in the middle of its answer" if started else "said nothing"
    look = "CITEBACK_LLM_TIMEOUT" if started else "CITEBACK_LLM_TIMEOUT, and CITEBACK_LLM_URL"
    return Failure(f"{model} {what} for {model.timeout:g} s: check {look}")


def _unreachable(model: Model, cause: BaseException, again: bool) -> Failure:
    reason = scrubbed(str(getattr(cause, "strerror", None) or cause or type(cause).__name__), model.secrets).lower()
    return Failure(f"{model} cannot be reached ({reason}): check that its server runs, and CITEBACK_LLM_URL", again)


def broken_off(model: Model) -> str:
    """Say that an answer stopped before its end."""
    return f"{model} broke off in the middle of its answer: ask again, or check CITEBACK_LLM_URL and its server's log"


def unreadable(model: Model) -> str:
    """Say that what came is not what a language model's server sends."""
    return f"{model} sent what is not a chat completion: check CITEBACK_LLM_URL, which for most servers ends in /v1"


def empty(model: Model, reason: str | None) -> str:
    """Say that there is no answer in what came; `reason`: how the model says that it ended."""
    if reason is None:
        return unreadable(model)
    if reason in {"length", "max_tokens"}:
        return f"{model} used all the tokens that it may before it answered: set another CITEBACK_LLM"
    return f"{model} gave an empty answer: ask in other words, or set another CITEBACK_LLM"


def _status(error: BaseException) -> int | None:
    """Read the status of an HTTP answer off whatever error carries one."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        # ollama says -1 for an error that came within a stream.
        if isinstance(status, int) and status >= 300:
            return status
    return None


def _words(error: BaseException, model: Model) -> str:
    """Give what the server said, or the error itself; fit to show."""
    body = getattr(error, "body", None) or getattr(error, "error", None)
    inner = body.get("error", body) if isinstance(body, Mapping) else body
    if isinstance(inner, Mapping):
        inner = inner.get("message") or inner.get("code")
    return scrubbed(inner if isinstance(inner, str) and inner.strip() else str(error), model.secrets, 200)


def _wait(error: BaseException) -> float:
    """Read the seconds of a Retry-After; 0 where there are none that can be read."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    text = headers.get("retry-after", "") if isinstance(headers, Mapping) else ""
    return float(text) if re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text) else 0.0


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Walk down to what an error came from."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
