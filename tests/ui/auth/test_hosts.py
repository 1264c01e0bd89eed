from __future__ import annotations

import socket

import pytest

from rag.errors import SettingsError
from ui.auth.hosts import Place, is_loopback, read_host

HERE = Place(port=7860)
EVERYWHERE = Place("0.0.0.0", 7860, names=("citeback.example.org",))


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "LOCALHOST", "[::1]:7860"])
def test_a_place_on_this_machine_goes_by_its_local_names(host: str) -> None:
    assert HERE.knows(host)
    assert EVERYWHERE.knows(host)


@pytest.mark.parametrize("host", ["", "elsewhere.test", "127.0.0.1.elsewhere.test", "[elsewhere", "0"])
def test_no_place_goes_by_another_name(host: str) -> None:
    assert not HERE.knows(host)
    assert not EVERYWHERE.knows(host)


@pytest.mark.parametrize(
    "host", ["192.168.1.5:7860", "[2001:db8::1]:80", "Citeback.example.org.", socket.gethostname()]
)
def test_a_place_that_others_reach_goes_by_its_addresses_and_the_names_it_was_given(host: str) -> None:
    assert EVERYWHERE.knows(host)
    assert not HERE.knows(host)


def test_a_request_is_the_pages_own_or_a_given_names() -> None:
    assert HERE.sent_by("http://127.0.0.1:7860", "127.0.0.1:7860")
    assert not HERE.sent_by("http://127.0.0.1:3000", "127.0.0.1:7860")
    assert not HERE.sent_by("null", "127.0.0.1:7860")
    assert EVERYWHERE.sent_by("https://citeback.example.org", "127.0.0.1:7860")  # a proxy changed the host
    assert not EVERYWHERE.sent_by("https://example.org", "127.0.0.1:7860")


def test_the_address_is_one_that_a_browser_here_can_open() -> None:
    assert EVERYWHERE.address == "http://127.0.0.1:7860"
    assert Place("::", 80).address == "http://[::1]:80"
    assert HERE.address == "http://127.0.0.1:7860"


def test_which_addresses_are_this_machines_alone() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.8.8.8", "localhost", "::1")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.5", "elsewhere.test")] == [False] * 4


@pytest.mark.parametrize("host", ["", "elsewhere.invalid", "8.8.8.8", "http://127.0.0.1", "127.0.0.1:80"])
def test_a_host_that_is_not_this_machine_is_told(host: str) -> None:
    with pytest.raises(SettingsError, match="is no address of this machine"):
        read_host(host)


def test_a_host_may_be_written_as_in_an_address() -> None:
    assert read_host(" localhost ") == "localhost"
