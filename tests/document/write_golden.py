"""Write every golden document anew: ``python -m tests.document.write_golden``.

Only after a change that is meant; look at the difference before it is committed.
"""

from tests.document import test_golden, test_golden_pages

if __name__ == "__main__":
    test_golden.rewrite()
    test_golden_pages.rewrite()
