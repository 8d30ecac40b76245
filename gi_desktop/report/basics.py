"""What a report must say of itself before it can be 定稿 (基本信息)."""

from gi_desktop.report.model import Report, Seal


def basics_lack(report: Report, preface: str) -> tuple[str, ...]:
    """Return what a reader must learn and is not filled in: whose report, which year, whom to ask.

    The kind of organ is no part of it: it is not printed, and may be left open.
    """
    organ, signature = report.organ, report.signature
    ways = (organ.website, organ.address, organ.telephone, organ.email)
    introduced = bool(report.text(preface)) or any(way.strip() for way in ways)
    signed = signature.seal is not Seal.NONE
    lacking = (
        (not organ.name.strip(), "机关名称"),
        (report.year is None, "报告年度"),
        (not introduced, "联系方式或者前言"),
        (signed and not signature.name.strip(), "落款名称"),
        (signed and not signature.date.strip(), "落款日期"),
    )
    return tuple(name for lacks, name in lacking if lacks)
