"""What a program sends to a tool: described in one place, checked in one place, refused in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from rag.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

MOST_TURNS = 100
MOST_DOCUMENTS = 1_000
MOST_HITS = 20
MOST_AROUND = 10
"""Paragraphs on either side of the one that is read."""
LONGEST_NAME = 4_000
_SHOWN = 80


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Documents = Annotated[
    list[str],
    BeforeValidator(_listed),  # models send a single name bare
    Field(
        max_length=MOST_DOCUMENTS,
        description="Look into these documents only. Each is named by its id, its file name, its web address or its "
        "title, as results give them. Empty: all documents.",
    ),
]


class Arguments(BaseModel):
    """Stand under what every tool takes; null counts as left out, and nothing unknown is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="")

    @field_validator("*", mode="before")
    @classmethod
    def _mended(cls, value: object, info: ValidationInfo) -> object:
        field = cls.model_fields[str(info.field_name)]
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no character
        return field.get_default(call_default_factory=True) if value is None and not field.is_required() else value


class PastTurn(Arguments):
    """Hold one earlier exchange."""

    question: str = Field(description="What was asked.")
    answer: str = Field("", description="The text that was answered.")


class AskArguments(Arguments):
    """Hold what `ask` takes."""

    question: str = Field(description="A question in natural language, or a follow-up of the history.")
    history: list[PastTurn] = Field(
        [],
        max_length=MOST_TURNS,
        description='Earlier exchanges, oldest first, so that a follow-up such as "and when?" is understood.',
    )
    documents: Documents = []


class SearchArguments(Arguments):
    """Hold what `search` takes."""

    question: str = Field(description="A question or some words: searched by meaning and by words.")
    k: int = Field(8, ge=1, le=MOST_HITS, description="How many hits to give at most, best first.")
    documents: Documents = []


class ReadArguments(Arguments):
    """Hold what `read_source` takes."""

    source: str = Field(
        max_length=LONGEST_NAME,
        description="A citation link (citeback:...) as `ask` and `search` give it, or a document's id, file name, "
        "web address or title.",
    )
    paragraph: int | None = Field(
        None, ge=1, description="With a document: the number of the paragraph to read; its first if left out."
    )
    around: int = Field(2, ge=0, le=MOST_AROUND, description="How many paragraphs before and after it to give as well.")


Taken = TypeVar("Taken", bound=Arguments)


def take(kind: type[Taken], given: Mapping[str, object]) -> Taken:
    """Check what a program sent.

    Raises:
        ArgumentError: it does not fit; the line names the first thing that does not.
    """
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise ArgumentError(_line(kind, error.errors(include_url=False)[0])) from None


def shown(value: object) -> str:
    """Quote a hostile value for an error line: one line, at most 80 signs, nothing that moves a cursor."""
    text = ascii(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _line(kind: type[Arguments], error: ErrorDetails) -> str:
    where = ".".join(str(part) if isinstance(part, int) else shown(part).strip("'") for part in error["loc"])
    if error["type"] == "extra_forbidden" and len(error["loc"]) == 1:
        return f"{where!a} is no argument here: the arguments are {', '.join(kind.model_fields)}"
    if error["type"] == "missing":
        return f"{where} is missing: {_description(kind, where)}"
    message = error["msg"].replace("Input should", "it should")
    return f"{where}: {message[0].lower()}{message[1:]}, got {shown(error['input'])}"


def _description(kind: type[Arguments], name: str) -> str:
    field = kind.model_fields.get(name)
    return (field.description or "") if field else "it is required"
