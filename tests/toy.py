"""A small edition of no real form: what works for it hangs on the declaration alone.

It has a table of another size with a relation of its own, an amount, a typist's line break,
and two sections: one of prose, one with the table.
"""

from gi_desktop.form import (
    Balance,
    Column,
    Edition,
    Field,
    Help,
    Kind,
    Label,
    LabelRole,
    Row,
    Section,
    Table,
    Term,
    Total,
    UnknownEditionError,
)
from gi_desktop.form.model import Span, address, lay_out

TABLE = "letters"
TEXT = "work"

_BY_POST = ("来信渠道",)
_ROWS = (
    Row(
        "received",
        "一、收到来信",
        "一、收到来信",
        Help("本年收到的来信。", "《来信办理办法》第三条"),
    ),
    Row("answered", "（一）已经答复", "已经答复", Help("本年答复的来信。"), ("二、办理情况",)),
    Row("open", "（二）尚未答复", "尚未答复", Help("年底没有答复的来信。"), ("二、办理情况",)),
    Row("postage", "三、邮资支出", "三、邮资支出", Help("单位是万元。"), spellings=("三、邮费",)),
)
_COLUMNS = (
    Column("paper", "纸质信件", _BY_POST),
    Column("mail", "电子邮件", _BY_POST, spellings=("电子信件",)),
    Column("total", "合计"),
    Column("amount", "金额（单位：万元）"),
)


def _header(text: str, rows: int = 1, columns: int = 1, lines: tuple[str, ...] = ()) -> Span:
    return Span(Label(text, LabelRole.HEADER, lines), rows, columns)


def _row(row: Row, *cells: Span) -> list[Span]:
    return [Span(Label(row.label, LabelRole.ROW), 1, 2 - len(row.group)), *cells]


def _field(row: str, column: str, columns: int = 1) -> Span:
    return Span(Field(address(TABLE, row, column)), 1, columns)


def _counts(row: str) -> list[Span]:
    return [_field(row, column) for column in ("paper", "mail", "total")]


def _table() -> Table:
    received, answered, still_open, postage = _ROWS
    group = Span(Label("二、办理情况", LabelRole.GROUP, ("二、办理", "情况")), 2, 1)
    lines = [
        [
            Span(Label("（收到的等于已答复与未答复之和）", LabelRole.NOTE), 2, 2),
            _header(_BY_POST[0], columns=2),
            _header("合计", rows=2),
        ],
        [_header("纸质信件", lines=("纸质", "信件")), _header("电子邮件")],
        _row(received, *_counts("received")),
        [group, *_row(answered, *_counts("answered"))],
        _row(still_open, *_counts("open")),
        _row(postage, _field("postage", "amount", columns=3)),
    ]
    return Table(
        id=TABLE,
        number="表一",
        unit="件（邮资支出为万元）",
        rows=_ROWS,
        columns=_COLUMNS,
        grid=lay_out(lines, 5),
        widths=(2, 4, 3, 3, 2),
        kinds=(("postage", Kind.AMOUNT),),
        header_rows=2,
        totals=tuple(
            Total(
                "row_total",
                address(TABLE, row.id, "total"),
                tuple(address(TABLE, row.id, column) for column in ("paper", "mail")),
                f"表一“{row.name}”行",
                "各渠道合计",
                "合计",
            )
            for row in (received, answered, still_open)
        ),
        balances=tuple(
            Balance(
                "letters_balance",
                f"表一“{column.label}”列",
                (Term(address(TABLE, "received", column.id), "收到"),),
                (
                    Term(address(TABLE, "answered", column.id), "已答复"),
                    Term(address(TABLE, "open", column.id), "未答复"),
                ),
            )
            for column in _COLUMNS[:3]
        ),
    )


TOY = Edition(
    id="toy",
    name="来信办理年度报告格式",
    document_type="来信办理年度报告",
    sections=(
        Section(
            "work",
            "一、工作情况",
            "一、工作情况",
            text=TEXT,
            hint="（文字描述）",
            help=Help("写本年怎样办理来信。"),
        ),
        Section("letters", "二、来信数量", "二、来信数量", table=TABLE, help=Help("没有的填 0。")),
    ),
    tables=(_table(),),
)


def find_edition(edition_id: str) -> Edition:
    """Return the toy edition under its id; UnknownEditionError for any other."""
    if edition_id != TOY.id:
        raise UnknownEditionError(edition_id)
    return TOY
