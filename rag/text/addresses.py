"""Every way in which documents are known to address a language model."""

from __future__ import annotations

from rag.text.addressing import Address, address
from rag.text.dictating import DICTATING
from rag.text.foreign_addressing import FOREIGN
from rag.text.overriding import OVERRIDING
from rag.text.posing import POSING

ADDRESSES: tuple[Address, ...] = (
    *OVERRIDING,
    *POSING,
    *DICTATING,
    *(address(cues, pattern, unless_conditional=overriding) for cues, pattern, overriding in FOREIGN),
)
"""In no order that matters."""
