"""Which addresses of the internet a page may be fetched from: public ones alone."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Protocol, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
            "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
            "::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 "
            "2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8"
        ).split(),
    )
)
"""IANA's special purposes, and all that carries an IPv4 address inside: mapped, NAT64, 6to4, Teredo."""
LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "onion")
"""Names, and ends of names, that mean this machine or this network."""


class AddressPolicy(Protocol):
    """Say whether an address may be connected to."""

    def __call__(self, address: Address) -> bool:
        """Tell whether this one may."""


def is_public(address: Address) -> bool:
    """Tell an address of the public internet; Python's own verdict differs between releases, so both must agree."""
    inside = any(address.version == network.version and address in network for network in NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not inside


def is_local_name(host: str) -> bool:
    """Tell a name that stands for this machine or its network, wherever it may resolve to."""
    name = host.rstrip(".").lower()
    return any(name == local or name.endswith(f".{local}") for local in LOCAL_NAMES)


def read_address(text: str) -> Address | None:
    """Read a numeric address as a resolver writes it; None for anything else."""
    try:
        return ip_address(text.split("%", 1)[0])
    except ValueError:
        return None
