"""Token counts for the budgets of language models; the only door to tiktoken.

tiktoken downloads its vocabularies. llama-index-core ships two of them, so they are read from there, checked and handed
to tiktoken directly: it never goes to the network, and never deletes a file whose hash it does not like.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import tiktoken

EncodingName = Literal["o200k_base", "cl100k_base"]

SPAN: Final = 100_000
"""Characters encoded at a time: tiktoken fails on a million spaces. A seam adds a token or two to the count."""
BYTES_PER_TOKEN: Final = 3
"""Of the estimate: English has more than four, so it errs on the side of too many tokens."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Say where llama-index-core keeps a vocabulary, and how tiktoken splits a text before looking it up."""

    file: str
    sha256: str
    pattern: str


_WORD: Final = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
)
_VOCABULARIES: Final[dict[EncodingName, _Vocabulary]] = {
    "o200k_base": _Vocabulary(
        file="fb374d419588a4632f3f557e76b4b70aebbca790",
        sha256="446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
        pattern=_WORD + r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    ),
    "cl100k_base": _Vocabulary(
        file="9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        sha256="223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
        pattern=(
            r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
            r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
        ),
    ),
}


def count_tokens(text: str, encoding: EncodingName = "o200k_base") -> int:
    """Count the tokens of a text; "<|endoftext|>" in it is text like any other.

    An estimate, on the high side, where llama-index-core no longer ships the vocabulary.
    """
    encoder = _encoder(encoding)
    if encoder is None:
        return estimate_tokens(text)
    return sum(len(encoder.encode_ordinary(text[start : start + SPAN])) for start in range(0, len(text), SPAN))


def estimate_tokens(text: str) -> int:
    """Estimate the tokens of a text from its length, rather too many than too few."""
    return -(-len(text.encode("utf-8", "replace")) // BYTES_PER_TOKEN)


@lru_cache
def _encoder(encoding: EncodingName) -> tiktoken.Encoding | None:
    """Build an encoding from the vocabulary on disk; None where that is missing or not the one expected."""
    import tiktoken

    vocabulary = _VOCABULARIES[encoding]
    data = _read(vocabulary.file)
    if data is None or hashlib.sha256(data).hexdigest() != vocabulary.sha256:
        return None
    pairs = (line.split() for line in data.splitlines() if line)
    ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    return tiktoken.Encoding(encoding, pat_str=vocabulary.pattern, mergeable_ranks=ranks, special_tokens={})


def _read(file: str) -> bytes | None:
    # Only the folder is asked for: importing llama_index.core takes two seconds.
    package = importlib.util.find_spec("llama_index")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "core" / "_static" / "tiktoken_cache" / file
        try:
            return path.read_bytes()
        except OSError:
            continue
    return None
