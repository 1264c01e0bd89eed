"""The settings of a language model, turned into a LlamaIndex LLM: one function a kind of server."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rag.errors import SettingsError
from rag.models.installed import is_installed
from rag.models.secrecy import scrubbed, shown_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_index.core.llms import LLM

    from rag.settings import Settings

FORMS: Final = '"openai/MODEL", "anthropic/MODEL", "ollama/MODEL", or "MODEL" with CITEBACK_LLM_URL'
EXAMPLE: Final = "http://127.0.0.1:8080/v1"
OLLAMA: Final = "http://localhost:11434"
NO_KEY: Final = "none"
"""Sent where no key is set: servers of one's own want none, their protocol does."""
GRACE: Final = 1.0
"""Seconds that a client waits longer than we do, so that our own limit is the one that is reached."""


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what a model is built from."""

    model: str
    url: str | None
    key: str | None = field(repr=False)
    timeout: float
    context: int


@dataclass(frozen=True, slots=True)
class Provider:
    """Name a kind of server, the package that speaks to it and the extra that installs that."""

    extra: str
    package: str
    build: Callable[[Request], LLM]


def build(settings: Settings, text: str) -> LLM:
    """Build the model that CITEBACK_LLM names; SettingsError where it cannot be."""
    url = _url(settings.llm_url)
    prefix, slash, rest = text.partition("/")
    provider = _PROVIDERS.get(prefix.lower()) if slash else None
    if provider is None and url is None:
        raise SettingsError(f"CITEBACK_LLM is {scrubbed(text)!r}, which names no model: set it to {FORMS}")
    provider, model = (provider, rest.strip()) if provider else (_OPENAI_LIKE, text)
    if not model:
        raise SettingsError(f"CITEBACK_LLM is {scrubbed(text)!r}, without the name of a model: set it to {FORMS}")
    demand(provider, text)
    request = Request(model, url, _key(settings.llm_key), settings.llm_timeout + GRACE, settings.llm_context)
    return provider.build(request)


def demand(provider: Provider, text: str) -> None:
    """Hold a provider to being installed; `text`: what CITEBACK_LLM says."""
    if not is_installed(provider.package):
        raise SettingsError(
            f"CITEBACK_LLM is {scrubbed(text)!r}, but {provider.package} is not installed: "
            f'pip install "citeback[{provider.extra}]"'
        )


def _openai_like(request: Request) -> LLM:
    # openai imports this at its first call, for most of a second, which would count as the server's silence.
    importlib.import_module("openai.resources.chat.completions")
    from llama_index.llms.openai_like import OpenAILike

    llm: LLM = OpenAILike(
        model=request.model,
        api_base=request.url,
        # A key of another server that happens to lie in the environment does not go to this one.
        api_key=request.key or NO_KEY,
        temperature=0.0,
        max_retries=0,
        timeout=request.timeout,
        is_chat_model=True,
        context_window=request.context,
    )
    return llm


def _openai(request: Request) -> LLM:
    """Build OpenAI's own, or what speaks its protocol: at another address, or for a model newer than the package."""
    if request.url is not None:
        return _openai_like(request)
    importlib.import_module("openai.resources.chat.completions")
    from llama_index.llms.openai import OpenAI
    from llama_index.llms.openai.utils import is_chat_model

    try:
        native = OpenAI(
            model=request.model, api_key=request.key, temperature=0.0, max_retries=0, timeout=request.timeout
        )
    except ValueError:
        raise SettingsError(
            f"CITEBACK_LLM is {scrubbed('openai/' + request.model)!r}, which does not speak chat completions: "
            "set another model"
        ) from None
    if not native.api_key:
        raise SettingsError(
            f"CITEBACK_LLM is {scrubbed('openai/' + request.model)!r}, but has no key: set CITEBACK_LLM_KEY"
        )
    if is_chat_model(request.model):
        return native
    return _openai_like(replace(request, url=native.api_base, key=native.api_key))


def _anthropic(request: Request) -> LLM:
    from llama_index.llms.anthropic import Anthropic

    llm: LLM = Anthropic(
        model=request.model,
        base_url=_without_version(request.url),
        api_key=request.key or (NO_KEY if request.url else None),
        temperature=0.0,
        max_retries=0,
        timeout=request.timeout,
    )
    try:
        _ = llm.metadata  # read at every call, it raises for a model that is not in the package's tables
    except ValueError:
        raise SettingsError(
            f"CITEBACK_LLM is {scrubbed('anthropic/' + request.model)!r}, which the installed package does not know: "
            "check the name, or pip install --upgrade llama-index-llms-anthropic"
        ) from None
    return llm


def _ollama(request: Request) -> LLM:
    from llama_index.llms.ollama import Ollama

    llm: LLM = Ollama(
        model=request.model,
        base_url=_without_version(request.url) or OLLAMA,
        temperature=0.0,
        context_window=request.context,
        request_timeout=request.timeout,
        # Its client is never closed: a connection that it kept would be left open.
        headers={"Connection": "close"} | ({"Authorization": f"Bearer {request.key}"} if request.key else {}),
    )
    return llm


_OPENAI_LIKE: Final = Provider("openai", "llama_index.llms.openai_like", _openai_like)
_PROVIDERS: Final = {
    "openai": Provider("openai", "llama_index.llms.openai", _openai),
    "anthropic": Provider("anthropic", "llama_index.llms.anthropic", _anthropic),
    "ollama": Provider("ollama", "llama_index.llms.ollama", _ollama),
}


def _url(url: str | None) -> str | None:
    """Check an address; what is wrong with it is said without what it may hide."""
    if url is None:
        return None
    shown = shown_address(url)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url:
        raise SettingsError(f"CITEBACK_LLM_URL is {shown!r}, which is not an http address: set it as {EXAMPLE}")
    if parts.username is not None or parts.password is not None:
        raise SettingsError(
            f"CITEBACK_LLM_URL is {shown!r} with a user or password in it: put the key in CITEBACK_LLM_KEY"
        )
    if parts.query or parts.fragment:
        raise SettingsError(f"CITEBACK_LLM_URL is {shown!r} with something after it (? or #): set it as {EXAMPLE}")
    return url.rstrip("/")


def _key(key: str | None) -> str | None:
    """Check that a key can be sent: it travels in a header."""
    if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
        raise SettingsError(
            "CITEBACK_LLM_KEY holds characters that no key has (a space, a line end, an accent): set it again"
        )
    return key


def _without_version(url: str | None) -> str | None:
    """Drop the "/v1" that OpenAI's protocol wants at the end of an address and the others add themselves."""
    return None if url is None else url.removesuffix("/v1").rstrip("/")
