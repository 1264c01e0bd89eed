from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from rag.library.handles import Handle


def test_what_is_replaced_comes_back_when_its_last_user_is_done() -> None:
    handle = Handle("old")
    replaced = threading.Event()

    def replace() -> str:
        before = handle.replace("new")
        replaced.set()
        return before

    with ThreadPoolExecutor(1) as pool:
        with handle.held() as lent:
            replacing = pool.submit(replace)
            while handle.value != "new":
                pass
            with handle.held() as other:
                assert (lent, other) == ("old", "new")
            assert not replaced.is_set()
        assert replacing.result() == "old"


def test_a_user_that_fails_gives_it_back_too() -> None:
    handle = Handle(1)
    try:
        with handle.held():
            raise KeyError
    except KeyError:
        pass
    assert handle.replace(2) == 1
