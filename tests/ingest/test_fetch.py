from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import zlib
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder
from typer.testing import CliRunner
from web_server import HERE, Names, Reply, WebServer, fetcher

from ingest import ingest
from ingest.commands import app
from ingest.fetch import Fetcher, Limits, checked_url, store_pages
from ingest.fetching.addresses import is_public
from ingest.fetching.connection import system_resolver
from ingest.uploads import store_upload
from rag.errors import LoadError
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = b"<html><head><title>Hours</title></head><body><p>The office is open from nine to noon.</p></body></html>"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        yield library


def gzipped(size: int) -> bytes:
    return gzip.compress(b"a" * size)


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1
    255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808
    64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fec0::1
    ff02::1 ff0e::1""".split(),
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(LoadError, match=r"is no public address; only public addresses are fetched"):
        Fetcher().fetch(f"http://{host}:8080/x")
    with pytest.raises(LoadError, match=r"name\.example is at .*, which is no public address"):
        Fetcher(resolver=Names({"name.example": [[address]]})).fetch("http://name.example/")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e"])
def test_an_address_of_the_public_internet_is_allowed(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0x7f.1", "127.1", "017700000001", "0", "[::ffff:7f00:1]"]
)
def test_a_loopback_address_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(LoadError):
        Fetcher().fetch(f"http://{host}/")


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST", "localhost.", "app.localhost", "localhost.localdomain", "printer.local", "db.internal"],
)
def test_a_name_of_this_machine_or_its_network_is_refused_before_it_is_looked_up(host: str) -> None:
    names = Names({host.lower(): [["8.8.8.8"]]})
    with pytest.raises(LoadError, match="is a name of this machine or its network"):
        Fetcher(resolver=names).fetch(f"http://{host}/")
    assert names.asked == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "begins with file://; only http:// and https:// are fetched"),
        ("ftp://example.org/a.txt", "begins with ftp://"),
        ("gopher://example.org/", "begins with gopher://"),
        ("HTTPX://example.org/", "begins with httpx://"),
        ("http://", "names no host"),
        ("http:///path", "names no host"),
        ("http://user:secret@example.org/", "holds a user name or a password"),
        ("http://example.org@127.0.0.1/", "holds a user name"),
        ("http://example.org:22/", "names port 22"),
        ("http://example.org:25/", "names port 25"),
        ("http://example.org:0/", "names port 0"),
        ("http://example.org:99999/", "names port 99999"),
        ("http://example.org:x/", "is no web address"),
        ("http://[::1/", "is no web address"),
        ("http://exa mple.org/", "is no web address"),
        ("http://example.org/" + "x" * 3000, "is longer than 2,000 characters"),
        ("http://\x00.org/", "is no web address"),
        ("http://①②⑦.⓪.⓪.①/", "is no web address"),
        ("http://xn--a.xn--b\u2024c/", "is no web address"),
    ],
)
def test_what_is_no_web_address_is_refused_in_one_line(url: str, reason: str) -> None:
    with pytest.raises(LoadError, match=reason) as raised:
        Fetcher(resolver=Names({})).fetch(url)
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_an_international_name_is_looked_up_in_its_ascii_form() -> None:
    names = Names({"xn--bcher-kva.example": [[HERE]]})
    with WebServer({"/": Reply(PAGE)}) as server:
        page = fetcher(names).fetch(server.url("/", "bücher.example"))
    assert page.data == PAGE
    assert names.asked == ["xn--bcher-kva.example"]
    assert server.asked == [(f"xn--bcher-kva.example:{server.port}", "/")]


def test_a_page_is_fetched_from_the_address_that_was_looked_at_with_its_own_host_name() -> None:
    names = Names({"site.test": [[HERE], ["10.0.0.1"]]})
    with WebServer({"/a?b=c": Reply(PAGE)}) as server:
        page = fetcher(names).fetch(server.url("/a?b=c#part"))
    assert page.data == PAGE
    assert page.name == "a.html"
    assert server.asked == [(f"site.test:{server.port}", "/a?b=c")]
    assert names.asked == ["site.test"]


def test_a_name_that_gives_another_answer_after_a_redirect_is_refused() -> None:
    names = Names({"site.test": [[HERE], ["10.0.0.1"]]})
    with WebServer({"/a": Reply(status=302, headers={"Location": "/b"}), "/b": Reply(PAGE)}) as server:
        with pytest.raises(LoadError, match=r"site\.test is at 10\.0\.0\.1, which is no public address"):
            fetcher(names).fetch(server.url("/a"))
        assert [path for _, path in server.asked] == ["/a"]


def test_one_private_address_among_a_name_s_public_ones_is_enough_to_refuse_it() -> None:
    with WebServer({"/": Reply(PAGE)}) as server, pytest.raises(LoadError, match=r"192\.168\.0\.1"):
        fetcher(Names({"site.test": [[HERE, "192.168.0.1"]]})).fetch(server.url("/"))
    assert server.asked == []


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.2/", r"127\.0\.0\.2 is no public address"),
        ("http://169.254.169.254/latest/meta-data/", r"169\.254\.169\.254 is no public address"),
        ("http://[::1]:8080/", "::1 is no public address"),
        ("//192.168.0.1/", r"192\.168\.0\.1 is no public address"),
        ("http://localhost/", "is a name of this machine"),
        ("http://inner.test/", r"inner\.test is at 10\.1\.1\.1"),
        ("file:///etc/passwd", "redirects to file:/+etc/passwd, which begins with file://"),
        ("ftp://site.test/", "which begins with ftp://"),
        ("http://user:secret@site.test/", "which holds a user name"),
        ("http://site.test:22/", "which names port 22"),
        ("http://[::1/", "redirects to what is no web address"),
        ("http://nowhere.test/", r"nowhere\.test has no address"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(location: str, reason: str) -> None:
    names = Names({"site.test": [[HERE]], "inner.test": [["10.1.1.1"]]})
    replies = {"/": Reply(status=301, headers={"Location": location})}
    with WebServer(replies) as server, pytest.raises(LoadError, match=reason) as raised:
        fetcher(names).fetch(server.url("/"))
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(("steps", "arrives"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(steps: int, arrives: bool) -> None:
    replies = {f"/{n}": Reply(status=302, headers={"Location": f"/{n + 1}"}) for n in range(steps)}
    with WebServer({**replies, f"/{steps}": Reply(PAGE)}) as server:
        if arrives:
            assert fetcher().fetch(server.url("/0")).data == PAGE
        else:
            with pytest.raises(LoadError, match="redirects more than 5 times"):
                fetcher().fetch(server.url("/0"))


def test_a_circle_of_redirects_ends() -> None:
    with (
        WebServer({"/": Reply(status=307, headers={"Location": "/"})}) as server,
        pytest.raises(LoadError, match="redirects more than 5 times"),
    ):
        fetcher().fetch(server.url("/"))


def drip(server_left: threading.Event, part: bytes) -> Iterator[bytes]:
    while not server_left.wait(0.05):
        yield part


def test_a_body_that_comes_byte_by_byte_is_cut_off_in_time() -> None:
    left = threading.Event()
    try:
        with (
            WebServer({"/": Reply(drip(left, b"x"))}) as server,
            pytest.raises(LoadError, match=r"was too slow: a page has 0\.5 seconds"),
        ):
            fetcher(seconds=0.5).fetch(server.url("/"))
    finally:
        left.set()


def test_a_server_that_says_nothing_is_given_up() -> None:
    left = threading.Event()

    def silent() -> Reply:
        left.wait(10)
        return Reply(PAGE)

    try:
        with WebServer({"/": silent}) as server, pytest.raises(LoadError, match="was too slow"):
            fetcher(seconds=0.3).fetch(server.url("/"))
    finally:
        left.set()


def test_the_time_is_counted_over_all_redirects() -> None:
    left = threading.Event()

    def slow() -> Reply:
        left.wait(0.3)
        return Reply(status=302, headers={"Location": "/"})

    with WebServer({"/": slow}) as server, pytest.raises(LoadError, match="was too slow"):
        fetcher(seconds=0.7).fetch(server.url("/"))


def test_a_resolver_that_never_answers_is_given_up() -> None:
    left = threading.Event()

    def stuck(host: str, port: int) -> list[str]:
        left.wait(10)
        return [HERE]

    try:
        with pytest.raises(LoadError, match="was too slow"):
            Fetcher(resolver=stuck, limits=Limits(seconds=0.3)).fetch("http://site.test/")
    finally:
        left.set()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"x" * 3000),
        Reply(b"x" * 3000, sends_length=False),
        Reply([b"x" * 100] * 1000),
        Reply(b"x", headers={"Content-Length": "9" * 12}),
        Reply(gzipped(2**20), headers={"Content-Encoding": "gzip"}),
        Reply(zlib.compress(b"a" * 2**20), headers={"Content-Encoding": "deflate"}),
    ],
    ids=["long", "without length", "parts", "announced", "gzip bomb", "deflate bomb"],
)
def test_a_page_beyond_the_limit_is_refused_as_too_large(reply: Reply) -> None:
    with WebServer({"/": reply}) as server, pytest.raises(LoadError, match="is larger than"):
        fetcher(size=2000).fetch(server.url("/"))


def test_a_page_that_is_packed_is_unpacked() -> None:
    with WebServer({"/": Reply(gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})}) as server:
        assert fetcher().fetch(server.url("/")).data == PAGE


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(gzip.compress(PAGE)[:-20], headers={"Content-Encoding": "gzip"}), "broke off before its end"),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "its packing cannot be undone"),
        (Reply(PAGE, headers={"Content-Encoding": "br"}), "is packed as 'br'"),
        (Reply(PAGE, headers={"Content-Encoding": "gzip, gzip"}), "is packed as 'gzip, gzip'"),
        (Reply(PAGE, headers={"Content-Length": "5000"}), "broke off"),
        (Reply(PAGE, "image/png"), "is of the type image/png, which cannot be read"),
        (Reply(PAGE, "video/mp4"), "is of the type video/mp4"),
        (Reply(PAGE, "application/x-shockwave-flash"), "is of the type application/x-shockwave-flash"),
        (Reply(PAGE, status=404), r"site\.test answered 404 Not Found"),
        (Reply(PAGE, status=500), r"site\.test answered 500"),
        (Reply(b"", status=204), r"site\.test answered 204"),
        (Reply(PAGE, status=302), r"site\.test answered 302"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, str) else "",
)
def test_a_reply_that_is_no_page_says_why(reply: Reply, reason: str) -> None:
    with WebServer({"/": reply}) as server, pytest.raises(LoadError, match=reason):
        fetcher().fetch(server.url("/"))


def test_a_server_that_speaks_no_http_and_one_that_is_not_there_are_named() -> None:
    with WebServer({}) as server:
        address = server.url("/")
    with pytest.raises(LoadError, match=r"site\.test could not be reached"):
        fetcher().fetch(address)
    with WebServer({}) as server, pytest.raises(LoadError, match=r"site\.test (could not|did not answer)"):
        fetcher().fetch(server.url("/", scheme="https"))


@pytest.mark.parametrize(
    ("path", "content_type", "disposition", "name"),
    [
        ("/report.pdf", "application/pdf", "", "report.pdf"),
        ("/report", "application/pdf", "", "report.pdf"),
        ("/report.php", "application/pdf", "", "report.php.pdf"),
        ("/", "text/html", "", "page.html"),
        ("/a/b/", "text/html", "", "b.html"),
        ("/notes.md", "text/plain", "", "notes.md"),
        ("/notes.epub", "text/plain", "", "notes.epub.txt"),
        ("/data.json", "application/octet-stream", "", "data.json"),
        ("/data", "application/octet-stream", "", "data"),
        ("/script.py", "text/x-python", "", "script.py"),
        ("/x", "TEXT/HTML; charset=utf-8", "", "x.html"),
        ("/x", "", "", "x"),
        ("/x", "application/epub+zip", 'attachment; filename="The book.epub"', "The book.epub"),
        ("/x", "text/html", "attachment; filename*=UTF-8''B%C3%BCcher.html", "Bücher.html"),
        ("/x", "text/html", "attachment; filename*=a%00'%00", "a_'_.html"),
    ],
)
def test_the_content_type_decides_the_loader_and_the_name_follows(
    path: str, content_type: str, disposition: str, name: str
) -> None:
    reply = Reply(b"content", content_type, headers={"Content-Disposition": disposition} if disposition else {})
    with WebServer({path: reply}) as server:
        assert fetcher().fetch(server.url(path)).name == name


def test_text_in_an_encoding_that_only_the_reply_names_is_kept_readable(library: Library) -> None:
    page = "<p>Погода завтра: дождь и ветер.</p>".encode("koi8-r")
    with WebServer({"/": Reply(page, "text/html; charset=koi8-r")}) as server:
        report = ingest(server.url("/"), library, fetcher=fetcher())
    assert [one.text for one in report.added[0].paragraphs] == ["Погода завтра: дождь и ветер."]


def test_a_page_is_added_then_unchanged_then_updated(library: Library) -> None:
    bodies = [PAGE, PAGE, PAGE.replace(b"noon", b"four")]
    with WebServer({"/hours": lambda: Reply(bodies.pop(0))}) as server:
        first, second, third = (ingest([server.url("/hours")], library, fetcher=fetcher()) for _ in range(3))
    assert [len(first.added), len(second.unchanged), len(third.updated)] == [1, 1, 1]
    assert len(library.documents()) == 1
    path = Path(library.documents()[0].path)
    assert path.parent == library.path / "files"
    assert path.name.startswith("site.test hours-")
    assert library.documents()[0].title == "Hours"


def test_a_document_knows_the_address_that_it_was_fetched_from(library: Library) -> None:
    with WebServer({"/hours": Reply(PAGE)}) as server:
        ingest([server.url("/hours")], library, fetcher=fetcher())
        assert library.documents()[0].url == server.url("/hours")
        assert library.find(server.url("/hours")) == library.documents()


def test_a_page_that_turns_into_no_document_leaves_the_file_of_the_version_that_answers(library: Library) -> None:
    bodies = [PAGE, b"\x89PNG\r\n\x1a\n\0", b"\x89PNG\r\n\x1a\n\1", PAGE]
    with WebServer({"/hours": lambda: Reply(bodies.pop(0))}) as server:
        reports = [ingest([server.url("/hours")], library, fetcher=fetcher()) for _ in range(4)]
        assert reports[1].failed[0].path == server.url("/hours")
    assert "its earlier version stays" in reports[1].failed[0].reason
    assert [len(report.unchanged) for report in reports] == [0, 0, 0, 1]
    assert [path.read_bytes() for path in (library.path / "files").iterdir()] == [PAGE]


def test_a_file_that_a_crash_left_in_the_place_of_the_one_that_answers_is_put_back(library: Library) -> None:
    with WebServer({"/hours": Reply(PAGE)}) as server:
        first = ingest([server.url("/hours")], library, fetcher=fetcher()).added[0]
    stored = Path(first.path)
    noise = library.path.parent / "noise"
    for number in range(2):
        noise.write_bytes(b"\x89PNG\r\n\x1a\n\0%d" % number)
        store_upload(noise, stored.name, library)  # and here the process died, twice
    assert ingest(stored, library).failed[0].path == str(stored)
    assert [path.read_bytes() for path in (library.path / "files").iterdir()] == [PAGE]


def test_a_missing_file_beside_an_address_is_an_error_before_the_address_is_asked(library: Library) -> None:
    with WebServer({"/hours": Reply(PAGE)}) as server:
        with pytest.raises(LoadError, match="no such file"):
            ingest([server.url("/hours"), library.path / "nope.txt"], library, fetcher=fetcher())
        assert server.asked == []


def test_two_addresses_with_one_name_are_two_documents(library: Library) -> None:
    with WebServer({"/a/index.html": Reply(PAGE), "/b/index.html": Reply(PAGE + b" ")}) as server:
        report = ingest([server.url("/a/index.html"), server.url("/b/index.html")], library, fetcher=fetcher())
    assert len(report.added) == 2


def test_addresses_and_files_are_ingested_together_and_each_failure_is_named(library: Library, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note of mine.", encoding="utf-8")
    with WebServer({"/good": Reply(PAGE), "/image": Reply(b"\x89PNG\r\n\x1a\n\0", "text/html")}) as server:
        named = [tmp_path / "note.txt", server.url("/good"), server.url("/gone"), server.url("/image")]
        report = ingest(named, library, fetcher=fetcher())
    assert len(report.added) == 2
    assert [failure.path for failure in report.failed] == [server.url("/gone"), server.url("/image")]
    assert "PNG image" in report.failed[1].reason
    assert len(list((library.path / "files").iterdir())) == 1


@pytest.mark.parametrize(
    ("path", "disposition"),
    [
        ("/..%2f..%2fetc%2fpasswd", ""),
        ("/x", 'attachment; filename="../../../evil.html"'),
        ("/x", 'attachment; filename="C:\\\\evil.html"'),
        ("/x", 'attachment; filename="con.html"'),
        ("/x", f'attachment; filename="{"y" * 500}.html"'),
        ("/%00%0a%e2%80%ae", ""),
    ],
)
def test_no_name_leads_out_of_the_library(library: Library, path: str, disposition: str) -> None:
    reply = Reply(PAGE, headers={"Content-Disposition": disposition} if disposition else {})
    with WebServer({path: reply}) as server:
        stored = store_pages([server.url(path)], library, fetcher())
    assert [one.parent for one in stored.paths] == [library.path / "files"]
    name = next(iter(stored.paths)).name
    assert name.endswith(".html")
    assert name.isprintable()
    assert len(name.encode()) <= 120


def test_a_password_in_an_address_is_shown_nowhere(library: Library) -> None:
    stored = store_pages(["http://user:secret@example.org/page"], library)
    assert [failure.path for failure in stored.failed] == ["http://example.org/page"]
    assert "secret" not in str(stored.failed)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://localhost/", "file:///etc/passwd", "ftp://example.org/x"]
)
def test_the_command_says_in_one_line_why_an_address_is_not_fetched(tmp_path: Path, url: str) -> None:
    result = CliRunner().invoke(app, ["--library", str(tmp_path / "library"), url])
    assert result.exit_code == 2
    assert result.output.startswith(f"{url}: ")
    assert "Traceback" not in result.output


def test_the_help_names_addresses() -> None:
    assert "https://" in CliRunner().invoke(app, ["--help"]).output


def test_the_system_s_resolver_gives_numeric_addresses() -> None:
    assert system_resolver(HERE, 80) == [HERE]


def test_an_address_over_tls_is_checked_like_any_other() -> None:
    with pytest.raises(LoadError, match="is no public address"):
        Fetcher().fetch("https://127.0.0.1:8443/")


def test_an_address_is_read_without_its_fragment() -> None:
    assert str(checked_url("HTTP://Example.ORG:80/a/../b#c")) in ("http://example.org/b", "http://example.org/a/../b")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for site.test that signs itself, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate can be made (Debian: apt-get install openssl)")
    folder = tmp_path_factory.mktemp("certificate")
    key, signed, both = folder / "key.pem", folder / "signed.pem", folder / "both.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=site.test -addext subjectAltName=DNS:site.test "
        f"-keyout {key} -out {signed}".split(),
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + signed.read_bytes())
    return both


def test_over_tls_the_certificate_is_that_of_the_name_and_not_of_the_address(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda socket, name, context: asked.append(str(name))
    names = Names({"site.test": [[HERE]], "other.test": [[HERE]]})
    with WebServer({"/": Reply(PAGE)}, context) as server:
        with pytest.raises(LoadError, match=r"site\.test could not be reached: .*certificate"):
            fetcher(names).fetch(server.url("/", scheme="https"))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetcher(names).fetch(server.url("/", scheme="https")).data == PAGE
        with pytest.raises(LoadError, match=r"other\.test could not be reached"):
            fetcher(names).fetch(server.url("/", "other.test", "https"))
    assert asked == ["site.test", "site.test", "other.test"]
