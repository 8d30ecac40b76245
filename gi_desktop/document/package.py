"""An Office file is a ZIP archive of parts; the same parts give the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part: a ZIP archive knows no earlier one."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an archive whose bytes depend on nothing else."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 0  # else the system that wrote the file shows in it
            package.writestr(info, data)
    return buffer.getvalue()
