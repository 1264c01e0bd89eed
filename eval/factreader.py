"""Turn the nodes of a facts file into facts: simple things may be written simply, and every fault is found at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.fact import Fact, FactSet, ParagraphReference, Threshold
from eval.fields import FieldReader
from eval.nodes import Node
from rag.answer import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

METRICS = (
    "answer_match",
    "exact_match",
    "f1",
    "citation_precision",
    "citation_recall",
    "quote_verbatim",
    "supported_sentences",
    "refusal_accuracy",
    "refused_answerable",
    "answered_unanswerable",
    "recall_at_1",
    "recall_at_5",
    "recall_at_10",
    "reciprocal_rank",
    "ndcg_at_10",
)
"""What a threshold may be set for: the shares of eval/measures.py, which says what each is."""
FACT_FIELDS = (
    "question",
    "answers",
    "unanswerable",
    "answerable",
    "wrong",
    "all_of",
    "paragraphs",
    "history",
    "documents",
    "tags",
)
REFERENCE_FIELDS = ("document", "number", "quote", "version", "digest")
SINGULAR = {"answer": "answers", "paragraph": "paragraphs", "tag": "tags"}
"""Names that a person writes for a list of one."""
_PROOF = 'expected paragraphs: [{document: NAME, quote: "some of its words"}]'
_ANSWERS = "expected answers: [one wording, another]"
_MEANT = {
    "document": "expected documents (asks these alone), or paragraphs: [{document: NAME, quote: ...}] (what proves it)",
    **dict.fromkeys(("quote", "quotes", "number", "page", "source", "sources", "context", "contexts", "proof"), _PROOF),
    **dict.fromkeys(("expected", "expected_answer", "reference", "ground_truth", "correct"), _ANSWERS),
}
"""What a field of another name is likely to mean."""


class FactReader(FieldReader):
    """Turn nodes into facts."""

    def fact_set(self, nodes: Sequence[Node], thresholds: tuple[Threshold, ...]) -> FactSet:
        """Read every fact.

        Raises:
            FactsError: a line for each fault of the file.
        """
        facts = [self._fact(node) for node in nodes]
        self.finish()
        return FactSet(tuple(fact for fact in facts if fact is not None), thresholds, self.path)

    def thresholds(self, node: Node, _name: str = "thresholds") -> tuple[Threshold, ...]:
        """Read what the file asks of the figures."""
        fields = self.fields(node, "thresholds", METRICS)
        return tuple(Threshold(name, self._share(value, f"thresholds.{name}")) for name, value in fields.items())

    def _fact(self, node: Node) -> Fact | None:
        """Read one fact; None where a fault was collected."""
        before = self.faults
        if node.kind != "mapping":
            with self.collecting():
                problem = (
                    f"expected a mapping, found {node.described}; write question: ... and answers: ... under a dash"
                )
                raise self.fault(node, "fact", problem)
            return None
        fields = self._known(node)
        fact = Fact(
            question=self.read(fields, "question", self.text, ""),
            answers=self.read(fields, "answers", self._texts, ()),
            unanswerable=self.read(fields, "unanswerable", self.flag, False),
            answerable=self.read(fields, "answerable", self.flag, False),
            wrong=self.read(fields, "wrong", self._texts, ()),
            all_of=self.read(fields, "all_of", self._groups, ()),
            paragraphs=self.read(fields, "paragraphs", self._references, ()),
            history=self.read(fields, "history", self._turns, ()),
            documents=self.read(fields, "documents", self._texts, ()),
            tags=self.read(fields, "tags", self._texts, ()),
            line=node.line,
        )
        if self.faults == before:
            self._check_one_expectation(node, fact, fields)
        return fact if self.faults == before else None

    def _known(self, node: Node) -> dict[str, Node]:
        """Give the fields that say something, under their full names."""
        found: dict[str, Node] = {}
        before = self.faults
        for key, value in node.fields:
            name = SINGULAR.get(key.lower(), key.lower())
            with self.collecting():
                if name not in FACT_FIELDS:
                    raise (
                        self.fault(value, key, _MEANT[key]) if key in _MEANT else self.unknown(key, value, FACT_FIELDS)
                    )
                if name in found:
                    raise self.fault(value, key, f"expected {name} once, found it under another name too")
                if name == "question" or not (value.kind == "nothing" or (value.kind == "list" and not value.items)):
                    found[name] = value
        with self.collecting():
            if "question" not in found and self.faults == before:
                raise self.fault(node, "question", "expected text, found no such field")
        return found

    def _check_one_expectation(self, node: Node, fact: Fact, fields: Mapping[str, Node]) -> None:
        with self.collecting():
            if not fact.unanswerable and not fact.expects_answer and not fact.wrong:
                raise self.fault(node, "answers", "expected a list of accepted answers, or unanswerable: true")
        for name in ("answers", "answerable", "wrong", "all_of", "paragraphs"):
            if fact.unanswerable and name in fields:
                with self.collecting():
                    raise self.fault(fields[name], name, "expected no such field beside unanswerable: true")

    def _texts(self, node: Node, name: str) -> tuple[str, ...]:
        return self.one_or_more(node, name, self.as_written)

    def _groups(self, node: Node, name: str) -> tuple[tuple[str, ...], ...]:
        return self.list_of(node, name, self._texts)

    def _references(self, node: Node, name: str) -> tuple[ParagraphReference, ...]:
        return self.one_or_more(node, name, self._reference)

    def _turns(self, node: Node, name: str) -> tuple[Turn, ...]:
        return self.one_or_more(node, name, self._turn)

    def _share(self, node: Node, name: str) -> float:
        try:
            share = float(node.text) if node.kind == "number" else -1.0
        except ValueError:  # YAML also writes numbers as 0x1f and 1:30
            share = -1.0
        if not 0 <= share <= 1:
            raise self.fault(node, name, f"expected a number from 0 to 1, found {node.described}")
        return share

    def _reference(self, node: Node, name: str) -> ParagraphReference:
        """Read a mapping, or a text that is the quote."""
        if node.kind == "text":
            return ParagraphReference(line=node.line, quote=self.text(node, name))
        if node.kind == "number":
            problem = f"expected its document too: {{document: NAME, number: {node.text[:9]}}}, found {node.described}"
            raise self.fault(node, name, problem)
        fields = self.fields(node, name, REFERENCE_FIELDS)
        if not fields.keys() & {"number", "quote"}:
            raise self.fault(
                node, f"{name}.quote", "expected words of the paragraph (or its number), found no such field"
            )
        if not fields.keys() & {"document", "quote"}:
            raise self.fault(node, f"{name}.document", "expected the document that is counted in, found no such field")
        read = {n: self.as_written(fields[n], f"{name}.{n}") for n in REFERENCE_FIELDS if n in fields and n != "number"}
        return ParagraphReference(
            document=read.get("document", ""),
            number=self._number(fields["number"], f"{name}.number") if "number" in fields else 0,
            line=node.line,
            version=read.get("version", ""),
            digest=read.get("digest", ""),
            quote=read.get("quote", ""),
        )

    def _number(self, node: Node, name: str) -> int:
        digits = node.text.strip().removeprefix("¶")
        is_scalar = node.kind in ("number", "text")
        if not (is_scalar and digits.isascii() and digits.isdecimal() and len(digits) < 9 and int(digits)):
            raise self.fault(node, name, f"expected a whole number from 1, found {node.described}")
        return int(digits)

    def _turn(self, node: Node, name: str) -> Turn:
        fields = self.whole(node, name, ("question", "answer"))
        texts = (self.as_written(fields[part], f"{name}.{part}") for part in ("question", "answer"))
        return Turn(*texts)
