"""Write facts files: whole ones, and one fact more in a file that a person keeps, whose every other letter stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from eval.factlines import json_line, json_thresholds, yaml_item, yaml_thresholds
from eval.facts import facts_in, facts_so_far, is_json_lines
from eval.filing import replace_text
from eval.nodes import fault, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.fact import Fact, Threshold

HEAD = "# Questions, their answers and the paragraphs that prove them: `citeback facts schema` explains every field.\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_facts(path: Path, facts: Sequence[Fact], thresholds: Sequence[Threshold] = ()) -> None:
    """Write a new file, YAML or JSON lines by its suffix; whatever was there is gone.

    Raises:
        FactsError: another suffix.
    """
    if is_json_lines(path):
        lines = [json_thresholds(thresholds)] if thresholds else []
        replace_text(path, "".join(f"{line}\n" for line in (*lines, *map(json_line, facts))))
        return
    head = [yaml_thresholds(thresholds), "\n"] if thresholds else []
    items = "\n".join(yaml_item(fact, indent=2) for fact in facts)
    replace_text(path, "".join([HEAD, *head, "facts:\n", items]) if facts else "".join([HEAD, *head, "facts: []\n"]))


def append_fact(path: Path, fact: Fact) -> int:
    """Add a fact behind the last one of a file and give its line; a missing file is made.

    Raises:
        FactsError: the file cannot be read as facts, or lists them in brackets, where nothing can be put behind them.
    """
    before = facts_so_far(path)
    text = read_text(path) if path.exists() else ""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    added = _with_line(plain, fact) if is_json_lines(path) else _with_item(path, plain, fact)
    added = f"{added.rstrip()}\n".replace("\n", newline)
    after = facts_in(path, added)
    if after.facts != (*before.facts, fact):
        raise fault(path, 1, "facts", "expected to read the new fact back, found another; write it in by hand")
    has_mark = path.exists() and path.read_bytes().startswith(_BYTE_ORDER_MARK)
    replace_text(path, f"\ufeff{added}" if has_mark else added)
    return after.facts[-1].line


def _with_line(text: str, fact: Fact) -> str:
    gap = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{gap}{json_line(fact)}\n"


def _with_item(path: Path, text: str, fact: Fact) -> str:
    """Put the fact behind the last one, in its column; all that stands around it stays as it is."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    facts = _list_of(root)
    if isinstance(facts, yaml.SequenceNode) and facts.value:
        if facts.flow_style:
            problem = "expected the facts with a dash before each, found them in [ ]; write them so, to add to them"
            raise fault(path, facts.start_mark.line + 1, "facts", problem)
        return _behind(text, _end(facts, text), "\n" + yaml_item(fact, facts.start_mark.column))
    if facts is not None and facts is not root:  # "facts:" or "facts: []"
        emptied = text[: facts.start_mark.index].rstrip() + text[facts.end_mark.index :]
        return _behind(emptied, len(text[: facts.start_mark.index].rstrip()), yaml_item(fact, indent=2))
    kept = text if facts is None else text[: facts.start_mark.index] + text[facts.end_mark.index :]
    head = kept.rstrip() or HEAD.rstrip()
    return f"{head}\nfacts:\n{yaml_item(fact, indent=2)}"


def _list_of(root: yaml.Node | None) -> yaml.Node | None:
    if isinstance(root, yaml.MappingNode):
        return next((value for key, value in root.value if key.value == "facts"), None)
    return root


def _end(node: yaml.Node, text: str) -> int:
    """Give where the last letter of a node stands; of blocks PyYAML tells only where the next one begins."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return _end(node.value[-1], text)
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return _end(node.value[-1][1], text)
    return len(text[: node.end_mark.index].rstrip())


def _behind(text: str, index: int, lines: str) -> str:
    """Put lines behind the line that an index stands in."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{lines.rstrip()}{text[end:]}"
