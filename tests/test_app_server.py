"""How the page is served: who may come in, from where, and what they can reach."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from browser import PATIENCE, ask, served, visiting
from conftest import ROOT, SEEDS
from playwright.sync_api import Browser, Page, expect
from program import run
from servers import scripted

from qa import Assistant, Settings, UsageError
from qa.app import credentials, server
from qa.app.limits import Limits

PASSWORD = "open sesame: 42"
USERS = {"ann": PASSWORD, "bob": "another"}
LEAD = "who led the US delegation?"


@pytest.fixture(scope="module")
def guarded(seeds: Assistant) -> Iterator[str]:
    with served(seeds, users=USERS) as address:
        yield address


@pytest.fixture(scope="module")
def adding(seeds: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page to which articles may be added."""
    folder = tmp_path_factory.mktemp("adding")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "one.txt").write_text("Peter Malin is the gardener of Elmford.")
    chosen = Settings(corpus=folder / "corpus", store=folder / "store", llm="none", uploads=True)
    with served(Assistant(chosen)) as address:
        yield address


# -- who may come in -------------------------------------------------------------------------------


def log_in(page: Page, user: str, password: str) -> None:
    page.get_by_label("username").fill(user)
    page.get_by_label("password").fill(password)
    page.get_by_role("button", name="Login").click()


def test_a_wrong_password_is_refused_and_the_right_one_enters(
    browser: Browser, guarded: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture
) -> None:
    with visiting(browser, guarded, ready="input[type=password]") as page:
        assert "Marco" not in page.content()
        assert "6a5a89d1b2ea5aaf" not in page.content()
        log_in(page, "ann", "sesame")
        expect(page.get_by_text("Incorrect Credentials")).to_be_visible()
        log_in(page, "ann", PASSWORD)
        expect(page.locator(".example").first).to_be_visible(timeout=PATIENCE)
        ask(page, LEAD)
        expect(page.locator("#qa-done")).to_contain_text("Marco Rubio")
        assert PASSWORD not in page.content()
    said = caplog.text + "".join(capfd.readouterr())
    assert PASSWORD not in said
    assert "Traceback" not in said


def test_programs_need_the_password_too(guarded: str) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AuthenticationError

    body = {"data": [LEAD, None]}
    for path in ("config", "gradio_api/info"):
        assert httpx.get(guarded + path).status_code == 401
    for path in ("gradio_api/call/ask", "gradio_api/call/v2/ask"):
        assert httpx.post(guarded + path, json=body).status_code == 401
    joined = {"data": [LEAD, None], "fn_index": 0, "session_hash": "a"}
    assert httpx.post(f"{guarded}gradio_api/queue/join", json=joined).status_code == 401
    assert httpx.get(f"{guarded}gradio_api/queue/data?session_hash=a").status_code == 401
    with pytest.raises((AuthenticationError, ValueError)):
        Client(guarded, verbose=False)
    with pytest.raises((AuthenticationError, ValueError)):
        Client(guarded, auth=("ann", "wrong"), verbose=False)
    client = Client(guarded, auth=("bob", "another"), verbose=False)
    assert "Marco Rubio" in client.predict(LEAD, None, api_name="/ask")["text"]


@pytest.mark.server
def test_passwords_cannot_be_tried_without_end(seeds: Assistant) -> None:
    with served(seeds, users=USERS) as address:
        tried = [
            httpx.post(f"{address}login", data={"username": "ann", "password": str(n)}).status_code
            for n in range(Limits().logins + 2)
        ]
        assert tried == [400] * Limits().logins + [429] * 2
        right = httpx.post(f"{address}login", data={"username": "ann", "password": PASSWORD})
        assert right.status_code == 429
        assert "wait a minute" in right.text
        assert httpx.get(address).status_code == 200


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ann", "line 1"),
        ("# users\n\nann:secret\nbob:", "line 4"),
        (":secret", "line 1"),
        ("", "no users"),
        ("# none\n", "no users"),
    ],
)
def test_users_that_cannot_be_read(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as raised:
        credentials.parse(text)
    assert "secret" not in str(raised.value)
    file = tmp_path / "users"
    file.write_text(text)
    done = run("serve", "--auth", str(file), QA_STORE=tmp_path / "store")
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


def test_users_are_lines_of_user_and_password() -> None:
    assert credentials.parse("# users\n\n ann:open sesame: 42 \nbob:another\n") == USERS


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    done = run("serve", "--auth", "nowhere.txt", QA_STORE=tmp_path / "store")
    assert done.returncode == 1
    assert "cannot read the users in 'nowhere.txt'" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.server
@pytest.mark.parametrize("way", ["file", "environment"])
def test_users_come_from_a_file_or_the_environment(
    way: str, tmp_path: Path, seeds: Assistant
) -> None:
    lines = "\n".join(f"{user}:{password}" for user, password in USERS.items())
    (tmp_path / "users").write_text(lines)
    environment = {
        **os.environ,
        "QA_CORPUS": str(SEEDS),
        "QA_STORE": str(seeds.settings.store),
        "QA_LLM": "none",
        "COLUMNS": "200",
        "PYTHONUNBUFFERED": "1",
        **({"QA_AUTH": lines} if way == "environment" else {}),
    }
    option = ["--auth", str(tmp_path / "users")] if way == "file" else []
    running = subprocess.Popen(
        [sys.executable, "-m", "qa", "serve", "--mcp", *option],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        line = running.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line).group()  # loopback by default
        assert httpx.get(f"{address}config").status_code == 401
        line += running.stdout.readline()
        assert line.split("\n")[1] == f"MCP tools are at {address}gradio_api/mcp/"
        assert httpx.post(f"{address}gradio_api/mcp/", json={}).status_code == 401
        wrong = {"username": "ann", "password": "wrong"}
        assert httpx.post(f"{address}login", data=wrong).status_code == 400
        with httpx.Client(base_url=address) as client:
            right = client.post("login", data={"username": "ann", "password": PASSWORD})
            assert right.json() == {"success": True}
            assert client.get("config").status_code == 200
    finally:
        running.terminate()
        said = line + running.communicate(timeout=60)[0]
    assert PASSWORD not in said
    assert "another" not in said
    assert "Traceback" not in said


# -- from where ------------------------------------------------------------------------------------


def test_only_this_machine_is_served_by_default(url: str) -> None:
    assert server.Options().host == "127.0.0.1"
    assert url.startswith("http://127.0.0.1:")
    own = {a[4][0] for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    port = httpx.URL(url).port
    for address in own - {"127.0.0.1"}:
        with closing(socket.socket()) as probe, pytest.raises(OSError, match="refused"):
            probe.connect((address, port))


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "", "127.0.0.1.nip.io"]
)
def test_what_others_can_reach_demands_users(host: str) -> None:
    with pytest.raises(UsageError, match="give users with --auth FILE"):
        server.check(server.Options(host=host))
    server.check(server.Options(host=host, users=USERS))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.9.1"])
def test_what_others_cannot_reach_does_not(host: str) -> None:
    server.check(server.Options(host=host))


def test_a_port_that_is_taken(url: str, tmp_path: Path, seeds: Assistant) -> None:
    port = httpx.URL(url).port
    store = seeds.settings.store
    done = run("serve", "--port", str(port), QA_CORPUS=SEEDS, QA_STORE=store)
    assert done.returncode == 1
    assert re.search(rf"port {port} cannot be used: try `qa serve --port \d+`", done.stderr)
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_another_site_cannot_speak_through_a_visitors_browser(url: str, guarded: str) -> None:
    own = httpx.URL(url).netloc.decode()
    for host in ("evil.example", f"evil.example:{httpx.URL(url).port}", "127.0.0.1.nip.io"):
        assert httpx.get(url, headers={"Host": host}).status_code == 421  # a name pointed here
    assert httpx.get(url, headers={"Host": f"localhost:{httpx.URL(url).port}"}).status_code == 200
    for address in (url, guarded):
        for origin in (
            "https://evil.example",
            "null",
            "http://127.0.0.1:1",
            f"https://{own}.example",
        ):
            for method, path in (
                ("POST", "gradio_api/queue/join"),
                ("POST", "gradio_api/cancel"),
                ("POST", "login"),
                ("GET", "config"),
            ):
                refused = httpx.request(method, address + path, headers={"Origin": origin})
                assert refused.status_code == 403
    assert httpx.get(f"{url}config", headers={"Origin": url.rstrip("/")}).status_code == 200


def test_a_page_of_another_site_can_neither_ask_nor_frame_it(browser: Browser, url: str) -> None:
    stranger = browser.new_page()
    with scripted.serving() as other:  # on loopback too, or the browser itself would step in
        stranger.goto(f"{other.url}/models")
        status = stranger.evaluate(
            """(url) => fetch(url + "gradio_api/call/ask", {
              method: "POST",
              headers: { "Content-Type": "application/json" },
              body: JSON.stringify({ data: ["who?", null] }),
            }).then((answer) => answer.status)""",
            url,
        )
        assert status == 403
        with stranger.expect_console_message(lambda message: "frame-ancestors" in message.text):
            stranger.set_content(f'<iframe src="{url}"></iframe>')
    stranger.close()


# -- what can be reached ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "monitoring",
        "monitoring/summary",
        "gradio_api/monitoring",
        "gradio_api/runs",
        "gradio_api/run-history/records",
        "gradio_api/openapi.json",
        "gradio_api/deep_link?session_hash=a",
        "gradio_api/dev/reload",
        "gradio_api/token",
        "gradio_api/vibe-code",
        "gradio_api/profiling/summary",
        "gradio_api/upload_progress?upload_id=a",
        "gradio_api/stream/a/b/c/playlist.m3u8",
        "gradio_api/custom_component/a/client/component/index.js",
        "gradio_api/proxy=http://127.0.0.1:1/",
        "gradio_api/mcp/",
        "docs",
        "redoc",
        "openapi.json",
        "svelte/../../../etc/passwd",
        "manifest.json",
        "pwa_icon",
    ],
)
def test_what_the_page_does_not_need_is_closed(url: str, path: str) -> None:
    refused = httpx.get(url + path)
    assert refused.status_code == 404
    assert refused.json() == {"detail": "not offered by this page"}


def test_no_file_can_be_fetched(url: str, adding: str, seeds: Assistant) -> None:
    secrets = [
        "/etc/passwd",
        str(ROOT / "pyproject.toml"),
        str(SEEDS / "001_6a5a89d1b2ea5aaf.txt"),
        str(seeds.settings.store / "chroma.sqlite3"),
        "../../../../../../../../etc/passwd",
        "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1:1/",
    ]
    routes = [
        "gradio_api/file=",
        "gradio_api/file/",
        "gradio_api//file=",
        "gradio_api/./file=",
        "file=",
        "file/",
        "static/",
        "assets/",
        "theme.css/",
        "?deep_link=",
        "config?deep_link=",
    ]
    for address in (url, adding):
        with closing(httpx.Client(follow_redirects=True)) as client:
            for secret in secrets:
                for route in routes:
                    said = client.get(address + route + secret).text
                    assert "root:" not in said
                    assert "[project]" not in said
                    assert "SQLite format" not in said
                    assert "Rubio" not in said


def test_a_path_is_not_made_simple_on_its_way(url: str) -> None:
    """What a client that does not tidy up paths sends."""
    port = httpx.URL(url).port
    for path in (
        "/static/../../../../../../etc/passwd",
        "//gradio_api/file=/etc/passwd",
        "/gradio_api/queue/../file=/etc/passwd",
        "/assets/..%2f..%2f..%2f..%2fetc/passwd",
    ):
        with closing(socket.create_connection(("127.0.0.1", port), 30)) as raw:
            raw.sendall(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
            )
            said = b"".join(iter(lambda: raw.recv(65536), b""))
        assert said.split()[1] in {b"403", b"404"}
        assert b"root:" not in said


def test_events_of_the_page_are_not_part_of_the_api(url: str) -> None:
    info = httpx.get(f"{url}gradio_api/info").json()
    assert set(info["named_endpoints"]) == {"/ask", "/search", "/read_article", "/check"}
    assert not info["unnamed_endpoints"]
    for path in ("gradio_api/run/ask", "gradio_api/api/ask", "gradio_api/run/predict"):
        body = {"data": [LEAD, None], "fn_index": 0}
        assert httpx.post(url + path, json=body).status_code == 404


def test_files_cannot_be_sent_where_none_may_be_added(url: str) -> None:
    file = {"files": ("a.txt", b"Peter Malin.")}
    for path in ("gradio_api/upload", "gradio_api/process_recording"):
        assert httpx.post(url + path, files=file).status_code == 404


def test_a_taken_port_is_told_before_anything_else_with_one_that_is_free() -> None:
    with socket.socket() as taken, socket.socket() as next_one:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with contextlib.suppress(OSError):  # taken already: as good
            next_one.bind(("127.0.0.1", port + 1))
            next_one.listen()
        with pytest.raises(UsageError, match=f"port {port} cannot be used") as told:
            server.check(server.Options(port=port))
        other = int(re.search(r"--port (\d+)", str(told.value))[1])
        assert other > port + 1
        server.check(server.Options(port=other))


def test_a_port_is_looked_at_before_what_takes_time_is_imported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = (
            "import sys; from qa.cli.commands import main\n"
            f"sys.argv[1:] = ['serve', '--port', '{taken.getsockname()[1]}']\n"
            "try: main()\n"
            "except SystemExit as end: assert end.code == 1\n"
            "print(sorted({'gradio', 'starlette', 'qa.assistant', 'chromadb'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", told], text=True, capture_output=True, check=True
        )
    assert done.stdout.strip() == "[]"


def test_headers_keep_other_sites_out(url: str) -> None:
    for path in ("", "config", "gradio_api/file=/etc/passwd"):
        headers = httpx.get(url + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*", policy)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_browser_keeps_to_this_host(page: Page) -> None:
    blocked = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective));
          const image = new Image();
          image.src = "http://elsewhere.invalid/a.png";
        })"""
    )
    assert blocked == "img-src"


# -- how much --------------------------------------------------------------------------------------


def test_a_request_may_not_be_too_large(url: str, adding: str) -> None:
    path = "gradio_api/queue/join"
    large = {"data": ["x" * Limits().body]}
    for address in (url, adding):
        assert httpx.post(address + path, json=large).status_code == 413
        unknown = httpx.post(address + path, content=iter([b"{}"]))  # a length that is not told
        assert unknown.status_code == 411
    file = {"files": ("a.txt", b"x" * 6_000_000)}
    assert httpx.post(f"{adding}gradio_api/upload", files=file).status_code == 413
