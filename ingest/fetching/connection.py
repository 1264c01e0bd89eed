"""A connection to the very address that was checked, with one deadline over all that happens on it."""

from __future__ import annotations

import queue
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, Protocol

import httpcore

from ingest.fetching.addresses import is_local_name, read_address
from rag.errors import LoadError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from httpcore import SOCKET_OPTION

    from ingest.fetching.addresses import AddressPolicy


class Resolver(Protocol):
    """Look a name up."""

    def __call__(self, host: str, port: int) -> list[str]:
        """Give its numeric addresses, best first.

        Raises:
            OSError: there are none.
        """


def system_resolver(host: str, port: int) -> list[str]:
    """Look a name up as every program of this machine does.

    Raises:
        OSError: there is no such name, or no one to ask.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """Count down the seconds of one fetch."""

    def __init__(self, seconds: float) -> None:
        """Start now."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, wanted: float | None = None) -> float:
        """Give the seconds that an operation may take.

        Raises:
            httpcore.ReadTimeout: there are none left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if wanted is None else min(left, wanted)


class CheckedNetwork(httpcore.NetworkBackend):
    """Resolve each name once, refuse what is not public, and connect to the address that was looked at.

    A name that gives another answer the second time gains nothing: there is no second time. Host header and TLS name
    stay the name's, as the HTTP client sets them from the URL.
    """

    def __init__(self, resolver: Resolver, is_allowed: AddressPolicy, deadline: Deadline) -> None:
        """Take the way to look names up, the verdict on addresses, and the time there is."""
        self._resolver, self._is_allowed, self._deadline = resolver, is_allowed, deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            LoadError: one of its addresses is not allowed, or there is none.
            httpcore.ConnectError: none answers.
        """
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                left = self._deadline.left(timeout)
                stream = self._network.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _checked(self, host: str, port: int) -> list[str]:
        if is_local_name(host):
            raise LoadError(f"{host} is a name of this machine or its network; only public addresses are fetched")
        literal = read_address(host.strip("[]"))
        addresses = [str(literal)] if literal else self._resolved(host, port)
        for text in addresses:
            address = read_address(text)
            if address is None or not self._is_allowed(address):
                where = text if literal else f"{host} is at {text}, which"
                raise LoadError(f"{where} is no public address; only public addresses are fetched")
        return addresses

    def _resolved(self, host: str, port: int) -> list[str]:
        """Look a name up without waiting longer than there is time: the system's own patience has no limit."""
        answers: queue.Queue[list[str] | OSError | UnicodeError] = queue.Queue()

        def look_up() -> None:
            try:
                answers.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.left())
        except queue.Empty as error:
            raise httpcore.ConnectTimeout from error
        if isinstance(answer, list):
            return answer
        raise LoadError(f"{host} has no address: check the name, and that this machine is online") from answer


class _TimedStream(httpcore.NetworkStream):
    """Hold every read and write to what is left of the time, so that a slow server cannot stretch it byte by byte."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  the signature is httpcore's
        return self._stream.get_extra_info(info)
