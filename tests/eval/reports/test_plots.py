from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from graded import recorded, refused, right, wrong

from eval.record import Bin, Calibration
from eval.reports.curves import by_tag
from eval.reports.plots import WIDTH, draw_calibration, draw_depth, draw_groups, draw_latency, draw_tradeoff

PLOTS = {
    "groups": draw_groups(by_tag(recorded(right(), wrong(), refused())), "Right answers"),
    "calibration": draw_calibration(Calibration((Bin(0.1, 0.0, 3), Bin(0.9, 1.0, 30)), 0.1)),
    "trade-off": draw_tradeoff(((0.0, 0.2), (0.5, 0.0), (1.0, 0.0)), (0.0, 0.2)),
    "latency": draw_latency([0.0, 0.0004, 0.25, 1.3], 0.1252, 1.3),
    "no time at all": draw_latency([0.0, 0.0], 0.0, 0.0),
    "depth": draw_depth([0.1 * number for number in range(1, 11)]),
}


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_says_in_words_what_it_shows_and_stays_inside_its_frame(name: str) -> None:
    root = ElementTree.fromstring(PLOTS[name])
    assert root.attrib["role"] == "img"
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert all(child.text for child in root[:2])
    across = [
        float(root_.attrib[side]) for root_ in root.iter() for side in ("x", "cx", "x1", "x2") if side in root_.attrib
    ]
    assert all(0 <= each <= WIDTH for each in across)
    assert "nan" not in PLOTS[name]


def test_latency_has_round_numbers_below_it() -> None:
    labels = re.findall(r'class="middle"[^>]*>([\d,.]+)<', PLOTS["latency"])
    assert labels == ["0", "500", "1,000", "1,500"]


def test_a_bar_is_as_long_as_its_share() -> None:
    root = ElementTree.fromstring(PLOTS["groups"])
    widths = [float(each.attrib["width"]) for each in root.iter("rect") if each.attrib["class"] == "bar"]
    assert widths == pytest.approx([WIDTH / 2, WIDTH / 2, WIDTH])


def test_a_tag_of_markup_is_text() -> None:
    ((group, figure), *_) = by_tag(recorded(right(), wrong()))
    drawing = draw_groups([(replace(group, name="<b>\x00</b>"), figure)], "Right answers")
    assert "<b>" not in drawing
    assert "\x00" not in drawing
