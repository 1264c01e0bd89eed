from __future__ import annotations

from ui.auth.claims import MOST, Claims


def test_a_name_is_whose_it_was_first() -> None:
    claims = Claims()
    assert claims.claim("ann", "session")
    assert claims.claim("ann", "session")
    assert not claims.claim("bob", "session")


def test_nobody_pushes_out_the_names_of_another() -> None:
    claims = Claims()
    assert claims.claim("ann", "session")
    assert claims.claim("bob", "first")
    for number in range(MOST):
        claims.claim("bob", str(number))
    assert not claims.claim("bob", "session")
    assert claims.claim("ann", "first")
