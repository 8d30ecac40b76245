"""A preface (前言) from facts alone: basis, period, website, contact. Always editable."""

from gi_desktop.form import Edition
from gi_desktop.report.model import Organ, Period, Report
from gi_desktop.report.prose import Paragraph, Text


def compose_preface(report: Report, form: Edition) -> Text:
    """Return one paragraph of what is filled in; nothing where no fact is."""
    sentences = (_basis(report, form), _period(report), _website(report.organ), _contact(report))
    words = "".join(sentence for sentence in sentences if sentence)
    return (Paragraph.of(words),) if words else ()


def _basis(report: Report, form: Edition) -> str:
    if not form.basis or not report.organ.name:
        return ""
    return f"根据{form.basis}，编制《{report.printed_title(form)}》。"


def _period(report: Report) -> str:
    period = report.period
    if period is None:
        if report.year is None:
            return ""
        period = Period.of_year(report.year)
    start, end = period.start, period.end
    return (
        f"本报告所列数据的统计期限自{start.year}年{start.month}月{start.day}日起，"
        f"至{end.year}年{end.month}月{end.day}日止。"
    )


def _website(organ: Organ) -> str:
    return (
        f"本报告的电子版在网站（{organ.website}）上公布，可以查阅和下载。" if organ.website else ""
    )


def _contact(report: Report) -> str:
    organ = report.organ
    ways = [
        f"{name}：{text}"
        for name, text in (
            ("地址", organ.address),
            ("邮政编码", organ.postcode),
            ("电话", organ.telephone),
            ("电子邮箱", organ.email),
        )
        if text
    ]
    whom = f"{organ.name}联系" if organ.name else "我们联系"
    return f"对本报告有疑问的，请与{whom}（{'；'.join(ways)}）。" if ways else ""
