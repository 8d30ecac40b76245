"""旧格式: the source was filled in on a superseded form (rule P15).

Two labels that only that form has show it, and so does a table with its number of rows. One
old word among today's headers is a matter of wording and shows nothing.
"""

from collections.abc import Iterable, Sequence

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import Edition, OutdatedForm, OutdatedRows
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.source import Source

_ENOUGH = 2
_LIST_AT_MOST = 4


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding for each superseded form that the source shows."""
    if facts.source is None:
        return
    for outdated in facts.form.outdated:
        seen = {label for table in facts.source.tables for label in table.labels}
        labels = [label for label in outdated.labels if label in seen]
        rows = [rows for rows in outdated.data_rows if _shows(facts.source, rows, facts.form)]
        if len(labels) >= _ENOUGH or rows:
            yield Finding(
                "old_form",
                Severity.VERIFY,
                f"原文用的是 {outdated.name}：{_evidence(facts.form, labels, rows)}。",
                _cells(facts.form, outdated, labels, rows),
                _remedy(facts, outdated),
            )


def _shows(source: Source, rows: OutdatedRows, form: Edition) -> bool:
    """Whether a table has the rows of the old form: as many, and none that it lacks.

    Where rows were only lost in reading, the others of their group were seen by their labels.
    """
    lacking = {
        name
        for row in form.table(rows.table).rows
        if row.id in rows.lacks
        for name in (row.name, row.label)
    }
    return any(
        table.table == rows.table
        and table.data_rows == rows.count
        and lacking.isdisjoint(table.labels)
        for table in source.tables
    )


def _evidence(form: Edition, labels: Sequence[str], rows: Sequence[OutdatedRows]) -> str:
    parts = []
    if labels:
        names = "".join(f"“{label}”" for label in labels[:_LIST_AT_MOST])
        more = f"等 {len(labels)} 个" if len(labels) > _LIST_AT_MOST else ""
        parts.append(f"有{names}{more}旧格式才有的栏目")
    parts += [
        f"{form.table(item.table).number}只有 {item.count} 行数字，“{item.group}”没有分成"
        f" {len(item.lacks)} 行"
        for item in rows
    ]
    return "；".join(parts)


def _cells(
    form: Edition, outdated: OutdatedForm, labels: Sequence[str], rows: Sequence[OutdatedRows]
) -> tuple[str, ...]:
    """The cells that the old form has not as they are meant today, in the order of the form."""
    concerned: set[tuple[str, str]] = set()
    if labels:
        for block in outdated.blocks:
            concerned |= {(block.table, row) for row in block.rows}
    for item in rows:
        concerned |= {(item.table, row) for row in item.lacks}
    kept = {
        (block.table, row, column)
        for block in outdated.blocks
        for row in block.rows
        for _, column in block.columns
    }
    return tuple(
        cell.address
        for table in form.tables
        for cell in table.cells
        if (table.id, cell.row.id) in concerned
        and (table.id, cell.row.id, cell.column.id) not in kept
    )


def _remedy(facts: Facts, outdated: OutdatedForm) -> str:
    if facts.report.year in outdated.years:
        return (
            f"{facts.report.year} 年度的报告当时就用这一格式，原报告不用改；写理由说明即可。"
            "从它新建报告时，请按现行格式的口径重新统计这些格。"
        )
    return (
        f"请改用 {facts.form.name}：旧格式没有的格按现行口径统计后填上，不要照搬旧栏目的数；"
        "旧格式合成一行的，分到各行。都填好了，写理由说明即可。"
    )


RULE = Rule(
    code="old_form",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.SOURCE, Input.FIELDS}),
    basis="国办公开办函〔2021〕30号，自 2021 年度报告起代替国办公开办函〔2019〕60号",
    find=find,
)
