"""Where the page is served, and by which names it may be called: a page elsewhere must not speak for its reader."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from rag.errors import SettingsError

LOOPBACK = "127.0.0.1"
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Place:
    """Say where the page is served."""

    host: str = LOOPBACK
    """An address of this machine, or a name of one."""
    port: int = 7860
    names: tuple[str, ...] = ()
    """Names that visitors call it by, besides the host and this machine's own."""

    @property
    def is_local(self) -> bool:
        """Tell whether this machine alone reaches it."""
        return is_loopback(self.host)

    @property
    def address(self) -> str:
        """Give the address for a browser on this machine."""
        found = _ip(self.host)
        host = self.host if found is None or not found.is_unspecified else ("::1" if found.version == 6 else LOOPBACK)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def knows(self, host: str) -> bool:
        """Tell whether a Host header names this place.

        Beyond this machine every address does: only a name can be made to mean another machine.
        """
        name = host_name(host)
        if name in LOCAL_NAMES or name in self._own:
            return True
        return not self.is_local and _ip(name) is not None

    def sent_by(self, origin: str, host: str) -> bool:
        """Tell whether a request with these headers, Origin and Host, was made by this page."""
        sender = urlsplit(origin).netloc.lower() if "//" in origin else ""
        return bool(sender) and (sender == host.lower() or host_name(sender) in self.names)

    @property
    def _own(self) -> tuple[str, ...]:
        mine = socket.gethostname().lower()
        beyond = () if self.is_local else (mine, f"{mine.partition('.')[0]}.local")
        return (self.host.lower(), *self.names, *beyond)


def host_name(host: str) -> str:
    """Give the name or the address of a Host header, without its port."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].rstrip(".")


def is_loopback(host: str) -> bool:
    """Tell whether an address, or the name localhost, is this machine's alone."""
    found = _ip(host)
    return host.lower() == "localhost" if found is None else found.is_loopback


def read_host(text: str) -> str:
    """Read the host to serve on.

    Raises:
        SettingsError: this machine has no such address.
    """
    host = text.strip().strip("[]")
    try:
        if not host:
            raise OSError
        with socket.socket(_family(host)) as probe:
            probe.bind((host, 0))
    except (OSError, UnicodeError) as error:
        msg = f"--host {text!r} is no address of this machine: name one, or 0.0.0.0 for all of them"
        raise SettingsError(msg) from error
    return host


def is_free(host: str, port: int) -> bool:
    """Tell whether a port can be had."""
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
