"""Token counts."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from rag.tokens import EncodingName, count_tokens, estimate_tokens

TEXTS = [
    "",
    "Hello world",
    "It's 12,345.67 EUR -- they'LL see!\r\n\r\n\tNext  line   ",
    "Die Straße, 東京, Привет, 😀 and naïve café",
    "def f(x):\n    return x / 2  # half\n",
]
COMPARE = """
import importlib.util, json, os, pathlib, sys
core = pathlib.Path(next(iter(importlib.util.find_spec("llama_index").submodule_search_locations))) / "core"
os.environ["TIKTOKEN_CACHE_DIR"] = str(core / "_static" / "tiktoken_cache")
import tiktoken
from rag.tokens import count_tokens
name, texts = sys.argv[1], json.loads(sys.argv[2])
encoding = tiktoken.get_encoding(name)
for text in texts:
    expected = len(encoding.encode(text, disallowed_special=()))
    assert count_tokens(text, name) == expected, (text, count_tokens(text, name), expected)
"""


@pytest.mark.parametrize("encoding", ["o200k_base", "cl100k_base"])
def test_counts_are_those_of_the_encoding_that_tiktoken_itself_builds(encoding: EncodingName) -> None:
    command = [sys.executable, "-c", COMPARE, encoding, json.dumps(TEXTS)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_an_exact_count_is_made_not_an_estimate() -> None:
    assert count_tokens("Hello world") == 2
    assert estimate_tokens("Hello world") == 4


def test_special_tokens_of_a_model_in_a_text_are_text() -> None:
    assert count_tokens("before <|endoftext|> after") > 5


@pytest.mark.parametrize("character", [" ", "a", "\n", "字"])
def test_a_million_of_one_character_are_counted(character: str) -> None:
    assert count_tokens(character * 1_000_000) > 1_000


def test_a_lone_surrogate_is_counted() -> None:
    assert count_tokens("a\ud800b") >= 2
    assert estimate_tokens("a\ud800b") == 1


def test_counting_does_not_import_llama_index() -> None:
    code = "import sys, rag.tokens; rag.tokens.count_tokens('x'); sys.exit('llama_index.core' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
