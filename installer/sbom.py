"""The list of every component with version and licence (CycloneDX 1.6), and the licence texts."""

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import Parser
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from installer.bundle import Sources
from installer.pins import ROOT, canonical, sha256, version

TEXTS = Path(__file__).with_name("licences")
FONTS = ROOT / "resources" / "fonts" / "licences"
LICENCES = "licences/"
"""Where the texts lie in the bundle."""

SPDX = {
    "annotated-types": "MIT",
    "et-xmlfile": "MIT",
    "lxml": "BSD-3-Clause",
    "openpyxl": "MIT",
    "pillow": "MIT-CMU",
    "pydantic": "MIT",
    "pydantic-core": "MIT",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-docx": "MIT",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "typing-extensions": "PSF-2.0",
    "typing-inspection": "MIT",
}
"""What each wheel in the bundle is licensed under; several say it only in a long text."""

LEFT_OUT = frozenset(("charset-normalizer",))
"""Wheels that are fetched and of which nothing goes into the bundle."""


@dataclass(frozen=True)
class Component:
    """One part of the package that others made."""

    name: str
    version: str
    licence: str
    texts: Mapping[str, bytes] = field(default_factory=dict)
    purl: str = ""
    sha256: str = ""
    """Of the archive it came in."""
    kind: str = "library"


def components(sources: Sources) -> list[Component]:
    """Every component of the bundle, the program itself left out."""
    found = [_of_wheel(wheel) for wheel in sources.wheels]
    kept = [component for component in found if component.name not in LEFT_OUT]
    return sorted([*kept, *_others(sources)], key=lambda component: component.name)


def _of_wheel(path: Path) -> Component:
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        told = Parser().parsestr(wheel.read(metadata).decode("utf-8"))
        name, number = canonical(told["Name"]), told["Version"]
        folder = metadata.rpartition("/")[0]
        texts = {
            re.sub(r"^(licenses|licences)/", "", entry.removeprefix(f"{folder}/")): wheel.read(
                entry
            )
            for entry in names
            if entry.startswith(f"{folder}/") and _is_licence(entry) and "Commercial" not in entry
        }
    if name in {"pyside6-essentials", "shiboken6"}:
        texts |= _texts("LGPL-3.0.txt", "GPL-3.0.txt")
    licence = SPDX.get(name, "NOASSERTION")
    return Component(name, number, licence, texts, f"pkg:pypi/{name}@{number}", sha256(path))


def _is_licence(entry: str) -> bool:
    return not entry.endswith("/") and bool(
        re.search(r"/(licen[cs]es/|licen[cs]e|copying|notice)", entry, re.IGNORECASE)
    )


def _texts(*names: str) -> dict[str, bytes]:
    return {name: (TEXTS / name).read_bytes() for name in names}


def _others(sources: Sources) -> list[Component]:
    """What came in no wheel of its own."""
    python = sources.python
    qt = next(w.name.split("-")[1] for w in sources.wheels if w.name.startswith("pyside6_"))
    fonts = {path.name: path.read_bytes() for path in sorted(FONTS.iterdir())}
    fandol = {name: text for name, text in fonts.items() if "fandol" in name}
    return [
        Component(
            "cpython",
            python.version,
            "PSF-2.0",
            {"LICENSE.txt": python.files["LICENSE.txt"]},
            f"pkg:generic/cpython@{python.version}",
            python.sha256,
        ),
        Component("qt", qt, "LGPL-3.0-only", _texts("LGPL-3.0.txt", "GPL-3.0.txt")),
        Component(
            "microsoft-visual-c-runtime",
            "14",
            "LicenseRef-Microsoft-Visual-Studio-Distributable-Code",
            _texts("microsoft-visual-c-runtime.txt"),
        ),
        Component("mingw-w64-runtime", "10", "ZPL-2.1", _texts("mingw-w64-runtime.txt")),
        Component(
            "fandol-fonts", "0.3", "GPL-3.0-only WITH Font-exception-2.0", fandol, kind="data"
        ),
        Component(
            "lxgw-wenkai",
            "1.250",
            "OFL-1.1",
            {"OFL-lxgw-wenkai.txt": fonts["OFL-lxgw-wenkai.txt"]},
            kind="data",
        ),
        Component(
            "noto-cjk",
            "2.001",
            "OFL-1.1",
            {"OFL-noto-cjk.txt": fonts["OFL-noto-cjk.txt"]},
            kind="data",
        ),
    ]


def licence_files(found: list[Component]) -> dict[str, bytes]:
    """All licence texts, by their place in the bundle."""
    files = {f"{LICENCES}gi-desktop/LICENSE.txt": (ROOT / "LICENSE").read_bytes()}
    for component in found:
        for name, text in component.texts.items():
            shown = name if "." in name.rpartition("/")[2] else f"{name}.txt"
            files[f"{LICENCES}{component.name}/{shown}"] = text
    return files


def cyclonedx(found: list[Component]) -> bytes:
    """The list as CycloneDX JSON; the same components give the same bytes."""
    listed = [_entry(component) for component in found]
    own = {
        "type": "application",
        "bom-ref": "gi-desktop",
        "name": "gi-desktop",
        "version": version(),
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    identity = uuid5(NAMESPACE_URL, json.dumps([own, listed], sort_keys=True))
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": {"component": own},
        "components": listed,
        "dependencies": [
            {"ref": "gi-desktop", "dependsOn": [str(entry["bom-ref"]) for entry in listed]}
        ],
    }
    return (json.dumps(bom, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(component: Component) -> dict[str, object]:
    simple = re.fullmatch(r"(?!LicenseRef)[\w.+-]+", component.licence)
    licence: dict[str, object] = (
        {"license": {"id": component.licence}} if simple else {"expression": component.licence}
    )
    entry: dict[str, object] = {
        "type": component.kind,
        "bom-ref": f"{component.name}@{component.version}",
        "name": component.name,
        "version": component.version,
        "licenses": [licence],
    }
    if component.purl:
        entry["purl"] = component.purl
    if component.sha256:
        entry["hashes"] = [{"alg": "SHA-256", "content": component.sha256}]
    return entry
