"""What of the downloaded packages goes into the bundle, and why the rest does not.

Of Qt only what is named is kept, with the libraries it loads; of everything else all but what is
named is kept. Patterns are those of fnmatch, where * also spans folders.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from installer.windows_files import closure, is_binary

SITE = "runtime/Lib/site-packages/"

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg")
"""Those that gi_desktop/ui imports; a test compares."""

QT = (
    *(f"PySide6/{module}.pyd" for module in QT_MODULES),
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    "PySide6/support/__init__.py",
    "PySide6/support/deprecated.py",
    "PySide6/plugins/platforms/qwindows.dll",  # the window system; the style, Fusion, is built in
    "PySide6/translations/qtbase_zh_CN.qm",
    "shiboken6/Shiboken.pyd",
    "shiboken6/__init__.py",
    "shiboken6/_config.py",
    "shiboken6/_git_shiboken_module_version.py",
)

NOT_FROM_PYTHON = {
    "python.exe": "GI.exe loads python312.dll itself",
    "pythonw.exe": "the same",
    "python.cat": "signatures for an installer of Python's own",
    "*._pth": "written anew",
    "LICENSE.txt": "lies in licences",
    "_sqlite3.pyd": "no database",
    "sqlite3.dll": "no database",
    "_ssl.pyd": "no network",
    "libssl-3.dll": "no network",
    "_hashlib.pyd": "hashlib has its own SHA-256; this one adds OpenSSL (5 MB)",
    "libcrypto-3.dll": "only _ssl and _hashlib load it",
    "_asyncio.pyd": "no event loop but Qt's",
    "_overlapped.pyd": "the same",
    "_multiprocessing.pyd": "threads, no processes",
    "_msi.pyd": "makes Windows Installer packages",
    "winsound.pyd": "no sound",
    "_wmi.pyd": "asks a Windows service for the version, for seconds where it is slow or off",
}

NOT_FROM_PACKAGES = {
    "*.pyi": "types are for developers",
    "*/py.typed": "the same",
    "*.pyx": "sources of compiled modules",
    "*.pxi": "the same",
    "*.pxd": "the same",
    "*.h": "for compilers",
    "*.lib": "the same",
    "*.c": "the same",
    "*.dist-info/*": "licences lie in licences, versions in sbom.cdx.json",
    "bin/*": "scripts for developers",
    "*__pycache__*": "of another Python",
    "charset_normalizer/*": "reportlab has it guess the encoding of XML, which we never hand it",
    "*__mypyc*": "only charset_normalizer loads it",
    "lxml/objectify*": "XML as Python objects: unused",
    "lxml/sax*": "unused",
    "lxml/isoschematron/*": "unused",
    "lxml/includes/*": "for compilers",
    "lxml/html/diff*": "unused",
    "lxml/html/_difflib*": "unused",
    "lxml/html/clean*": "unused",
    "lxml/html/*soup*": "other HTML readers: not there",
    "lxml/html/html5parser*": "the same",
    "lxml/html/_html5builder*": "the same",
    "lxml/usedoctest*": "for tests of lxml",
    "lxml/html/usedoctest*": "the same",
    "lxml/doctestcompare*": "the same",
    "lxml/cssselect*": "asks for a package that is not there",
    "PIL/_avif*": "reads and writes AVIF pictures: none are (8 MB)",
    "PIL/_webp*": "the same for WebP",
    "PIL/_imagingft*": "draws text into pictures: none is",
    "PIL/_imagingcms*": "colour management: unused",
    "PIL/_imagingtk*": "for another toolkit",
    "PIL/_imagingmath*": "unused",
    "PIL/_imagingmorph*": "unused",
    "PIL/ImageTk*": "for another toolkit",
    "PIL/_tkinter_finder*": "the same",
    "reportlab/fonts/*": "Western fonts: ours come along",
    "reportlab/graphics/barcode/*": "unused",
    "reportlab/graphics/charts/*": "unused",
    "reportlab/graphics/samples/*": "unused",
    "reportlab/graphics/widgets/*": "unused",
    "reportlab/platypus/*": "another typesetter: ours does it",
    "reportlab/license.txt": "lies in licences",
    "pypdfium2_cli/*": "a command line",
    "docx/py.typed": "types are for developers",
}


def from_python(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is kept of the embeddable CPython, by its place in the bundle."""
    return {
        f"runtime/{name}": content
        for name, content in files.items()
        if not _matches(name, NOT_FROM_PYTHON)
    }


def from_packages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is kept of the unpacked wheels, by its place in the bundle."""
    qt = {name: content for name, content in files.items() if _is_qt(name)}
    binaries = {name: content for name, content in qt.items() if is_binary(name)}
    wanted = set(QT)
    if absent := wanted - set(qt):
        raise KeyError(f"Qt for Python no longer brings {sorted(absent)}")
    wanted |= closure((name for name in QT if is_binary(name)), binaries)
    return {
        SITE + name: content
        for name, content in files.items()
        if (name in wanted if _is_qt(name) else not _matches(name, NOT_FROM_PACKAGES))
    }


def _is_qt(name: str) -> bool:
    return name.startswith(("PySide6/", "shiboken6/"))


def _matches(name: str, patterns: Mapping[str, str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
