"""Each of our classes at work in a LlamaIndex program, and each of LlamaIndex's in ours."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder
from llama_index.core import Settings as Defaults
from llama_index.core import VectorStoreIndex
from llama_index.core.agent.workflow import AgentOutput, ReActAgent
from llama_index.core.base.response.schema import AsyncStreamingResponse, Response, StreamingResponse
from llama_index.core.chat_engine import CondensePlusContextChatEngine, ContextChatEngine
from llama_index.core.indices.query.query_transform import HyDEQueryTransform
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.llms import MockLLM
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.postprocessor import LongContextReorder, SimilarityPostprocessor
from llama_index.core.query_engine import RetrieverQueryEngine, TransformQueryEngine
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.core.tools import QueryEngineTool
from scripted_llm import ScriptedLLM

from rag import Assistant, Library, Settings
from rag.answer import REFUSAL
from rag.llamaindex import (
    CitebackEmbedding,
    CitebackQueryEngine,
    CitebackReranker,
    CitebackRetriever,
    PostprocessedAssistant,
    library_nodes,
    node_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LED = "Who led the works on the quay?"
UNSAID = "What colour are the walls of the bank?"


@pytest.fixture(scope="module")
def embedding(library: Library) -> CitebackEmbedding:
    return CitebackEmbedding(embedder=library.embedder)


@pytest.fixture(scope="module")
def engine(assistant: Assistant) -> CitebackQueryEngine:
    return CitebackQueryEngine(assistant)


def texts(nodes: Sequence[NodeWithScore]) -> list[str]:
    return [node.node.get_content() for node in nodes]


def test_none_of_ours_asks_for_their_default_models(
    library: Library, embedding: CitebackEmbedding, engine: CitebackQueryEngine
) -> None:
    embedding.get_text_embedding("a quay")
    CitebackReranker().postprocess_nodes(CitebackRetriever(library).retrieve(LED), query_str=LED)
    engine.query(LED)
    assert (Defaults._llm, Defaults._embed_model) == (None, None)


# Our embedder


def test_an_index_of_theirs_finds_by_our_embedding(library: Library, embedding: CitebackEmbedding) -> None:
    index = VectorStoreIndex(list(library_nodes(library)), embed_model=embedding)
    found = index.as_retriever(similarity_top_k=1).retrieve("How many boats can moor?")
    assert texts(found) == ["Forty boats can moor there at a time."]


def test_our_embedding_gives_the_vectors_of_the_library(library: Library, embedding: CitebackEmbedding) -> None:
    (vector,) = library.embedder.embed(["a quay"]).tolist()
    assert embedding.get_text_embedding("a quay") == embedding.get_query_embedding("a quay") == vector
    assert embedding.get_text_embedding_batch(["a quay", "a boat"])[0] == pytest.approx(
        vector, abs=0.02
    )  # in int8 a batch rounds together


def test_our_embedding_works_in_async_programs(embedding: CitebackEmbedding) -> None:
    async def embed() -> tuple[list[float], list[float], list[list[float]]]:
        return (
            await embedding.aget_query_embedding("a quay"),
            await embedding.aget_text_embedding("a quay"),
            await embedding.aget_text_embedding_batch(["a quay"]),
        )

    query, text, batch = asyncio.run(embed())
    assert [query] == [text] == batch


def test_our_embedding_is_a_step_of_their_pipeline(library: Library, embedding: CitebackEmbedding) -> None:
    (node,) = IngestionPipeline(transformations=[embedding]).run(nodes=[next(library_nodes(library))])
    assert len(node.embedding) == 384


def test_our_embedding_survives_pickle_copy_and_their_serialisation(embedding: CitebackEmbedding) -> None:
    vector = embedding.get_text_embedding("a quay")
    for again in (
        pickle.loads(pickle.dumps(embedding)),
        copy.deepcopy(embedding),
        CitebackEmbedding.from_dict(embedding.to_dict()),
        CitebackEmbedding.from_json(embedding.to_json()),
    ):
        assert again.get_text_embedding("a quay") == vector


def test_our_embedding_is_not_read_back_as_another_model() -> None:
    written = CitebackEmbedding(embedder=HashEmbedder()).to_dict()
    with pytest.raises(ValueError, match="the embedder is minilm-l6-v2-int8, not hash"):
        CitebackEmbedding.from_dict(written)
    assert CitebackEmbedding.from_dict(written, embedder=HashEmbedder()).model_name == "hash"


# Our retriever


def test_their_query_engine_answers_from_our_retriever_and_reranker(library: Library) -> None:
    theirs = RetrieverQueryEngine.from_args(
        retriever=CitebackRetriever(library),
        llm=MockLLM(),
        node_postprocessors=[CitebackReranker(top_n=2)],
    )
    response = theirs.query(LED)
    assert len(response.source_nodes) == 2
    assert "Maria Lopez" in response.source_nodes[0].node.get_content()
    assert "Maria Lopez" in str(response)  # the mock repeats its prompt


def test_their_query_engine_answers_from_ours_in_async_programs(library: Library) -> None:
    theirs = RetrieverQueryEngine.from_args(
        retriever=CitebackRetriever(library), llm=MockLLM(), node_postprocessors=[CitebackReranker(top_n=1)]
    )
    response = asyncio.run(theirs.aquery(LED))
    assert "Maria Lopez" in response.source_nodes[0].node.get_content()


def test_our_retriever_gives_so_many_nodes_best_first(library: Library) -> None:
    found = CitebackRetriever(library, similarity_top_k=2).retrieve("When does the ferry to Lenham sail?")
    assert len(found) == 2
    assert "sails at nine" in found[0].node.get_content()
    assert found[0].score > found[1].score > 0


def test_our_retriever_stays_within_its_documents(library: Library) -> None:
    (fair,) = library.find("Fair at the harbour")
    found = CitebackRetriever(library, documents=[fair.id]).retrieve("When does the ferry to Lenham sail?")
    assert {node.node.ref_doc_id for node in found} == {fair.id}


def test_our_retriever_looks_for_what_their_query_transform_expects(library: Library) -> None:
    expecting = HyDEQueryTransform(llm=ScriptedLLM(replies=["Cars are left outside the town during the fair."]))
    theirs = RetrieverQueryEngine.from_args(retriever=CitebackRetriever(library, similarity_top_k=1), llm=MockLLM())
    plain, transformed = theirs.query("Lorry?"), TransformQueryEngine(theirs, expecting).query("Parking?")
    assert "Lorry Falcon" in plain.source_nodes[0].node.get_content()
    assert "leave their cars" in transformed.source_nodes[0].node.get_content()


@pytest.mark.parametrize("mode", ["simple", "reciprocal_rerank", "relative_score", "dist_based_score"])
def test_their_fusion_joins_our_retriever_with_theirs(
    library: Library, embedding: CitebackEmbedding, mode: str
) -> None:
    nodes = [node.node for node in CitebackRetriever(library).retrieve("harbour")]
    theirs = VectorStoreIndex(nodes, embed_model=embedding).as_retriever(similarity_top_k=5)
    fusion = QueryFusionRetriever(
        [CitebackRetriever(library), theirs], llm=MockLLM(), num_queries=1, mode=mode, similarity_top_k=5
    )
    found = fusion.retrieve("When does the ferry to Lenham sail?")
    assert "sails at nine" in found[0].node.get_content()
    assert len({node.node.node_id for node in found}) == len(found)


@pytest.mark.parametrize("chat", [ContextChatEngine, CondensePlusContextChatEngine])
def test_their_chat_engines_talk_about_what_we_retrieve(
    library: Library, chat: type[ContextChatEngine | CondensePlusContextChatEngine]
) -> None:
    talk = chat.from_defaults(
        retriever=CitebackRetriever(library),
        llm=MockLLM(),
        node_postprocessors=[CitebackReranker(top_n=1)],
        memory=ChatMemoryBuffer.from_defaults(token_limit=2_000),  # the one by default leaves its database open
    )
    talk.chat("Tell me about the quay.")
    response = talk.chat(LED)
    assert "Maria Lopez" in response.source_nodes[0].node.get_content()


# Our reranker


def test_our_reranker_orders_nodes_of_any_retriever() -> None:
    said = [
        "The fair at the harbour is held every year in May.",
        "Works on the quay went on for two years.",
        "Maria Lopez, the harbour minister, led the works on the quay.",
    ]
    nodes = [NodeWithScore(node=TextNode(text=text, id_=str(place))) for place, text in enumerate(said)]
    ranked = CitebackReranker(top_n=2).postprocess_nodes(nodes, query_str=LED)
    assert ranked[0].node is nodes[2].node
    assert [node.score for node in nodes] == [None] * 3
    assert 1 >= ranked[0].score > ranked[1].score >= 0


def test_our_reranker_needs_a_question() -> None:
    with pytest.raises(ValueError, match="needs the question"):
        CitebackReranker().postprocess_nodes([])


def test_our_reranker_survives_pickle_copy_and_their_serialisation() -> None:
    reranker = CitebackReranker(top_n=1, most_tokens=500)
    nodes = [NodeWithScore(node=TextNode(text=text)) for text in ("The fair is in May.", "Maria Lopez led the works.")]
    best = reranker.postprocess_nodes(nodes, query_str=LED)
    assert texts(best) == ["Maria Lopez led the works."]
    for again in (
        pickle.loads(pickle.dumps(reranker)),
        copy.deepcopy(reranker),
        CitebackReranker.from_dict(reranker.to_dict()),
    ):
        assert again.most_tokens == 500
        assert again.postprocess_nodes(nodes, query_str=LED) == best


# Our query engine


def test_our_query_engine_answers_with_checked_citations(library: Library, engine: CitebackQueryEngine) -> None:
    response = engine.query(LED)
    assert isinstance(response, Response)
    assert str(response).endswith("[1]")
    assert response.metadata["refused"] is False
    assert response.metadata["short_answer"] == "Maria Lopez"
    (citation,) = response.metadata["citations"]
    assert citation["quote"] == response.source_nodes[0].node.text[citation["start"] : citation["end"]]
    opened = library.open_link(citation["link"])
    assert opened.paragraph.text[opened.start : opened.end] == citation["quote"]
    assert [(one["support"], one["citations"]) for one in response.metadata["sentences"]] == [("supported", [1])]
    assert json.loads(json.dumps(response.metadata)) == response.metadata


def test_our_query_engine_refuses_what_the_documents_do_not_say(engine: CitebackQueryEngine) -> None:
    response = engine.query(UNSAID)
    assert (str(response), response.metadata["refused"], response.source_nodes) == (REFUSAL, True, [])
    assert response.metadata["nearest"]


def test_our_query_engine_stays_within_its_documents(library: Library, assistant: Assistant) -> None:
    (fair,) = library.find("Fair at the harbour")
    engine = CitebackQueryEngine(assistant, documents=[fair.id])
    assert engine.query(LED).metadata["refused"]
    assert {node.node.ref_doc_id for node in engine.retrieve(QueryBundle(LED))} == {fair.id}


def test_our_query_engine_streams_what_it_answers(assistant: Assistant, engine: CitebackQueryEngine) -> None:
    response = CitebackQueryEngine(assistant, streaming=True).query(LED)
    assert isinstance(response, StreamingResponse)
    whole = engine.query(LED)
    assert "".join(response.response_gen) == str(whole)
    assert response.metadata == whole.metadata
    assert texts(response.source_nodes) == texts(whole.source_nodes)


def test_our_query_engine_answers_and_streams_in_async_programs(
    assistant: Assistant, engine: CitebackQueryEngine
) -> None:
    async def ask() -> tuple[str, AsyncStreamingResponse, str]:
        whole = await engine.aquery(LED)
        streamed = await CitebackQueryEngine(assistant, streaming=True).aquery(LED)
        assert isinstance(streamed, AsyncStreamingResponse)
        return str(whole), streamed, "".join([text async for text in streamed.async_response_gen()])

    whole, streamed, told = asyncio.run(ask())
    assert told == whole == str(engine.query(LED))
    assert streamed.metadata["short_answer"] == "Maria Lopez"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # agents run on workflows, which use old names of pydantic
def test_an_agent_of_theirs_uses_our_query_engine_as_a_tool(engine: CitebackQueryEngine) -> None:
    tool = QueryEngineTool.from_defaults(engine, name="library", description="answers from the harbour's papers")
    llm = ScriptedLLM(
        replies=[
            f'Thought: I look it up.\nAction: library\nAction Input: {{"input": "{LED}"}}',
            "Thought: I can answer.\nAnswer: It was Maria Lopez.",
        ]
    )

    async def run() -> AgentOutput:
        return await ReActAgent(tools=[tool], llm=llm, streaming=False).run(LED)

    output = asyncio.run(run())
    (call,) = output.tool_calls
    assert call.tool_output.raw_output.metadata["short_answer"] == "Maria Lopez"
    assert "Maria Lopez, who led the works" in llm.prompts[1]


# Their classes in ours


def test_a_language_model_of_theirs_writes_and_what_it_invents_is_left_out(library: Library) -> None:
    said = "Maria Lopez led the works on the quay [1]. King Oskar of Lenham paid for them [1]."
    engine = CitebackQueryEngine(Assistant(library, Settings(), llm=ScriptedLLM(replies=[said])))
    response = engine.query(LED)
    assert str(response) == "Maria Lopez led the works on the quay. [1]"
    assert [one["support"] for one in response.metadata["sentences"]] == ["supported", "unsupported"]
    assert "Maria Lopez" in response.source_nodes[0].node.get_content()


def test_what_a_language_model_of_theirs_invents_is_not_streamed_either(library: Library) -> None:
    said = "King Oskar of Lenham paid for them [1]. Maria Lopez led the works on the quay [1]."
    assistant = Assistant(library, Settings(), llm=ScriptedLLM(replies=[said]))
    response = CitebackQueryEngine(assistant, streaming=True).query(LED)
    assert "".join(response.response_gen) == "Maria Lopez led the works on the quay. [1]"


def test_a_postprocessor_of_theirs_orders_what_we_answer_from(library: Library, assistant: Assistant) -> None:
    before = assistant.search(LED, k=100)
    after = PostprocessedAssistant(library, [LongContextReorder()], Settings()).search(LED, k=100)
    theirs = LongContextReorder().postprocess_nodes([node_of(hit) for hit in before])
    assert (
        [node_of(hit).node for hit in after] == [node.node for node in theirs] != [node_of(hit).node for hit in before]
    )
    assert [hit.score for hit in after] == [hit.score for hit in before]
    assert {hit.readings for hit in after} == {hit.readings for hit in before}


def test_a_postprocessor_of_theirs_leaves_out_what_we_answer_from(library: Library) -> None:
    strict = PostprocessedAssistant(library, [SimilarityPostprocessor(similarity_cutoff=1.1)], Settings())
    assert strict.search(LED) == []
    assert strict.ask(LED).refused


def test_our_query_engine_answers_through_their_postprocessor(library: Library) -> None:
    lenient = PostprocessedAssistant(library, [SimilarityPostprocessor(similarity_cutoff=0.2)], Settings())
    assert CitebackQueryEngine(lenient).query(LED).metadata["short_answer"] == "Maria Lopez"
