"""Reports made up at random for the tests of documents: the same seed gives the same report."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from gi_desktop.form import Edition
from gi_desktop.report.exact_json import loads
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.serial import from_json
from tests.document.samples import ORGAN, numbers, sample

HAN = (
    "本机关政府信息公开工作坚持以人民为中心围绕重点领域加强组织领导完善制度机制严格依法办理申请"
    "全年共收到办结未发生行政复议诉讼平台建设监督保障不断提升质量效果存在问题下一步将继续推进"
)
CLAUSES = (
    "认真贯彻落实《中华人民共和国政府信息公开条例》",
    "坚持“以公开为常态、不公开为例外”的原则",
    "进一步健全工作机制",
    "依托门户网站、政务新媒体和公开栏",
    "及时、准确、全面地公开政府信息",
    "主动接受社会监督",
    "按照“谁制作、谁公开，谁保存、谁公开”的要求",
    "办理依申请公开事项（含上年结转）",
    "回应群众关切——特别是“急难愁盼”问题",
    "公开内容涵盖教育、医疗、社会保障、生态环境……等领域",
)
RARE = "镕喆䶮骉淼垚赟暠頔旻珺翀堃彧玥昇璟祎"
URLS = (
    "www.yunxi-example.gov.cn",
    "http://www.yunxi-example.gov.cn/zwgk/",
    "https://www.yunxi-example.gov.cn/zwgk/xxgknb/2025/01/index_1.html",
    "http://zwgk.yunxi.gov.cn/content/2025-01/20/content_123456.shtml?id=7&type=a_b#top",
    "yunxi_office@126.com",
    "xxgk.office@mail.yunxi-example.gov.cn",
    "zwgk@yunxi.gov.cn",
)
FIGURES = (
    "{}件", "{}.{:02d}%", "{}.{:02d}万元", "20{:02d}年{}月", "7×24小时", "GDP增长{}.{}%",
    "“12345”热线{}件", "{}—{}", "PDF格式{}份", "电话：0517-{:04d}{:04d}", "A{}级", "国办发〔20{:02d}〕{}号",
    "APP下载{}次", "{}℃", "第{}条第（{}）项", "{}/{}", "{}~{}天", "Wi-Fi覆盖{}处", "{}‰", "{}.{}版",
)  # fmt: skip


class Writer:
    """Writes prose at random."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def han(self, least: int = 2, most: int = 18) -> str:
        start = self.random.randrange(len(HAN) - most)
        return HAN[start : start + self.random.randint(least, most)]

    def figure(self) -> str:
        pattern = self.random.choice(FIGURES)
        return pattern.format(self.random.randint(1, 9999), self.random.randint(0, 99))

    def clause(self) -> str:
        return self.random.choice((self.random.choice(CLAUSES), self.han() + self.figure()))

    def sentence(self, *extra: Callable[[], str]) -> str:
        made = [self.clause() for _ in range(self.random.randint(1, 4))]
        for make in extra:
            made.insert(self.random.randint(0, len(made)), self.han(1, 12) + make())
        return "，".join(made) + self.random.choice("。。。；！？")

    def paragraph(self, sentences: int, *extra: Callable[[], str]) -> str:
        count = self.random.randint(1, sentences)
        return "".join(self.sentence(*extra) for _ in range(count)).rstrip("；")

    def quoted(self) -> str:
        inner = self.han(1, 9)
        return self.random.choice(
            ("“{}”", "‘{}’", "“{}。”", "（“{}”）", "《“{}”规划》", "“‘{}’”")
        ).format(inner)

    def address(self) -> str:
        pattern = self.random.choice(("（{}）", "：{}", "网站{}", "（网址：{}）", "，{}"))
        return pattern.format(self.random.choice(URLS))

    def rare(self) -> str:
        return "".join(self.random.choice(RARE) for _ in range(self.random.randint(1, 3)))

    def mixed(self) -> str:
        return self.random.choice(
            ("——", "……", "（{}）", "OFD", "HTML5", "Email：{}", "“互联网+政务服务”", "IPv6", "{}%")
        ).format(self.random.randint(1, 99999))

    def prose(self, paragraphs: int, sentences: int, *extra: Callable[[], str]) -> list[object]:
        """Paragraphs, some of them under headings."""
        found: list[object] = []
        for number in range(1, paragraphs + 1):
            if self.random.random() < 1 / 4:
                level = self.random.choice((2, 3))
                mark = f"（{'一二三四五六七八九'[number % 9]}）" if level == 2 else f"{number}."
                found.append({"level": level, "text": mark + self.han(3, 18)})
            found.append(self.paragraph(sentences, *extra))
        return found


def _with_texts(form: Edition, seed: int, make: Callable[[Writer], list[object]]) -> Report:
    writer = Writer(seed)
    seal = writer.random.choice(("none", "unsealed", "sealed"))
    date = f"2026年{writer.random.randint(1, 12)}月{writer.random.randint(1, 28)}日"
    signature = {"name": ORGAN, "date": date, "seal": seal}
    texts = {name: make(writer) for name in form.texts}
    return sample(form, texts=texts, signature=signature)


def empty(form: Edition, seed: int) -> Report:
    """Nothing but the year."""
    return new_report(form, 2025 + seed % 5)


def maximal(form: Edition, seed: int) -> Report:
    """Numbers of seven to twelve digits and amounts of eight with four decimals everywhere."""
    count = Random(seed).randint(1, 9) * 10 ** Random(seed).randint(6, 11)
    report = _with_texts(form, seed, lambda writer: writer.prose(6, 6))
    filled = sample(form, **numbers(form, count, "98765432.1234"))
    return report.replace(cells=filled.cells)


def long(form: Edition, seed: int) -> Report:
    """Thirty pages of prose and more."""
    return _with_texts(form, seed, lambda writer: writer.prose(40, 9))


def one_line(form: Edition, seed: int) -> Report:
    """Sections of one line."""
    return _with_texts(form, seed, lambda writer: [writer.han(1, 12) + "。"])


def rare(form: Edition, seed: int) -> Report:
    """Characters that only the fallback font has."""
    return _with_texts(form, seed, lambda writer: writer.prose(8, 4, writer.rare))


def urls(form: Edition, seed: int) -> Report:
    """Web and mail addresses in every sentence."""
    return _with_texts(form, seed, lambda writer: writer.prose(10, 3, writer.address))


def quotes(form: Edition, seed: int) -> Report:
    """Quotation marks wherever a line may end."""
    return _with_texts(form, seed, lambda writer: writer.prose(10, 4, writer.quoted, writer.quoted))


def mixed(form: Edition, seed: int) -> Report:
    """Latin, digits, percent signs, —— and ……."""
    return _with_texts(form, seed, lambda writer: writer.prose(10, 4, writer.mixed, writer.figure))


KINDS: dict[str, Callable[[Edition, int], Report]] = {
    kind.__name__: kind for kind in (empty, maximal, long, one_line, rare, urls, quotes, mixed)
}


def real(folder: Path, form: Edition) -> dict[str, Report]:
    """The given published reports by name; nothing is copied from them."""
    suffix = ".expected.json"
    return {
        f"real-{path.name.removesuffix(suffix)}": from_json(
            loads(path.read_text(encoding="utf-8")), form
        )
        for path in sorted(folder.glob(f"*{suffix}"))
    }
