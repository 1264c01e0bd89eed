"""Ask a running page from many users at once, half of them in windows of a real browser, half as programs do.

python tests/support/page_load.py [LIBRARY QUESTIONS] [--users 10] [--each 5] [--programs 5]    else the sample

Every user asks one question after another, all begin together. A question's time is that from Enter, or from the
request, to the settled answer. The server's processor seconds a question are printed too: they count without the
browser, which shares the processors here and has its own elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from browser import PATIENCE, QUIET, program
from chat_server import chat
from gradio_client import Client
from page_speed import WATCH, given, summary
from playwright.async_api import async_playwright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chat_server import ChatServer
    from playwright.async_api import Browser, Page

NOT_ANSWERED = "() => !document.querySelector('#growing .answer :is(.sentence, .refusal)')"


@dataclass(frozen=True, slots=True)
class Load:
    """Hold what became of all questions."""

    taken: list[Taken]
    seconds: float
    """From the first question to the last answer; the windows were open before."""
    processor: float
    """Seconds that the server used of its processors meanwhile."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold how long an answer took."""

    user: str
    """How it was asked: "browser" or "program"."""
    milliseconds: float
    answered: bool


def share(asked: Sequence[str], user: int, each: int) -> list[str]:
    """Give a user's questions: as few as can be are asked by two."""
    return [asked[(user * each + place) % len(asked)] for place in range(each)]


async def window(chromium: Browser, address: str) -> Page:
    """Open the page in a window whose visitor nobody else is."""
    page = await (await chromium.new_context()).new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(address)
    await page.locator("#earlier .welcome").wait_for()
    return page


async def ask_in(page: Page, asked: Sequence[str]) -> list[Taken]:
    """Ask one question after another in a window."""
    taken = []
    for question in asked:
        await page.get_by_label("Ask a question").fill(question)
        watching = await page.evaluate_handle(f"() => {{ const seen = ({WATCH})(); return {{ seen }}; }}")
        await page.keyboard.press("Enter")
        times = await page.evaluate("(watching) => watching.seen", watching)
        taken.append(Taken("browser", times["settled"], not await page.evaluate(NOT_ANSWERED)))
    return taken


def ask_through(client: Client, asked: Sequence[str]) -> list[Taken]:
    """Ask one question after another as a program."""
    taken = []
    for question in asked:
        start = time.perf_counter()
        given = client.predict(question, api_name="/ask")
        spent = 1000 * (time.perf_counter() - start)
        taken.append(Taken("program", spent, bool(given["sentences"]) or given["refused"]))
    return taken


async def load(server: ChatServer, asked: Sequence[str], windows: int, programs: int, each: int) -> Load:
    """Let all users ask at once."""
    clients = [await asyncio.to_thread(Client, server.address, verbose=False) for _ in range(programs)]
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=program(), args=QUIET) if windows else None
        pages = [await window(chromium, server.address) for _ in range(windows)] if chromium else []
        before, began = processor_seconds(server.process.pid), time.perf_counter()
        answers = await asyncio.gather(
            *(ask_in(page, share(asked, user, each)) for user, page in enumerate(pages)),
            *(
                asyncio.to_thread(ask_through, client, share(asked, user, each))
                for user, client in enumerate(clients, windows)
            ),
        )
        spent, used = time.perf_counter() - began, processor_seconds(server.process.pid) - before
        if chromium is not None:
            await chromium.close()
    return Load([one for taken in answers for one in taken], spent, used)


def processor_seconds(process: int) -> float:
    """Give what a process has used so far."""
    used = psutil.Process(process).cpu_times()
    return float(used.user + used.system)


def main() -> None:
    """Write how many were answered, medians and 95th percentiles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", nargs="?", type=Path)
    parser.add_argument("questions", nargs="?", type=Path)
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--programs", type=int, help="users that are programs; half of them unless it is said")
    parser.add_argument("--each", type=int, default=5)
    told = parser.parse_args()
    programs = told.users // 2 if told.programs is None else told.programs
    with tempfile.TemporaryDirectory() as folder:
        library, asked, paragraphs = given(told.library, told.questions, folder)
        with chat(library) as server:
            asyncio.run(load(server, asked[:1], 0, 1, 1))  # whatever is loaded at the first question
            found = asyncio.run(load(server, asked, told.users - programs, programs, told.each))
    taken = found.taken
    written: dict[str, object] = {
        "paragraphs": paragraphs,
        "users": told.users,
        "asked": len(taken),
        "answered": sum(one.answered for one in taken),
        "seconds": round(found.seconds, 1),
        "server's processor ms a question": round(1000 * found.processor / len(taken)),
        "all": summary([one.milliseconds for one in taken]),
    }
    for user in ("browser", "program"):
        if times := [one.milliseconds for one in taken if one.user == user]:
            written[user] = summary(times)
    print(json.dumps(written))  # noqa: T201 - what the command is for


if __name__ == "__main__":
    main()
