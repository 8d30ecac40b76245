"""Byte-compiles a folder in place; run by the Python whose bytecode is wanted.

    python compile_tree.py FOLDER

Each .py becomes a .pyc beside it that is loaded without a source. What the code says of its origin
is its place below the folder, so that the bytes do not depend on where it is built.
"""

import py_compile
import sys
from pathlib import Path

UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH


def main(folder: Path) -> None:
    """Compile every source below the folder."""
    for source in sorted(folder.rglob("*.py")):
        place = source.relative_to(folder).as_posix()
        py_compile.compile(
            str(source), str(source) + "c", place, doraise=True, invalidation_mode=UNCHECKED
        )
        source.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
