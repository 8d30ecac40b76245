"""The order of the rooms: imports point down, only the window knows Qt, start-up is light."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gi_desktop"

LEVELS = {
    # Tiny helpers of everyone: they import nothing of the program.
    "resources": -1,
    "files": -1,
    "commandline": -1,
    "form": 0,
    "report": 1,
    "checks": 2,
    "drafts": 2,
    "document": 2,
    "importing": 2,
    "documents": 3,
    "session": 3,
    "sealing": 3,
    "verifying": 3,
    "batch": 3,
    "targets": 3,
    "commands": 3,
    "cli": 3,
    "selftest": 3,
    "ui": 4,
    "__main__": 5,
}
# Imports that the levels alone would not allow: the command line works through the session, so
# do checking many reports and the self-test; the window opens late, to start without Qt.
SAME_LEVEL = {
    ("session", "documents"),
    ("cli", "commands"),
    ("cli", "targets"),
    ("commands", "targets"),
    ("cli", "selftest"),
    ("commands", "session"),
    ("commands", "batch"),
    ("commands", "sealing"),
    ("commands", "verifying"),
    ("batch", "session"),
    ("sealing", "session"),
    ("selftest", "session"),
}
LATE_UPWARD = {("cli", "ui"), ("selftest", "ui")}

# Nothing of these may be loaded by a start that opens no window and touches no document.
HEAVY = {"PySide6", "shiboken6", "docx", "reportlab", "lxml", "openpyxl", "PIL"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(module: str) -> str | None:
    """The room of a module of the program; None for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


def imports(tree: ast.Module, module: str, *, package: bool) -> Iterator[tuple[str, bool]]:
    """Each imported module, and whether that happens as soon as the module is loaded."""
    late = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        at_once = id(node) not in late
        if isinstance(node, ast.Import):
            yield from ((name.name, at_once) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = module.split(".") + ([""] if package else [])
                base = ".".join(filter(None, [*here[: -node.level], base]))
            # `from gi_desktop import form` imports a room by its name
            yield from ((f"{base}.{name.name}", at_once) for name in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield named(node.args[0]), at_once


def named(argument: ast.expr) -> str:
    """The module that import_module is asked for; of an f-string, what stands before the first {."""
    start = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    return str(start.value) if isinstance(start, ast.Constant) else "(computed)"


def offences(module: str, source: str, *, package: bool = False) -> list[str]:
    """What a module imports against the order of the rooms."""
    here = room(module)
    if here is None:
        allowed_level = -2  # the package itself imports nothing of the program
    elif here not in LEVELS:
        return [f"{module}: room without a level"]
    else:
        allowed_level = LEVELS[here]
    found = []
    for name, at_once in imports(ast.parse(source), module, package=package):
        top = name.split(".")[0]
        if top in {"PySide6", "shiboken6"} and here != "ui":
            found.append(f"{module}: imports {name}; only ui may")
        if top == "(computed)":
            found.append(f"{module}: imports by a computed name; write out its room")
        there = room(name)
        if top != "gi_desktop" or there in {None, "__version__", here}:
            continue
        edge = (here, there)
        if here is not None and (edge in SAME_LEVEL or (edge in LATE_UPWARD and not at_once)):
            continue
        if LEVELS.get(str(there), 99) >= allowed_level:
            found.append(f"{module}: imports {name}, which is not below it")
    return found


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_imports_point_down(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert offences(dotted(path), source, package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    "module,source",
    [
        ("gi_desktop.form.model", "import gi_desktop.report"),
        ("gi_desktop.form.model", "from gi_desktop import report"),
        ("gi_desktop.form.model", "from ..report import model"),
        ("gi_desktop.checks.rule", "from gi_desktop.drafts.file import load"),
        ("gi_desktop.checks.rule", "def late():\n    import gi_desktop.session"),
        ("gi_desktop.session", "import gi_desktop.cli"),
        ("gi_desktop.cli", "import gi_desktop.ui"),
        ("gi_desktop.cli", "import importlib\nimportlib.import_module('gi_desktop.ui')"),
        ("gi_desktop.form.model", "import_module(f'gi_desktop.{name}')"),
        ("gi_desktop.form.model", "import_module(f'{name}.form')"),
        ("gi_desktop.resources", "from gi_desktop.form import model"),
        ("gi_desktop.document.page", "def late():\n    from PySide6 import QtGui"),
        ("gi_desktop.newroom.thing", ""),
        ("gi_desktop", "from gi_desktop import form"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str) -> None:
    assert len(offences(module, source)) == 1


@pytest.mark.parametrize(
    "module,source",
    [
        ("gi_desktop.report.model", "from gi_desktop.form import model"),
        ("gi_desktop.report.model", "from .values import Value"),
        ("gi_desktop.form.editions", "import_module(f'gi_desktop.form.edition_{year}')"),
        ("gi_desktop.commands", "from gi_desktop.session import Session"),
        ("gi_desktop.cli", "def window():\n    from gi_desktop.ui import start"),
        ("gi_desktop.ui.window", "from PySide6 import QtWidgets\nimport gi_desktop.session"),
        ("gi_desktop.cli", "from gi_desktop import __version__"),
    ],
)
def test_a_right_import_is_allowed(module: str, source: str) -> None:
    assert offences(module, source) == []


def run_python(code: str, *arguments: str) -> str:
    """The output of a fresh Python; its error output in the message if it fails."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


BLOCKED = """
import importlib, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(name + " is blocked")

sys.meta_path.insert(0, Blocked())
for name in sys.argv[1:]:
    importlib.import_module(name)
print(len(sys.argv) - 1)
"""


def test_everything_but_the_window_works_without_qt() -> None:
    names = [dotted(path) for path in modules() if room(dotted(path)) != "ui"]
    assert {room(name) for name in names} >= {None, "form", "report"}
    assert run_python(BLOCKED, *names).strip() == str(len(names))


def test_the_block_blocks() -> None:
    with pytest.raises(AssertionError, match="PySide6 is blocked"):
        run_python(BLOCKED, "PySide6.QtCore")


LOADED = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize("module", ["gi_desktop", "gi_desktop.cli"])
def test_start_up_loads_nothing_heavy(module: str) -> None:
    loaded = set(json.loads(run_python(LOADED, module)))
    assert "gi_desktop" in loaded
    assert loaded & HEAVY == set()


def test_the_package_itself_loads_nothing_but_itself() -> None:
    loaded = set(json.loads(run_python(LOADED, "gi_desktop")))
    assert "pydantic" not in loaded
