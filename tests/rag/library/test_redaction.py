from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rag.library.redaction import PurgedText, gather_purged, redact_facts

if TYPE_CHECKING:
    from pathlib import Path

GONE = "Khawaja Asif led the talks in Doha on behalf of the government."
STAYS = "The talks in Doha on behalf of the other side were led by Mullah Yaqoob."


def purged_text() -> PurgedText:
    return gather_purged("2026-11-22", [("doc", "v1")], [GONE], [STAYS], lambda text: text in STAYS)


def test_five_words_in_a_row_that_stand_nowhere_else_are_a_quote() -> None:
    purged = purged_text()
    assert purged.quoted_in("He said: khawaja ASIF led  the talks, I think.")
    assert not purged.quoted_in("I know of the talks in Doha on behalf of the other side")
    assert not purged.quoted_in("Nothing of this was ever written in any paragraph")


def test_a_shorter_text_is_a_quote_as_a_whole_only() -> None:
    purged = purged_text()
    assert purged.quoted_in("Khawaja Asif")
    assert not purged.quoted_in("Doha")
    assert not purged.quoted_in("Asi")
    assert not purged.quoted_in("...")
    assert not purged.quoted_in("")


def test_facts_lose_what_they_quote_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    untouched = '{"question":"Who else?",  "answers": ["Mullah Yaqoob"]}'
    fact = {"question": "Who led?", "answers": ["Khawaja Asif", "Doha"], "history": [{"question": "?", "answer": GONE}]}
    file.write_text("\n".join([json.dumps(fact), untouched, "no json", ""]), encoding="utf-8")
    redact = redact_facts(file)
    assert redact(purged_text()) == 1
    first, *rest = file.read_text(encoding="utf-8").split("\n")
    mark = "purged on 2026-11-22"
    assert json.loads(first) == {
        "question": "Who led?",
        "answers": [mark, "Doha"],
        "history": [{"question": "?", "answer": mark}],
    }
    assert rest == [untouched, "no json", ""]
    assert redact(purged_text()) == 0
    assert list(tmp_path.iterdir()) == [file]


def test_without_a_facts_file_there_is_nothing_to_redact(tmp_path: Path) -> None:
    assert redact_facts(tmp_path / "facts.jsonl")(purged_text()) == 0
    assert list(tmp_path.iterdir()) == []
