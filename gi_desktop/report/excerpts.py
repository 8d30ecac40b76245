"""Two texts, shortened so that what differs is in sight."""


def excerpts(old: str, new: str, most: int, before: int = 6) -> tuple[str, str]:
    """Return both on one line, of ``most`` characters at most.

    Where one is longer, both begin ``before`` characters before the first that differs. What
    is empty is （空）.
    """
    old, new = " ".join(old.split()), " ".join(new.split())
    differs = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    first = min(len(old), len(new)) if differs is None else differs
    start = first - before if max(len(old), len(new)) > most and first > before else 0
    return _excerpt(old, start, most), _excerpt(new, start, most)


def _excerpt(text: str, start: int, most: int) -> str:
    if not text:
        return "（空）"
    shown = text[start : start + most]
    return f"{'…' if start else ''}{shown}{'…' if start + most < len(text) else ''}"
