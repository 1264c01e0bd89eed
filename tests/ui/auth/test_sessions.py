from __future__ import annotations

from dataclasses import dataclass

from ui.auth.sessions import IDLE, MOST, Sessions


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_ticket_is_its_users_until_it_is_ended() -> None:
    sessions = Sessions()
    ann, bob = sessions.begin("ann"), sessions.begin("bob")
    assert (sessions.user(ann), sessions.user(bob), sessions.user("")) == ("ann", "bob", None)
    sessions.end(ann)
    assert (sessions.user(ann), sessions.user(bob)) == (None, "bob")


def test_a_ticket_lasts_as_long_as_it_is_used() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    ticket = sessions.begin("ann")
    for _ in range(3):
        clock.now += IDLE - 1
        assert sessions.user(ticket) == "ann"
    clock.now += IDLE + 1
    assert sessions.user(ticket) is None
    clock.now = 0
    assert sessions.user(ticket) is None


def test_a_users_tickets_push_out_their_own_oldest_alone() -> None:
    sessions = Sessions()
    bob, first = sessions.begin("bob"), sessions.begin("ann")
    second, *_ = [sessions.begin("ann") for _ in range(MOST)]
    assert (sessions.user(first), sessions.user(second), sessions.user(bob)) == (None, "ann", "bob")
