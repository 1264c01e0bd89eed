"""Every error that Citeback raises on purpose; each message says what, with which value, and the cure.

CitebackError
├── SettingsError            a setting that cannot be used
├── QuestionError            a question that cannot be asked (empty, longer than the limit)
├── ArgumentError            what a program asked for cannot be taken (of another kind, out of bounds, unknown)
├── ModelError               a bundled model is missing or broken
├── LanguageModelError       a language model that did not answer (refused key, silent, cut off): one line, no key in it
├── LibraryError             a library that cannot be opened or used
│   ├── LibraryPathError     the folder cannot be a library (a file stands there, not writable)
│   ├── LibraryBusyError     another process owns the library
│   ├── LibrarySchemaError   the library was written by a newer release
│   ├── IndexStoreError      an index did not give back what was written to it
│   └── EmbeddingChangedError  the vectors were made with another embedding than the one in use
├── DocumentNotFoundError    no such document in the library
├── ConversationNotFoundError  no such conversation is kept in the library
├── LinkError                a citation link that cannot be read, or whose text is gone
├── LoadError                a file that cannot be read as a document
└── FactsError               a facts file that breaks the schema (FILE:LINE: field: expected ...)
"""

from __future__ import annotations


class CitebackError(Exception):
    """Stand at the root: catch this one to catch all that Citeback raises on purpose."""


class SettingsError(CitebackError):
    """Say that a setting cannot be used."""


class QuestionError(CitebackError):
    """Say that a question cannot be asked."""


class ArgumentError(CitebackError):
    """Say which argument of a program's call cannot be taken, with its value, and what is expected."""


class ModelError(CitebackError):
    """Say that a bundled model is missing or broken."""


class LanguageModelError(CitebackError):
    """Say why a language model did not answer, and which setting to look at; no key is ever part of it."""


class LibraryError(CitebackError):
    """Say that a library cannot be opened or used."""


class LibraryPathError(LibraryError):
    """Say that a folder cannot be a library."""


class LibraryBusyError(LibraryError):
    """Say which process owns the library, and where its chat is served if it is one."""


class LibrarySchemaError(LibraryError):
    """Say that a library was written by a newer release."""


class IndexStoreError(LibraryError):
    """Say that an index did not give back what was written to it."""


class EmbeddingChangedError(LibraryError):
    """Say what the vectors were made with, what is in use now, and how to bring the two together."""


class DocumentNotFoundError(CitebackError):
    """Say that the library holds no such document."""


class ConversationNotFoundError(CitebackError):
    """Say that the library keeps no such conversation."""


class LinkError(CitebackError):
    """Say that a citation link cannot be read or that its text is gone."""


class LoadError(CitebackError):
    """Say why a file cannot be read as a document, in words fit for its owner."""


class FactsError(CitebackError):
    """Say where a facts file breaks the schema: FILE:LINE: field: expected ..."""
