"""The organs this PC reports for (机关档案), in one file of the data folder."""

import json
from pathlib import Path

from gi_desktop.drafts.file import write_file
from gi_desktop.drafts.words import DraftError, save_failure
from gi_desktop.report.profile import Profile

_MAX_BYTES = 1_000_000
_VERSION = 1


class Profiles:
    """All profiles of a data folder, read anew at every call: another window may change them."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "organs.json"

    def all(self) -> tuple[Profile, ...]:
        """Return the profiles, the one used last first. DraftError, in words, where unreadable."""
        try:
            with self._file.open("rb") as file:
                data = json.loads(file.read(_MAX_BYTES))
            if data["version"] != _VERSION:
                raise DraftError(
                    f"机关档案“{self._file}”是更新版本的程序写的，本程序读不了。请更新程序。"
                )
            return tuple(Profile.model_validate(item) for item in data["organs"])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, RecursionError, LookupError, TypeError) as error:
            raise DraftError(
                f"机关档案“{self._file}”读不出来，没有改动它。"
                "可以把这个文件移走，程序会从新的档案开始。"
            ) from error

    def get(self, organ_id: str) -> Profile | None:
        """Return the profile of an organ; None where there is none. DraftError."""
        return next((one for one in self.all() if one.organ.id == organ_id), None)

    def keep(self, profile: Profile) -> None:
        """Add the profile, or put it in the place of the one with its id, as the first.

        DraftError where the file is unreadable, SaveError where it cannot be written: both
        leave it as it was.
        """
        others = (one for one in self.all() if one.organ.id != profile.organ.id)
        self._write((profile, *others))

    def remove(self, organ_id: str) -> None:
        """Remove the profile of an organ; reports are not touched. DraftError, SaveError."""
        self._write(tuple(one for one in self.all() if one.organ.id != organ_id))

    def _write(self, profiles: tuple[Profile, ...]) -> None:
        data = {
            "version": _VERSION,
            "organs": [one.model_dump(mode="json") for one in profiles],
        }
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_failure(self._file, error) from error
        write_file(self._file, text.encode())
