from __future__ import annotations

import pytest

from ingest.block import Block
from ingest.boilerplate import furniture_reason, mark
from ingest.furniture import RULES

BODY = Block("The council met on Tuesday and agreed to mend the roof of the hall before the first snow of the winter.")

FURNITURE = {
    "share line": (
        "Share This Article",
        "Share this story:",
        "Share on Facebook",
        "Share this post on Facebook, X and WhatsApp",
        "Facebook | Twitter | LinkedIn",
        "Copy Link",
        "Click to share on Telegram (Opens in new window)",
        "Email this article",
    ),
    "comment prompt": (
        "Leave a Comment",
        "Leave a Reply",
        "Leave a Reply Cancel reply",
        "Your email address will not be published. Required fields are marked *",
        "Your email address will not be published.",
        "Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Notify me of follow-up comments by email.",
        "You must be logged in to post a comment.",
        "Be the first to comment!",
        "Comments are closed.",
        "Join the conversation",
    ),
    "advertisement": (
        "- Advertisement -",
        "ADVERTISEMENT",
        "— Sponsored Content —",
        "Story continues below advertisement",
    ),
    "reading time": ("3 Min Read", "12 min read", "5-minute read", "Reading time: 4 minutes", "· 3 Min Read ·"),
    "cookie notice": ("Accept All Cookies", "Reject cookies", "Manage cookies preferences"),
    "newsletter sign-up": (
        "Sign up for our newsletter",
        "Subscribe to our daily newsletter",
        "Subscribe now",
        "Get the latest news delivered straight to your inbox",
        "Enter your email address",
    ),
    "follow line": (
        "Follow us on Facebook, X and Instagram",
        "Follow us",
        "Follow @harbourpost on Twitter",
        "Find us on YouTube",
    ),
    "link to other pages": (
        "Read more: The old bridge is sold",
        "Read More",
        "Continue reading →",
        "Related Articles",
        "You might also like",
        "Recent Posts",
        "Most Popular",
        "Also read: Ten ways to bake bread",
    ),
    "copyright line": (
        "© 2024 Harbour Post. All rights reserved.",
        "Copyright © 2019-2024 Harbour Post",
        "All Rights Reserved.",
    ),
    "navigation": (
        "Home > News > Local",
        "You are here: Home » Sport",
        "About Us | Contact | Privacy Policy | Terms of Use",
        "Skip to main content",
        "Back to top",
    ),
    "site notice": ("Please enable JavaScript to view this page.",),
}

LOOK_ALIKES = (
    "The bakery's cookies won a prize.",
    "Share your findings with the committee before Friday.",
    "Share prices fell by four percent on Monday.",
    "Share this with nobody, she had told him.",
    "He shared this article with the whole class, and three pupils wrote about it.",
    "The share of renewable power rose to 40 percent.",
    "Leave a comment in the log book whenever the pump is stopped.",
    "Leave a reply card at the desk so that we know who comes.",
    "Comments are closed to the press until the hearing ends.",
    "Be the first to comment, the teacher said, and you may choose the next book.",
    "Required fields are marked with flags: beans in red, rye in blue.",
    "Advertisement spending doubled in 2023.",
    "The advertisement showed a ship.",
    "Sponsored by the city, the race began at noon.",
    "It took 3 min to read the meter.",
    "3 min read on the stopwatch, so the cake was done.",
    "We use cookies to decorate the tree, and children may eat them afterwards.",
    "This website uses cookies to remember the basket.",
    "By continuing north you reach the village of Cookies Corner.",
    "Sign up for the pottery course at the front desk by Friday.",
    "Subscribe to the journal at the library desk.",
    "Sign up sheets hang beside the door.",
    "Get the latest edition of the map before you climb.",
    "Follow us, the guide said, and keep to the left.",
    "Follow the river on its left bank to the mill.",
    "Find us a table for six.",
    "Read the manual before use.",
    "Read more than the headline before you judge.",
    "See also: section 4 on fire doors.",
    "Related articles of the treaty deal with fishing.",
    "Recent posts held by the officer include Cairo and Lima.",
    "Most popular among visitors is the map room.",
    "Copyright law of 1976 protects sculptures too.",
    "In 2024 the museum bought all rights to the song.",
    "(c) The tenant pays the deposit of 2024 in two parts.",
    "Home rule was granted in 1921.",
    "Home games are played on Saturdays.",
    "Back to top form, the team won five games.",
    "About us he said nothing.",
    "Contact the police at once.",
    "JavaScript was enabled by default in 1996.",
    "Facebook",
    "Print",
)

HEAD_LINES = (
    "News Desk",
    "Web Desk",
    "By World Desk",
    "Gazette Staff",
    "By Our Staff Reporter",
    "By Jane Doe",
    "By Jane Doe and John Q. Public",
    "By Editorial Staff | 3 March 2025 | 4 Min Read",
    "By World Desk 20 October 2025 3 Min Read",
    "Published: 20 October 2025",
    "Updated: October 20, 2025 at 9:15 AM",
    "20 October 2025",
    "This website uses cookies to give you the best experience.",
    "14 Comments",
)

HEAD_LOOK_ALIKES = (
    "Date: 2 February 2024",
    "Staff must wear helmets.",
    "The news desk closes at six.",
    "By train it takes two hours.",
    "By Friday the bridge has to be open.",
    "3 March 2025 was a Monday.",
    "Written by hand, kept in a drawer.",
    "Our staff of nine bakes at night.",
    "Price: 20 crowns",
    "Dear Ms Vang,",
)


@pytest.mark.parametrize(("reason", "line"), [(reason, line) for reason, lines in FURNITURE.items() for line in lines])
def test_a_line_of_furniture_is_named_wherever_it_stands(reason: str, line: str) -> None:
    assert furniture_reason(line) == reason


@pytest.mark.parametrize("line", LOOK_ALIKES)
def test_a_sentence_of_the_body_that_resembles_furniture_stays(line: str) -> None:
    assert [block.furniture for block in mark([Block("Title", "heading", 1), BODY, Block(line), BODY])] == [""] * 4


@pytest.mark.parametrize("line", HEAD_LINES)
def test_a_line_between_title_and_text_is_furniture_and_the_same_line_inside_the_text_is_not(line: str) -> None:
    marked = mark([Block("Title", "heading", 1), Block(line), BODY, Block(line), BODY])
    assert [bool(block.furniture) for block in marked] == [False, True, False, False, False]


@pytest.mark.parametrize("line", HEAD_LOOK_ALIKES)
def test_a_line_between_title_and_text_that_says_something_stays(line: str) -> None:
    assert not any(block.furniture for block in mark([Block("Title", "heading", 1), Block(line), BODY]))


def test_every_rule_has_a_line_that_it_takes() -> None:
    named = set(FURNITURE) | {"comment count"}
    assert {rule.reason for rule in RULES} <= named


def test_a_network_name_is_furniture_only_right_behind_other_furniture() -> None:
    marked = mark([BODY, Block("Facebook"), Block("Share This Article"), Block("Facebook"), Block("Print")])
    assert [block.furniture for block in marked] == ["", "", "share line", "share line", "share line"]


def test_a_list_of_networks_in_a_text_stays() -> None:
    blocks = [BODY, Block("Facebook", "item"), Block("Twitter", "item"), BODY]
    assert mark(blocks) == blocks


def test_rows_code_and_the_title_are_never_furniture() -> None:
    blocks = [Block("Leave a Comment", "heading", 1), Block("Share", "row"), Block("Advertisement", "code"), BODY]
    assert mark(blocks) == blocks


def test_a_long_block_is_never_furniture() -> None:
    assert furniture_reason("© 2024 " + "word " * 100 + "All rights reserved") == ""
