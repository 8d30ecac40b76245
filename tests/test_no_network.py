"""The program never talks to a network: no module of it can, and no scenario opens a socket.

Python tells an audit hook of every socket, whoever opens it. The hook cannot be taken away again, so
the scenarios run in a process of their own.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import trimming

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gi_desktop"

FORBIDDEN = {
    "socket",
    "socketserver",
    "ssl",
    "http.client",
    "http.server",
    "urllib.request",
    "ftplib",
    "smtplib",
    "poplib",
    "imaplib",
    "telnetlib",
    "xmlrpc",
    "asyncio",
    "webbrowser",
    "requests",
    "httpx",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebSockets",
}

SCENARIOS = r"""
import json, sys
from pathlib import Path

seen = []

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        seen.append([event, repr(arguments)])

sys.addaudithook(watch)
folder = Path(sys.argv[1])

from gi_desktop import cli, selftest

names = ("docx", "pdf", "html", "xlsx", "json")
draft = folder / "a.xxgk"
selftest.sample().save(draft)
words = [word for kind in names for word in (f"--{kind}", str(folder / f"a.{kind}"))]
assert cli.main(["export", str(draft), *words]) == 0
cli.main(["check", str(draft), "--previous", str(draft), "--json"])
for kind in names:
    code = cli.main(["import", str(folder / f"a.{kind}"), "-o", str(folder / f"{kind}.xxgk")])
    assert code == 0, kind
# A page and an XML document that ask for things from elsewhere.
for source in folder.glob("remote*"):
    cli.main(["import", str(source), "-o", str(folder / "remote.xxgk")])

# The window: started, a draft opened, every step shown, everything exported, closed.
from gi_desktop.drafts import Store
from gi_desktop.ui.app import make_application
from gi_desktop.ui.window import Window

app = make_application()
store = Store(folder / "data")
window = Window(store)
window.show()
window.desk.open(draft)
for number in range(len(window.steps)):
    window.go(number)
    app.processEvents()
window.deleteLater()
app.processEvents()
store.close()
assert selftest.main(["--quiet"]) == 0
print(json.dumps({"seen": seen, "qt": sorted(n for n in sys.modules if "QtNetwork" in n)}))
"""

REMOTE_PAGE = """<!DOCTYPE html>
<html><head><title>年度报告</title>
<link rel="stylesheet" href="http://192.0.2.1/style.css"><script src="http://192.0.2.1/a.js"></script>
<base href="http://192.0.2.1/"></head>
<body><img src="http://192.0.2.1/picture.png"><iframe src="http://192.0.2.1/frame"></iframe>
<p>2025年政府信息公开工作年度报告</p></body></html>
"""
REMOTE_ENTITY = """<?xml version="1.0"?>
<!DOCTYPE html SYSTEM "http://192.0.2.1/dtd" [<!ENTITY far SYSTEM "http://192.0.2.1/text">]>
<html><body><p>&far;</p></body></html>
"""


def imported(tree: ast.Module) -> set[str]:
    """Every module, and every name of one, that a source imports, early or late."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return names


def test_no_module_can_talk_to_a_network() -> None:
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        names = imported(ast.parse(source))
        assert not (names | {name.split(".")[0] for name in names}) & FORBIDDEN, path
        # The system opens files and folders that were exported, and nothing else.
        assert source.count("openUrl(") == source.count("openUrl(QUrl.fromLocalFile("), path
        assert "setOpenExternalLinks" not in source, path


@pytest.mark.parametrize(
    "line", ["import socket", "from urllib import request", "import http.client"]
)
def test_such_a_module_would_be_found(line: str) -> None:
    assert imported(ast.parse(f"def late():\n    {line}")) & FORBIDDEN


def test_the_package_holds_nothing_to_talk_to_a_network_with() -> None:
    assert "QtNetwork" not in trimming.QT_MODULES
    assert {"_ssl.pyd", "libssl-3.dll"} <= set(trimming.NOT_FROM_PYTHON)


def scenarios(folder: Path, code: str = SCENARIOS) -> dict[str, list[object]]:
    """What a process of its own saw while it went through the scenarios."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"GI_DESKTOP_DATA": str(folder / "data"), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[object]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_no_scenario_opens_a_socket(tmp_path: Path) -> None:
    (tmp_path / "remote.html").write_text(REMOTE_PAGE, encoding="utf-8")
    (tmp_path / "remote2.html").write_text(REMOTE_ENTITY, encoding="utf-8")
    assert scenarios(tmp_path) == {"seen": [], "qt": []}


def test_a_socket_would_be_seen(tmp_path: Path) -> None:
    code = SCENARIOS.replace("print(json", "import socket; socket.socket().close()\nprint(json")
    assert scenarios(tmp_path, code)["seen"] != []
