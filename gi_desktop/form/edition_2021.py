"""The edition in force: 国办公开办函〔2021〕30号, 中华人民共和国政府信息公开工作年度报告格式.

Help on parts, rows and columns stands in ``help_2021.py``.
"""

from collections.abc import Iterable

from gi_desktop.form import help_2021
from gi_desktop.form.edition import Edition
from gi_desktop.form.meaning_2021 import (
    MATTER_TOPICS,
    MEANING,
    OVERVIEW_TOPICS,
    PROBLEM_TOPICS,
)
from gi_desktop.form.model import (
    Balance,
    Column,
    Field,
    Kind,
    Label,
    LabelRole,
    OutdatedBlock,
    OutdatedForm,
    OutdatedRows,
    Row,
    Section,
    Span,
    Table,
    Term,
    Total,
    address,
    lay_out,
)

_CAPTION, _HEADER, _ROW, _GROUP, _NOTE = (
    LabelRole.CAPTION,
    LabelRole.HEADER,
    LabelRole.ROW,
    LabelRole.GROUP,
    LabelRole.NOTE,
)


def _label(text: str, role: LabelRole, rows: int = 1, columns: int = 1, lines: str = "") -> Span:
    return Span(Label(text, role, tuple(lines.split("/")) if lines else ()), rows, columns)


def _field(table: str, row: str, column: str, columns: int = 1) -> Span:
    return Span(Field(address(table, row, column)), 1, columns)


# Table two ----------------------------------------------------------------------------------

_DISCLOSURE_ROWS = tuple(
    Row(row_id, label, label, help_2021.DISCLOSURE[row_id], spellings=spellings)
    for row_id, label, spellings in (
        ("rules", "规章", ()),
        ("normative", "行政规范性文件", ("规范性文件",)),
        ("licences", "行政许可", ()),
        ("penalties", "行政处罚", ()),
        ("coercion", "行政强制", ()),
        ("fees", "行政事业性收费", ()),
    )
)

_DISCLOSURE_COLUMNS = (
    Column(
        "issued",
        "本年制发件数",
        spellings=("本年制作件数",),
        help=help_2021.COLUMNS["issued"],
    ),
    Column("repealed", "本年废止件数", help=help_2021.COLUMNS["repealed"]),
    Column("in_force", "现行有效件数", help=help_2021.COLUMNS["in_force"]),
    Column(
        "decisions",
        "本年处理决定数量",
        spellings=("处理决定数量", "处理决定数量（{year}年办件量）"),
    ),
    Column(
        "amount",
        "本年收费金额（单位：万元）",
        spellings=("本年收费金额（单位：万元，保留4位小数）", "本年收费金额"),
    ),
)


def _block(item: str, column: Column, *rows: Row) -> list[list[Span]]:
    """A caption, a header and rows with one wide cell each."""
    return [
        [_label(f"第二十条第（{item}）项", _CAPTION, columns=4)],
        [_label("信息内容", _HEADER), _label(column.label, _HEADER, columns=3)],
        *(
            [
                _label(row.label, _ROW),
                _field("disclosure", row.id, column.id, columns=3),
            ]
            for row in rows
        ),
    ]


def _disclosure() -> Table:
    rules, normative, licences, penalties, coercion, fees = _DISCLOSURE_ROWS
    documents, decisions, amount = (
        _DISCLOSURE_COLUMNS[:3],
        _DISCLOSURE_COLUMNS[3],
        _DISCLOSURE_COLUMNS[4],
    )
    lines = [
        [_label("第二十条第（一）项", _CAPTION, columns=4)],
        [_label("信息内容", _HEADER), *(_label(c.label, _HEADER) for c in documents)],
        *(
            [
                _label(r.label, _ROW),
                *(_field("disclosure", r.id, c.id) for c in documents),
            ]
            for r in (rules, normative)
        ),
        *_block("五", decisions, licences),
        *_block("六", decisions, penalties, coercion),
        *_block("八", amount, fees),
    ]
    return Table(
        id="disclosure",
        number="表二",
        unit="件（行政事业性收费为万元）",
        rows=_DISCLOSURE_ROWS,
        columns=_DISCLOSURE_COLUMNS,
        grid=lay_out(lines, 4),
        widths=(2435, 2435, 2435, 2435),
        kinds=(("fees", Kind.AMOUNT),),
    )


# Table three --------------------------------------------------------------------------------

_RESULTS = "三、本年度办理结果"
_REFUSED = (_RESULTS, "（三）不予公开")
_UNAVAILABLE = (_RESULTS, "（四）无法提供")
_REJECTED = (_RESULTS, "（五）不予处理")
_OTHER = (_RESULTS, "（六）其他处理")


def _result(row_id: str, group: tuple[str, ...], label: str, name: str = "") -> Row:
    """A row below a group; sentences call it by the group's numeral and its own label."""
    numeral = group[-1][:3] if len(group) > 1 else ""
    return Row(row_id, label, name or numeral + label, help_2021.APPLICATIONS[row_id], group)


_APPLICATION_ROWS = (
    Row(
        "received",
        "一、本年新收政府信息公开申请数量",
        "一、本年新收",
        help_2021.APPLICATIONS["received"],
    ),
    Row(
        "carried_in",
        "二、上年结转政府信息公开申请数量",
        "二、上年结转",
        help_2021.APPLICATIONS["carried_in"],
    ),
    _result("granted", (_RESULTS,), "（一）予以公开"),
    _result(
        "partial",
        (_RESULTS,),
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（二）部分公开",
    ),
    _result("refused_state_secret", _REFUSED, "1.属于国家秘密"),
    _result("refused_other_law", _REFUSED, "2.其他法律行政法规禁止公开"),
    _result("refused_security", _REFUSED, "3.危及“三安全一稳定”"),
    _result("refused_third_party", _REFUSED, "4.保护第三方合法权益"),
    _result("refused_internal", _REFUSED, "5.属于三类内部事务信息"),
    _result("refused_process", _REFUSED, "6.属于四类过程性信息"),
    _result("refused_enforcement_file", _REFUSED, "7.属于行政执法案卷"),
    _result("refused_query", _REFUSED, "8.属于行政查询事项"),
    _result("unavailable_not_held", _UNAVAILABLE, "1.本机关不掌握相关政府信息"),
    _result("unavailable_needs_creation", _UNAVAILABLE, "2.没有现成信息需要另行制作"),
    _result("unavailable_unclear", _UNAVAILABLE, "3.补正后申请内容仍不明确"),
    _result("rejected_petition", _REJECTED, "1.信访举报投诉类申请"),
    _result("rejected_repeat", _REJECTED, "2.重复申请"),
    _result("rejected_publication", _REJECTED, "3.要求提供公开出版物"),
    _result("rejected_excessive", _REJECTED, "4.无正当理由大量反复申请"),
    _result("rejected_confirmation", _REJECTED, "5.要求行政机关确认或重新出具已获取信息"),
    _result(
        "other_no_correction",
        _OTHER,
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "（六）1.逾期不补正",
    ),
    _result(
        "other_no_payment",
        _OTHER,
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "（六）2.逾期未缴费",
    ),
    Row(
        "other_other",
        "3.其他",
        "（六）3.其他",
        help_2021.APPLICATIONS["other_other"],
        _OTHER,
        # The trial form of 2019, and reports still made after it, print the group as one row.
        spellings=("3.其它", *_OTHER[-1:]),
    ),
    Row(
        "total",
        "（七）总计",
        "（七）总计",
        help_2021.APPLICATIONS["total"],
        (_RESULTS,),
        spellings=("（七）合计",),
    ),
    Row(
        "carried_out",
        "四、结转下年度继续办理",
        "四、结转下年度",
        help_2021.APPLICATIONS["carried_out"],
    ),
)

_LEGAL_PERSONS = ("法人或其他组织",)
_APPLICATION_COLUMNS = (
    Column("natural", "自然人", help=help_2021.COLUMNS["natural"]),
    *(
        Column(column_id, label, _LEGAL_PERSONS, spellings, help_2021.COLUMNS[column_id])
        for column_id, label, spellings in (
            ("business", "商业企业", ()),
            ("research", "科研机构", ()),
            ("public_interest", "社会公益组织", ()),
            ("legal_service", "法律服务机构", ()),
            ("other", "其他", ("其它",)),
        )
    ),
    Column("total", "总计", spellings=("合计",), help=help_2021.COLUMNS["total"]),
)
_NOTE_TEXT = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_LABEL_LINES = {
    _RESULTS: "三、/本年度/办理/结果",
    "（三）不予公开": "（三）/不予公开",
    "（四）无法提供": "（四）/无法提供",
    "（五）不予处理": "（五）/不予处理",
    "（六）其他处理": "（六）/其他处理",
    "商业企业": "商业/企业",
    "科研机构": "科研/机构",
    "社会公益组织": "社会公益/组织",
    "法律服务机构": "法律服务/机构",
}


def _application_header() -> list[list[Span]]:
    natural, *legal, total = _APPLICATION_COLUMNS
    return [
        [_label(_NOTE_TEXT, _NOTE, 3, 3), _label("申请人情况", _HEADER, columns=7)],
        [
            _label(natural.label, _HEADER, rows=2),
            _label(_LEGAL_PERSONS[0], _HEADER, columns=5),
            _label(total.label, _HEADER, rows=2),
        ],
        [_label(c.label, _HEADER, lines=_LABEL_LINES.get(c.label, "")) for c in legal],
    ]


def _application_body() -> Iterable[list[Span]]:
    """One line a row; a group's label stands in the first line of its group."""
    begun: set[str] = set()
    for row in _APPLICATION_ROWS:
        line = []
        for group in row.group:
            if group not in begun:
                begun.add(group)
                size = sum(group in other.group for other in _APPLICATION_ROWS)
                line.append(_label(group, _GROUP, size, lines=_LABEL_LINES[group]))
        line.append(_label(row.label, _ROW, columns=3 - len(row.group)))
        line.extend(_field("applications", row.id, c.id) for c in _APPLICATION_COLUMNS)
        yield line


def _application_totals() -> Iterable[Total]:
    """（七） is the sum of its column, 总计 of its row; where they meet, the row derives."""
    *parts, whole = (column.id for column in _APPLICATION_COLUMNS)
    counted = [row.id for row in _APPLICATION_ROWS if row.group and row.id != "total"]

    def row_total(row: Row) -> Total:
        return Total(
            "row_total",
            address("applications", row.id, whole),
            tuple(address("applications", row.id, part) for part in parts),
            f"表三“{row.name}”行",
            "各类申请人合计",
            "总计",
        )

    def column_total(column: Column) -> Total:
        return Total(
            "column_total",
            address("applications", "total", column.id),
            tuple(address("applications", row, column.id) for row in counted),
            f"表三“{column.label}”列",
            "（一）至（六）合计",
            "（七）",
            derives=column.id != whole,
        )

    rows = {row.id: row for row in _APPLICATION_ROWS}
    sum_row = rows.pop("total")
    yield from map(row_total, rows.values())
    yield from map(column_total, _APPLICATION_COLUMNS[:-1])
    yield row_total(sum_row)
    yield column_total(_APPLICATION_COLUMNS[-1])


def _application_balances() -> Iterable[Balance]:
    for column in _APPLICATION_COLUMNS:
        term = {
            row: address("applications", row, column.id)
            for row in ("received", "carried_in", "total", "carried_out")
        }
        yield Balance(
            "balance",
            f"表三“{column.label}”列",
            (Term(term["received"], "第一项"), Term(term["carried_in"], "第二项")),
            (Term(term["total"], "第三项"), Term(term["carried_out"], "第四项")),
        )


def _applications() -> Table:
    return Table(
        id="applications",
        number="表三",
        unit="件",
        rows=_APPLICATION_ROWS,
        columns=_APPLICATION_COLUMNS,
        grid=lay_out([*_application_header(), *_application_body()], 10),
        widths=(754, 921, 3271, 685, 685, 685, 685, 685, 685, 685),
        header_rows=3,
        totals=tuple(_application_totals()),
        balances=tuple(_application_balances()),
    )


# Table four ---------------------------------------------------------------------------------

_LITIGATION = ("行政诉讼",)
_REVIEW_ROWS = tuple(
    Row(row_id, label, label, help_2021.REVIEW[row_id], group)
    for row_id, label, group in (
        ("reconsideration", "行政复议", ()),
        ("litigation_direct", "未经复议直接起诉", _LITIGATION),
        ("litigation_after_review", "复议后起诉", _LITIGATION),
    )
)
_REVIEW_COLUMNS = (
    *(
        Column(column_id, label, help=help_2021.RESULTS[column_id])
        for column_id, label in (
            ("upheld", "结果维持"),
            ("corrected", "结果纠正"),
            ("other", "其他结果"),
            ("pending", "尚未审结"),
        )
    ),
    Column("total", "总计", spellings=("合计",), help=help_2021.RESULTS["total"]),
)


def _review() -> Table:
    def heads(rows: int = 1) -> list[Span]:
        return [
            _label(
                c.label,
                _HEADER,
                rows,
                lines=f"{c.label[:-2]}/{c.label[-2:]}".strip("/"),
            )
            for c in _REVIEW_COLUMNS
        ]

    first, direct, after = _REVIEW_ROWS
    lines = [
        [
            _label(first.label, _HEADER, columns=5),
            _label(_LITIGATION[0], _HEADER, columns=10),
        ],
        [
            *heads(rows=2),
            _label(direct.label, _HEADER, columns=5),
            _label(after.label, _HEADER, columns=5),
        ],
        [*heads(), *heads()],
        [_field("review", row.id, column.id) for row in _REVIEW_ROWS for column in _REVIEW_COLUMNS],
    ]
    *parts, whole = (column.id for column in _REVIEW_COLUMNS)
    return Table(
        id="review",
        number="表四",
        unit="件",
        rows=_REVIEW_ROWS,
        columns=_REVIEW_COLUMNS,
        grid=lay_out(lines, 15),
        widths=(1,) * 15,
        header_rows=3,
        totals=tuple(
            Total(
                "review_total",
                address("review", row.id, whole),
                tuple(address("review", row.id, part) for part in parts),
                f"表四“{row.name}”",
                "四种结果合计",
                "总计",
            )
            for row in _REVIEW_ROWS
        ),
    )


# The form -----------------------------------------------------------------------------------

_SECTIONS = (
    Section(
        "overview",
        "一、总体情况",
        "一、总体情况",
        text="overview",
        hint="（文字描述）",
        help=help_2021.SECTIONS["overview"],
        topics=OVERVIEW_TOPICS,
        usual_length=1000,
        spellings=("一、概述", "一、基本情况", "一、总体情况概述"),
    ),
    Section(
        "disclosure",
        "二、主动公开政府信息情况",
        "二、主动公开政府信息情况",
        table="disclosure",
        help=help_2021.SECTIONS["disclosure"],
        spellings=("二、主动公开情况", "二、主动公开政府信息的情况"),
    ),
    Section(
        "applications",
        "三、收到和处理政府信息公开申请情况",
        "三、收到和处理申请情况",
        table="applications",
        help=help_2021.SECTIONS["applications"],
        spellings=("三、依申请公开情况", "三、收到和处理政府信息公开申请的情况"),
    ),
    Section(
        "review",
        "四、政府信息公开行政复议、行政诉讼情况",
        "四、行政复议、行政诉讼情况",
        table="review",
        help=help_2021.SECTIONS["review"],
        spellings=(
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "四、政府信息公开行政复议及行政诉讼情况",
            "四、行政复议、行政诉讼情况",
        ),
    ),
    Section(
        "problems",
        "五、存在的主要问题及改进情况",
        "五、存在的主要问题及改进情况",
        text="problems",
        hint="（文字描述）",
        help=help_2021.SECTIONS["problems"],
        empty_words=("无", "暂无", "没有"),
        topics=PROBLEM_TOPICS,
        spellings=(
            "五、政府信息公开工作存在的主要问题及改进情况",
            "五、存在问题及下一步工作",
            "五、存在问题及改进情况",
            "五、存在的主要问题及改进举措",
            "五、存在的主要问题及改进措施",
        ),
    ),
    Section(
        "other_matters",
        "六、其他需要报告的事项",
        "六、其他需要报告的事项",
        text="other_matters",
        hint="（文字描述，收取信息处理费情况在此处报告。）",
        help=help_2021.SECTIONS["other_matters"],
        topics=MATTER_TOPICS,
        spellings=("六、其他需要报告事项", "六、其他需报告的事项"),
    ),
)

# What the trial form counted as published in all (对外公开总数量) is not what is in force
# (现行有效件数), and its items (项目数量) are no decisions: neither is taken over.
_TRIAL_ITEMS = (("上一年项目数量", ""), ("本年增/减", ""))
_TRIAL_2019 = OutdatedForm(
    "2019 年试行格式（国办公开办函〔2019〕60号）",
    (
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "上一年项目数量",
        "本年增/减",
        "其他对外管理服务事项",
        "第二十条第（九）项",
        "政府集中采购",
        "采购总金额",
    ),
    (
        OutdatedRows(
            "applications",
            23,
            ("other_no_correction", "other_no_payment", "other_other"),
            _OTHER[-1],
        ),
    ),
    (
        OutdatedBlock(
            "disclosure",
            ("rules", "normative"),
            (("本年新制作数量", "issued"), ("本年新公开数量", ""), ("对外公开总数量", "")),
        ),
        OutdatedBlock(
            "disclosure",
            ("licences", "penalties", "coercion"),
            (*_TRIAL_ITEMS, ("处理决定数量", "decisions")),
        ),
        OutdatedBlock("disclosure", ("fees",), _TRIAL_ITEMS),
    ),
    years=(2019, 2020),
)

EDITION = Edition(
    id="2021",
    name="2021 年格式（国办公开办函〔2021〕30号）",
    document_type="政府信息公开工作年度报告",
    sections=_SECTIONS,
    tables=(_disclosure(), _applications(), _review()),
    outdated=(_TRIAL_2019,),
    basis=(
        "《中华人民共和国政府信息公开条例》第五十条和"
        "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"
    ),
    meaning=MEANING,
    guides=help_2021.GUIDES,
)
