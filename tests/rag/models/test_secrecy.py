from __future__ import annotations

import pytest

from rag.models.secrecy import scrubbed, shown_address

KEY = "sk-proj-Zk3vQw9LmN7rTb2X"


@pytest.mark.parametrize(
    "said",
    [
        f"Incorrect API key provided: {KEY}.",
        "Incorrect API key provided: sk-pr***********b2X.",
        "Incorrect API key provided: sk-proj-...Tb2X. You can find yours at the site.",
        "invalid key 'sk-proj-Zk3…' was sent",
        "the key ending in Tb2X is not active",
        "the key starting with sk-proj-Zk is not active",
        f"headers: {{'Authorization': 'Bearer {KEY}'}}",
        f"GET /v1?api_key={KEY}&n=1",
        f"key={KEY[:12]}",
    ],
)
def test_a_key_and_its_parts_are_left_out_of_what_a_server_says(said: str) -> None:
    shown = scrubbed(said, [KEY])
    assert "[key]" in shown
    assert not any(KEY[start : start + 6] in shown for start in range(len(KEY) - 5))
    assert not any(part in shown for part in ("Tb2X", "b2X", "sk-pr"))


def test_a_key_that_is_not_known_is_left_out_where_it_looks_like_one() -> None:
    said = "wrong: sk-ant-REDACTED, AIzaSyA1234567890abcdefghij, sk-ab...wxyz, Bearer qwertyuiop, http://me:pass@host/"
    shown = scrubbed(said)
    for part in ("ant-api", "SyA123", "wxyz", "qwerty", "pass"):
        assert part not in shown


def test_what_is_no_key_stays() -> None:
    said = "The model `gpt-x` does not exist (see https://example.org/docs); max 4096 tokens... try again"
    assert scrubbed(said, [KEY]) == said


def test_a_short_key_is_left_out_only_as_a_word_of_its_own() -> None:
    assert scrubbed("no x in text: x", ["x"]) == "no [key] in text: [key]"


def test_a_message_becomes_one_short_line_without_control_characters() -> None:
    shown = scrubbed("first\nsecond\x1b[31m\u202e" + "long " * 1000)
    assert shown.startswith("first second [31m long")
    assert shown.isprintable()
    assert len(shown) <= 300


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
        ("https://me:secret@host.example/v1?key=secret#secret", "https://host.example/v1"),
        ("http://secret@[::1]:80/v1", "http://[::1]:80/v1"),
        ("http://secret@[::1/v1", "(an address that cannot be read)"),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(url: str, shown: str) -> None:
    assert shown_address(url) == shown
