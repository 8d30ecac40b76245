"""Reports made up for the tests of documents; no organ of this name exists."""

from typing import Any

from gi_desktop.form import Edition, Kind
from gi_desktop.report.model import Report
from gi_desktop.report.serial import from_json

ORGAN = "云溪市人民政府办公室"
URL = "www.yunxi-example.gov.cn"
PARAGRAPH = (
    f"本报告的电子版可在云溪市人民政府网站（{URL}）查阅和下载，“以公开为常态、不公开为例外”，"
    "全年共收到申请1629件，办结率99.19%；热线“7×24”小时受理——详见附件……"
)

PLAIN = (
    "坚持“以公开为常态、不公开为例外”，及时更新公开指南和公开目录，加强重点领域信息公开；"
    "2025年共收到申请1629件，上年结转3件，均在法定期限内答复，办结率99.19%。"
)


def numbers(form: Edition, count: int = 12, amount: str = "128356.6505") -> dict[str, Any]:
    """The same number in every cell that no total derives."""
    data: dict[str, Any] = {}
    for spec in form.inputs:
        value: int | str = amount if spec.kind is Kind.AMOUNT else count
        data.setdefault(spec.table, {}).setdefault(spec.row.id, {})[spec.column.id] = value
    return data


def sample(form: Edition, **changes: object) -> Report:
    """A filled-in report with every kind of paragraph; ``changes`` replace parts of its JSON."""
    data: dict[str, Any] = {
        "edition": form.id,
        "organ": ORGAN,
        "year": 2025,
        **numbers(form),
        "texts": {
            text_id: [
                {"level": 0, "text": PARAGRAPH},
                {"level": 2, "text": "（一）主动公开情况"},
                {"level": 3, "text": "1.公开数量"},
                {"level": 4, "text": "（1）网站公开数量"},
                {"level": 0, "text": PARAGRAPH * 3},
            ]
            for text_id in form.texts
        },
        "signature": {"name": ORGAN, "date": "2026年01月09日", "seal": "unsealed"},
    }
    return from_json(data | changes, form)


def prose(paragraphs: int, times: int = 3, sentence: str = PARAGRAPH) -> list[str]:
    """So many paragraphs of some lines each."""
    return [f"{number}号。{sentence * times}" for number in range(1, paragraphs + 1)]
