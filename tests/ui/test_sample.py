from __future__ import annotations

from typing import TYPE_CHECKING

from eval.sample import add_sample
from rag import Assistant, Settings
from ui.sample import SUGGESTIONS, suggestions

if TYPE_CHECKING:
    from rag import Library


def test_questions_are_suggested_while_the_sample_is_there_and_the_last_one_shows_a_refusal(
    own_library: Library,
) -> None:
    assert suggestions(own_library) == ()
    sample = add_sample(own_library).added
    assert suggestions(own_library) == SUGGESTIONS
    assistant = Assistant(own_library, Settings())
    assert [assistant.ask(question).refused for question in SUGGESTIONS] == [False, False, False, True]
    own_library.remove(sample[0].id)
    assert suggestions(own_library) == ()
