"""Signs programs with the command that the one who holds the certificate gives.

python -m installer.signing FILE     sign one file; the command is in GI_DESKTOP_SIGN

NSIS calls it so for the uninstaller, which exists by itself only while setup is built: no quoting
of the command needs to outlive NSIS and a shell.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from installer.pins import BuildError

VARIABLE = "GI_DESKTOP_SIGN"


def command_line(command: str, path: Path, system: str = os.name) -> str | list[str]:
    r"""Return what is started: the command with the file as its last word.

    Windows splits a command by itself, and there \ is no mark of quoting.
    """
    return f'{command} "{path}"' if system == "nt" else [*shlex.split(command), str(path)]


def sign_file(command: str, path: Path) -> None:
    """Sign a program in place; nothing happens without a command."""
    if not command.strip():
        return
    before = path.read_bytes()
    try:
        done = subprocess.run(command_line(command, path), check=False)
    except (OSError, ValueError) as error:
        raise BuildError(f"{path.name} was not signed: {command}: {error}") from error
    if done.returncode != 0:
        raise BuildError(f"{path.name} was not signed; see above.")
    if path.read_bytes() == before:
        raise BuildError(f"{path.name} was not signed: the command left the file as it was.")


def main(arguments: list[str]) -> int:
    """Sign the file that is named; return the exit code."""
    try:
        sign_file(os.environ[VARIABLE], Path(arguments[0]))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
