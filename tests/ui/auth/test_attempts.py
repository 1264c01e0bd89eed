from __future__ import annotations

from dataclasses import dataclass

from ui.auth.attempts import FORGOTTEN, FREE_FOR_USER, FREE_FROM_ADDRESS, Attempts


@dataclass
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


def fail(attempts: Attempts, times: int, address: str = "10.0.0.1", user: str = "ann") -> float:
    return max(attempts.wait(address, user) for _ in range(times))


def test_who_guesses_waits_ever_longer() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert fail(attempts, FREE_FROM_ADDRESS) == 0
    waits = []
    for _ in range(8):
        waits.append(fail(attempts, 1))
        clock.now += waits[-1]
        assert fail(attempts, 1) == 0
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_other_addresses_are_let_through_and_an_ipv6_network_is_one() -> None:
    attempts = Attempts(Clock())
    fail(attempts, FREE_FROM_ADDRESS, "2001:db8::1")
    assert fail(attempts, 1, "2001:db8::2") > 0
    assert fail(attempts, 1, "2001:db8:0:1::2", "bob") == 0
    assert fail(attempts, 1, "10.0.0.1") == 0


def test_one_name_tried_from_everywhere_is_slowed_down_and_never_locked() -> None:
    attempts = Attempts(Clock())
    for number in range(FREE_FOR_USER + 20):
        attempts.wait(f"10.0.{number}.1", "ann")
    assert 0 < attempts.wait("10.9.9.9", "ann") <= 5
    assert attempts.wait("10.9.9.9", "bob") == 0


def test_the_right_password_counts_nothing_and_excuses_nothing() -> None:
    attempts = Attempts(Clock())
    for _ in range(FREE_FROM_ADDRESS * 2):
        assert attempts.wait("10.0.0.1", "eve") == 0
        attempts.right("10.0.0.1", "eve")
    for _ in range(FREE_FROM_ADDRESS):
        assert attempts.wait("10.0.0.1", "ann") == 0
        if attempts.wait("10.0.0.1", "eve") == 0:
            attempts.right("10.0.0.1", "eve")
    assert attempts.wait("10.0.0.1", "ann") > 0


def test_after_a_time_nothing_is_held_against_anybody() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    fail(attempts, FREE_FROM_ADDRESS)
    assert fail(attempts, 1) > 0
    clock.now += FORGOTTEN + 1
    assert fail(attempts, FREE_FROM_ADDRESS) == 0
