"""核对纸质件: what a code, a PDF or a DOCX has to do with a draft."""

from gi_desktop.verifying.verifier import Answer, Outcome, Verifier, looks_like_code, words

__all__ = ["Answer", "Outcome", "Verifier", "looks_like_code", "words"]
