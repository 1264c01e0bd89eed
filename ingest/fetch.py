"""Addresses of the web -> files of the library: fetched within limits, from public addresses alone."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpcore
import httpx

from ingest.fetching.addresses import is_public
from ingest.fetching.connection import CheckedNetwork, Deadline, system_resolver
from ingest.fetching.content import Declared, file_name, suffix_for, with_encoding
from ingest.report import Failure, one_line
from ingest.uploads import safe_name, store_upload
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.fetching.addresses import AddressPolicy
    from ingest.fetching.connection import Resolver
    from rag.library.library import Library

HOST = re.compile(rb"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}")
WEB_PORTS = frozenset({80, 443})
FIRST_FREE_PORT, LAST_PORT = 1024, 65535
"""Ports below belong to other services, which a request could be made to speak to."""
LONGEST_URL = 2000
LONGEST_STEM = 70
MOVED = frozenset({301, 302, 303, 307, 308})
HEADERS = (
    (b"User-Agent", b"Citeback"),
    (b"Accept", b"text/html,application/xhtml+xml,application/pdf,*/*;q=0.8"),
    (b"Accept-Encoding", b"gzip"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound one fetch, redirects included."""

    seconds: float = 30.0
    bytes: int = 50 * 2**20
    """Of the page, packed as well as unpacked."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what an address gave."""

    data: bytes
    name: str
    """A file name that is safe on every system; its suffix names the loader."""


@dataclass(frozen=True, slots=True)
class StoredPages:
    """Hold the files that pages were stored in, and the addresses that could not be fetched."""

    paths: dict[Path, str] = field(default_factory=dict)
    """With the address that each came from."""
    failed: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetch pages: names looked up by the resolver, connections only to addresses that the policy allows."""

    is_allowed: AddressPolicy = is_public
    resolver: Resolver = system_resolver
    limits: Limits = Limits()

    def fetch(self, address: str) -> Page:
        """Fetch one page, following redirects; every step is checked like the first.

        Raises:
            LoadError: it is no web address, leads to a place that is not allowed, or is too slow, too large or broken.
        """
        deadline = Deadline(self.limits.seconds)
        network = CheckedNetwork(self.resolver, self.is_allowed, deadline)
        url = checked_url(address)
        for _ in range(self.limits.redirects + 1):
            step = self._step(network, url)
            if isinstance(step, Page):
                return step
            url = step
        raise LoadError(f"redirects more than {self.limits.redirects} times; give the address that it ends at")

    def _step(self, network: CheckedNetwork, url: httpx.URL) -> Page | httpx.URL:
        """Ask once, on a connection of its own, each name looked up anew: the page, or where it has moved to."""
        trusted = httpx.create_ssl_context() if url.scheme == "https" else None
        pool = httpcore.ConnectionPool(ssl_context=trusted, network_backend=network)
        try:
            with pool, pool.stream("GET", _target(url), headers=HEADERS) as response:
                headers = httpx.Headers(response.headers)
                if response.status in MOVED and "location" in headers:
                    return _moved(url, headers["location"])
                return self._page(response, headers, url)
        except httpcore.TimeoutException as error:
            msg = f"{url.host} was too slow: a page has {self.limits.seconds:g} seconds; try again later"
            raise LoadError(msg) from error
        except httpcore.NetworkError as error:
            raise LoadError(f"{url.host} could not be reached: {str(error) or 'no connection'}") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise LoadError(f"{url.host} did not answer as a web server does, or broke off") from error

    def _page(self, response: httpcore.Response, headers: httpx.Headers, url: httpx.URL) -> Page:
        if response.status != httpx.codes.OK:
            raise LoadError(f"{url.host} answered {response.status} {httpx.codes.get_reason_phrase(response.status)}")
        declared = Declared.read(headers.get("content-type", ""))
        name = file_name(headers.get("content-disposition", ""), url.path)
        suffix = suffix_for(declared.content_type, name)
        length = headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > self.limits.bytes:
            raise self._too_large()
        packed = _limited(response.iter_stream(), self.limits.bytes, self._too_large())
        data = self._unpacked(packed, headers.get("content-encoding", "").strip().lower())
        stem = Path(name).stem if suffix and name.lower().endswith(suffix) else name
        return Page(with_encoding(data, declared), f"{safe_name(stem or 'page')}{suffix}")

    def _unpacked(self, parts: Iterator[bytes], encoding: str) -> bytes:
        """Read the body; packed bytes are unpacked no further than the limit, however small they are."""
        if encoding in ("", "identity"):
            return b"".join(parts)
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise LoadError(f"is packed as {encoding[:40]!r}, which was not asked for")
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
        data = bytearray()
        try:
            for part in parts:
                data += unpacker.decompress(part, self.limits.bytes + 1 - len(data))
                if len(data) > self.limits.bytes:
                    raise self._too_large()
        except zlib.error as error:
            raise LoadError("arrived broken: its packing cannot be undone; try again") from error
        if not unpacker.eof or unpacker.unused_data:
            raise LoadError("broke off before its end, or went on after it; try again")
        return bytes(data)

    def _too_large(self) -> LoadError:
        return LoadError(f"is larger than {self.limits.bytes / 2**20:g} MB; download it and ingest the file")


def checked_url(address: str) -> httpx.URL:
    """Read an address of the web.

    Raises:
        LoadError: it is none, names another kind of server, or holds a user name.
    """
    if len(address) > LONGEST_URL:
        raise LoadError(f"is longer than {LONGEST_URL:,} characters; give a shorter address")
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise LoadError("is no web address; check how it is written") from error
    if url.scheme not in ("http", "https"):
        raise LoadError(f"begins with {url.scheme}://; only http:// and https:// are fetched")
    if not url.host:
        raise LoadError("names no host; check how it is written")
    if not HOST.fullmatch(url.raw_host):
        raise LoadError("is no web address: its host has characters that no name has")
    if url.userinfo:
        raise LoadError("holds a user name or a password; remove it, pages behind a sign-in are not fetched")
    port = 443 if url.port is None else url.port
    if port not in WEB_PORTS and not FIRST_FREE_PORT <= port <= LAST_PORT:
        raise LoadError(f"names port {port}, where no web server listens; only 80, 443 and those from 1024 are asked")
    return url


def store_pages(addresses: Iterable[str], library: Library, fetcher: Fetcher | None = None) -> StoredPages:
    """Fetch pages into the library's uploads; each address has one file there, so that the same bytes are unchanged."""
    stored = StoredPages()
    asked = fetcher or Fetcher()
    for address in dict.fromkeys(addresses):
        shown = _without_userinfo(address)
        try:
            page = asked.fetch(address)
            stored.paths[_store(page, checked_url(address), library)] = shown
        except LoadError as error:
            stored.failed.append(Failure(shown, str(error)))
        except OSError as error:
            stored.failed.append(Failure(shown, f"could not be stored: {(error.strerror or str(error)).lower()}"))
    return stored


def settle_pages(stored: StoredPages, failed: list[Failure], library: Library) -> list[Failure]:
    """Name failures by the address that was asked for; a page that became no document leaves no file behind."""
    named: list[Failure] = []
    for failure in failed:
        address = stored.paths.get(Path(failure.path))
        if address is not None and library.live_digest(failure.path) is None:
            Path(failure.path).unlink(missing_ok=True)
        named.append(failure if address is None else Failure(address, failure.reason))
    return named


def _store(page: Page, url: httpx.URL, library: Library) -> Path:
    """Keep a page under host, name and a mark of its address; once kept, it keeps that name."""
    mark = hashlib.sha256(str(url).encode()).hexdigest()[:12]
    suffix = Path(page.name).suffix
    kept = next(iter(sorted((library.path / "files").glob(f"*-{mark}{suffix}"))), None)
    stem = safe_name(f"{url.host} {Path(page.name).stem}").encode()[:LONGEST_STEM].decode("utf-8", "ignore")
    name = f"{stem.strip()}-{mark}{suffix}" if kept is None else kept.name
    with tempfile.TemporaryDirectory() as folder:
        arrived = Path(folder) / "page"
        arrived.write_bytes(page.data)
        return store_upload(arrived, name, library)


def _target(url: httpx.URL) -> httpcore.URL:
    """Hand an address on in parts: written out and read again it could mean another host."""
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _moved(url: httpx.URL, location: str) -> httpx.URL:
    try:
        target = str(url.join(location))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise LoadError("redirects to what is no web address") from error
    try:
        return checked_url(target)
    except LoadError as error:
        raise LoadError(f"redirects to {one_line(_without_userinfo(target))[:200]}, which {error}") from error


def _limited(parts: Iterable[bytes], most: int, error: LoadError) -> Iterator[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > most:
            raise error
        yield part


def _without_userinfo(address: str) -> str:
    """Write an address without the password that it may hold."""
    return re.sub(r"(?<=://)[^/?#]*@", "", address)
