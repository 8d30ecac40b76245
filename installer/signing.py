"""Signs programs with the command that the one who holds the certificate gives."""

import shlex
import subprocess
from pathlib import Path

from installer.pins import BuildError


def sign_file(command: str, path: Path) -> None:
    """Sign a program in place; nothing happens without a command."""
    if not command:
        return
    done = subprocess.run([*shlex.split(command), str(path)], check=False)
    if done.returncode != 0:
        raise BuildError(f"{path.name} was not signed; see above.")
