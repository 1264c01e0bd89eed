from __future__ import annotations

import pytest
from visitors import QUICK

from ui.auth.passwords import LONGEST, PasswordHash, fault, hash_password, read_hash


def test_a_hash_proves_its_password_and_no_other() -> None:
    made = hash_password("correct horse", *QUICK)
    assert made.proves("correct horse")
    assert not made.proves("correct horse ")
    assert not made.proves("")


def test_the_same_password_has_another_hash_each_time() -> None:
    assert str(hash_password("correct horse", *QUICK)) != str(hash_password("correct horse", *QUICK))


def test_a_hash_costs_what_is_advised() -> None:
    made = hash_password("correct horse")
    assert (made.cost, made.times) == (15, 3)
    assert made.proves("correct horse")


def test_what_is_written_is_read_again() -> None:
    made = hash_password("correct horse", *QUICK)
    read = read_hash(str(made))
    assert read is not None
    assert str(read) == str(made)
    assert read.proves("correct horse")


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    assert hash_password("caf\u00e9 noir", *QUICK).proves("cafe\u0301 noir")


def test_any_text_can_be_tried() -> None:
    assert not hash_password("correct horse", *QUICK).proves("\ud800\x00" + "x" * 2_000)


def test_a_hash_is_never_shown() -> None:
    made = hash_password("correct horse", *QUICK)
    assert made.key.hex() not in repr(made)
    assert made.salt.hex() not in f"{made!r}"


@pytest.mark.parametrize(
    "text",
    ["", "scrypt", "plain password", "scrypt:15:8:3:zz:zz", "scrypt:15:8:3:" + "0" * 32, "SCRYPT" + ":0" * 5],
)
def test_what_is_no_hash_is_not_read(text: str) -> None:
    assert read_hash(text) is None


@pytest.mark.parametrize(("cost", "times"), [(30, 3), (10, 3), (15, 0), (15, 99)])
def test_a_hash_that_asks_too_much_or_too_little_of_the_machine_is_not_read(cost: int, times: int) -> None:
    assert read_hash(str(PasswordHash(cost, times, bytes(16), bytes(32)))) is None


def test_a_short_or_endless_password_is_not_taken() -> None:
    assert fault("1234567") == "a password needs at least 8 characters"
    assert fault("x" * (LONGEST + 1)) == "a password has at most 1024 characters"
    assert fault("12345678") == ""
