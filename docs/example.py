"""An invented report, and what stands beside it in the pictures: no such office exists."""

from pathlib import Path

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.form import Label, current_edition
from gi_desktop.report.edits import Edit, SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, OrganKind, Report, Seal, Signature
from gi_desktop.report.prose import Level, Paragraph, Text
from gi_desktop.report.sentences import compose_preface
from gi_desktop.report.values import Value, format_value, parse_value
from gi_desktop.session import Session

ORGAN = Organ(
    name="云溪市人民政府办公室",
    kind=OrganKind.GOVERNMENT_OFFICE,
    website="https://www.yunxi.example.cn",
    address="云溪市和平路1号",
    postcode="000000",
    telephone="0000-1234567",
    email="gongkai@yunxi.example.cn",
)
TOWN = Organ(name="云溪镇人民政府", kind=OrganKind.TOWNSHIP)
_NUMBERS = {
    "disclosure.normative.issued": "4",
    "disclosure.normative.repealed": "2",
    "disclosure.normative.in_force": "31",
    "disclosure.fees.amount": "0",
    "applications.received.natural": "42",
    "applications.received.business": "3",
    "applications.carried_in.natural": "2",
    "applications.granted.natural": "19",
    "applications.granted.business": "2",
    "applications.partial.natural": "3",
    "applications.refused_state_secret.natural": "1",
    "applications.refused_internal.natural": "3",
    "applications.refused_query.natural": "1",
    "applications.unavailable_not_held.natural": "14",
    "applications.unavailable_not_held.business": "1",
    "applications.rejected_repeat.natural": "1",
    "applications.carried_out.natural": "3",
    "review.reconsideration.upheld": "1",
}
"""One too many among the results in the first column, and something to verify and a hint
beside, so that the pictures show findings of every weight."""
_LAST_NUMBERS = {
    "disclosure.normative.in_force": "29",
    "applications.received.natural": "37",
    "applications.received.business": "0",
    "applications.granted.natural": "25",
    "applications.unavailable_not_held.natural": "8",
    "applications.carried_out.natural": "2",
}
"""Where last year's report said something else."""
_MANY = (
    *("教育局", "公安局", "民政局", "司法局", "财政局", "自然资源局", "水利局", "商务局"),
    *("卫生健康局", "审计局", "统计局", "林业局"),
)
"""Offices of many reports; nothing is there of the last two."""


def _text(*paragraphs: tuple[Level, str]) -> Text:
    return tuple(Paragraph.of(text, level) for level, text in paragraphs)


_TEXTS = {
    "overview": _text(
        (0, "本年，云溪市人民政府办公室按照条例的要求公开政府信息，办理公开申请。"),
        (2, "（一）主动公开"),
        (0, "通过政府网站公开信息 268 条，其中行政规范性文件 4 件，都同时发布了解读材料。"),
        (2, "（二）依申请公开"),
        (0, "新收到申请 45 件，上年结转 2 件；办结 44 件，结转下年度 3 件，没有超期答复。"),
        (2, "（三）政府信息管理"),
        (0, "文件起草时确定公开属性，废止、失效的文件在目录中标明。"),
        (2, "（四）政府信息公开平台建设"),
        (0, "公开专栏按主题重新编排，可以按年份和文号查找文件。"),
        (2, "（五）监督保障"),
        (0, "办公室主任负责公开工作，专职人员 2 名，全年培训 3 次。"),
    ),
    "problems": _text(
        (0, "存在的问题：部分文件的解读只有文字，图表少；个别申请补正后答复偏慢。"),
        (0, "改进情况：从下半年起，涉及群众办事的文件一律配图解读；补正后的申请单独登记期限。"),
    ),
    "other_matters": _text((0, "本年没有其他需要报告的事项。")),
}


LAST_PROBLEMS = _text(
    (0, "存在的问题：2024年办结的36件申请里，有2件补正后答复偏慢。"),
    (0, "改进情况：补正后的申请单独登记期限，到期前3天提醒。"),
)


def edits() -> list[Edit]:
    """Return the edits that fill in the report."""
    form = current_edition()
    cells: dict[str, Value] = {
        spec.address: parse_value(_NUMBERS.get(spec.address, "0"), spec.kind)
        for spec in form.inputs
    }
    fields = {
        "organ": ORGAN,
        "year": 2025,
        "signature": Signature(name=ORGAN.name, date="2026年1月16日", seal=Seal.SEALED),
    }
    texts = [SetText("示例", name, text) for name, text in _TEXTS.items()]
    return [SetFields("示例", fields), SetCells("示例", cells), *texts]


def fill(session: Session) -> None:
    """Fill in the report of a session."""
    for edit in edits():
        session.apply(edit)
    preface = compose_preface(session.report, session.form)
    session.apply(SetText("示例", session.form.preface, preface))


def last_year(report: Report) -> Report:
    """Return an invented report of the year before."""
    form = current_edition()
    cells = {
        **report.cells,
        **{cell: parse_value(text, form.kind(cell)) for cell, text in _LAST_NUMBERS.items()},
    }
    texts = {**report.texts, "problems": LAST_PROBLEMS}
    return report.replace(year=2024, cells=cells, texts=texts)


def export_text(session: Session) -> str:
    """Return the tables as an extraction might have them: a row lost, and one number."""
    form, sheet = session.form, session.sheet
    lines = [f"{ORGAN.name}2025年政府信息公开工作年度报告"]
    for section in form.sections:
        lines.append(section.heading)
        if not section.table:
            continue
        table = form.table(section.table)
        for row in range(table.shape[0]):
            cells = [place for place in table.grid if place.row == row]
            texts = [
                place.content.text
                if isinstance(place.content, Label)
                else format_value(sheet.value(place.content.address))
                for place in cells
            ]
            if "行政许可" in texts:
                continue
            if "（一）予以公开" in texts:
                del texts[-2]
            lines.append("\t".join(texts))
    return "\n".join(lines)


def drafts_of_many(folder: Path) -> tuple[str, ...]:
    """Write the drafts of several offices into a folder; return the list of units."""
    session = Session.new(year=2025)
    fill(session)
    faulty = session.report
    balanced = {"applications.unavailable_not_held.natural": 13}
    sound = SetCells("示例", balanced).apply(faulty)
    folder.mkdir()
    for number, name in enumerate(_MANY[:-2]):
        organ = Organ(name=f"云溪市{name}")
        report = (faulty if number % 4 == 1 else sound).replace(organ=organ)
        write_draft(folder / f"{organ.name}.xxgk", Draft(report), session.form)
    twice = sound.replace(organ=Organ(name=f"云溪市{_MANY[0]}"))
    write_draft(folder / "教育局改后.xxgk", Draft(twice), session.form)
    (folder / "云溪市档案馆.xxgk").write_bytes(b"")
    return tuple(f"云溪市{name}" for name in _MANY)
