"""A certificate made for one trial, and a command that signs by it: to try signing without a real one.

Needs openssl and osslsigncode, and no package but Python's own.
"""

import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SIGN = """\
#!/bin/sh
# Signs as sign.sh in README.md does, without a time stamp; keeps a copy of what it signed.
set -e
cd {folder}
osslsigncode sign -certs root.pem -key key.pem -h sha256 -n 政府信息公开年报 \\
    -in "$1" -out "$1.signed" >/dev/null
mv "$1.signed" "$1"
number=$(($(wc -l < signed.txt) + 1))
cp "$1" "$number.exe"
printf '%s\\n' "$1" >> signed.txt
"""


@dataclass(frozen=True)
class ThrowAway:
    """The folder of a certificate that nobody trusts."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "ThrowAway":
        """Make the folder with key, certificate and the script that signs."""
        folder.mkdir(parents=True)
        key = ["-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "root.pem"]
        who = ["-subj", "/CN=gi-desktop trial", "-addext", "extendedKeyUsage=codeSigning"]
        command = ["openssl", "req", "-x509", "-sha256", "-days", "2", *key, *who]
        subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=60)
        (folder / "signed.txt").touch()
        script = _SIGN.format(folder=shlex.quote(str(folder)))
        (folder / "sign.sh").write_text(script, encoding="utf-8")
        return cls(folder)

    @property
    def root(self) -> Path:
        """The certificate to verify by."""
        return self.folder / "root.pem"

    @property
    def command(self) -> str:
        """What is given to ``--sign``."""
        return f"sh {shlex.quote(str(self.folder / 'sign.sh'))}"

    def signed(self) -> list[Path]:
        """What was signed, in order: the file, or a copy of one that is no longer there."""
        lines = (self.folder / "signed.txt").read_text(encoding="utf-8").splitlines()
        found = []
        for number, line in enumerate(lines, 1):
            path = Path(line)
            found.append(path if path.exists() else self.folder / f"{number}.exe")
        return found


def signed_by(root: Path, program: Path) -> bool:
    """Whether the program is as it was signed, by a certificate that goes back to the root."""
    command = ["osslsigncode", "verify", "-CAfile", str(root), "-in", str(program)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    return done.returncode == 0
