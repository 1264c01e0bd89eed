from __future__ import annotations

import pytest
from llama_index.core.schema import ImageNode, NodeWithScore, TextNode

from rag.models.reader import Reader
from rag.noderanker import rank, scores

LED = "Who led the works on the quay?"
ANSWER = "Maria Lopez, the harbour minister, led the works on the quay."
OTHER = "The fair at the harbour is held every year in May."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def node(text: str, score: float | None = None, **metadata: str) -> NodeWithScore:
    return NodeWithScore(node=TextNode(text=text, metadata=metadata), score=score)


def ranked(question: str, nodes: list[NodeWithScore], reader: Reader, most_tokens: int = 6_000) -> list[str]:
    return [one.node.get_content() for one in rank(question, nodes, reader, most_tokens)]


def test_what_answers_comes_first_whatever_the_retriever_thought(reader: Reader) -> None:
    assert ranked(LED, [node(OTHER, 12.5), node(ANSWER, 12.1)], reader) == [ANSWER, OTHER]
    assert ranked(LED, [node(OTHER), node(ANSWER)], reader) == [ANSWER, OTHER]


def test_a_long_node_counts_by_the_best_of_its_paragraphs(reader: Reader) -> None:
    long = f"{OTHER}\n \n{OTHER}\n\n{ANSWER}\n\n{OTHER}"
    assert ranked(LED, [node(OTHER), node(long)], reader) == [long, OTHER]


def test_the_title_of_its_document_is_read_over_a_node(reader: Reader) -> None:
    bare, titled = (
        node("It was led by Lopez.", title="The fair"),
        node("It was led by Lopez.", title="Works on the quay"),
    )
    first, last = rank(LED, [bare, titled], reader, 6_000)
    assert first.node.metadata["title"] == "Works on the quay"
    assert first.score > last.score


def test_no_more_is_read_than_was_allowed(reader: Reader) -> None:
    nodes = [node(OTHER, 0.9), node(ANSWER, 0.5)]
    assert ranked(LED, nodes, reader, most_tokens=1) == [OTHER, ANSWER]
    assert ranked(LED, nodes, reader) == [ANSWER, OTHER]


@pytest.mark.parametrize("question", ["Wer hat die Arbeiten am Kai geleitet?", "谁领导了码头的工程？"])
def test_a_question_in_another_language_leaves_the_order_as_it_was(reader: Reader, question: str) -> None:
    assert ranked(question, [node(OTHER, 0.9), node(ANSWER, 0.5)], reader) == [OTHER, ANSWER]


def test_nodes_without_text_come_last_and_none_is_lost(reader: Reader) -> None:
    picture = NodeWithScore(node=ImageNode(image_path="quay.png"), score=1.0)
    assert ranked(LED, [picture, node("", 0.9), node(ANSWER, 0.1)], reader) == [ANSWER, "", ""]
    assert rank(LED, [], reader, 6_000) == []


def test_equal_nodes_are_not_taken_for_one_another(reader: Reader) -> None:
    assert ranked(LED, [node(ANSWER), node(OTHER), node(ANSWER)], reader) == [ANSWER, ANSWER, OTHER]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([0.9, 0.2], [0.9, 0.2]),
        ([12.0, 3.0], [1.0, 0.25]),
        ([2.0, -2.0, -6.0], [1.0, 0.5, 0.0]),
        ([-3.0, -3.0], [0.0, 0.0]),
        ([0.5, None], [0.5, 0.5]),
        ([None, None], [0.0, 0.0]),
        ([], []),
    ],
)
def test_scores_of_any_kind_come_between_nought_and_one(given: list[float | None], expected: list[float]) -> None:
    assert scores([node("", score) for score in given]) == expected
