"""How the prose of reports on the 2021 edition speaks of the numbers in its tables."""

from gi_desktop.form.meaning import NUMBER, Mention, Rate

_GAP = r"[^，。；：、\d]{0,12}?"
_SHORT = r"[^，。；：、\d]{0,4}?"
_NOT = r"(?:未|没有|无)(?:发生|产生|收到|接到|受理)?"
_WAYS = "网络|网上|网站|信函|邮寄|当面|传真|邮箱|邮件|平台|渠道"
_OTHERS = "热线|留言|网民|信箱|来信|来电|建议|提案|咨询|诉求|转办"
"""Numbers of other kinds that stand in the same prose."""
_DETAILS = "维持|纠正|纠错|撤销|驳回|败诉|胜诉|其他结果|尚未|未审结|其中|受理|审结|作出|应诉"
_APPLICATION = "申请"
_DISCLOSURE = "信息公开|公开信息|公开政府信息|依申请"

_COLUMNS = ("business", "research", "public_interest", "legal_service", "other")


def _applications(*rows: str, column: str = "total") -> tuple[str, ...]:
    return tuple(f"applications.{row}.{column}" for row in rows)


_RECEIVED = _applications("received")
_ALL = _applications("received", "carried_in")
_HANDLED = _applications("total")
_CARRIED_OUT = _applications("carried_out")
_WHOLES = (_HANDLED, _RECEIVED, _ALL)
_LITIGATION = ("review.litigation_direct.total", "review.litigation_after_review.total")
_RECONSIDERATION = ("review.reconsideration.total",)


def _of_organisations(*rows: str) -> tuple[str, ...]:
    """Return the cells of 法人或其他组织: five columns together."""
    return tuple(f"applications.{row}.{column}" for row in rows for column in _COLUMNS)


_GRANTED = ("granted",)
_PARTIAL = ("partial",)
_REFUSED = (
    "refused_state_secret",
    "refused_other_law",
    "refused_security",
    "refused_third_party",
    "refused_internal",
    "refused_process",
    "refused_enforcement_file",
    "refused_query",
)
_UNAVAILABLE = ("unavailable_not_held", "unavailable_needs_creation", "unavailable_unclear")
_REJECTED = (
    "rejected_petition",
    "rejected_repeat",
    "rejected_publication",
    "rejected_excessive",
    "rejected_confirmation",
)
_OTHER = ("other_no_correction", "other_no_payment", "other_other")


def _result(name: str, words: str, rows: tuple[str, ...]) -> Mention:
    return Mention(
        name,
        f"{words}(?:的|申请|共|计|：)?{_SHORT}{NUMBER}",
        (_applications(*rows),),
        unless=_OTHERS,
        wholes=_WHOLES,
    )


_RESULTS = (
    _result("予以公开及部分公开", "予以公开(?:及|和|、|或)者?部分公开", (*_GRANTED, *_PARTIAL)),
    _result("予以公开", "(?<!不)予以公开", _GRANTED),
    _result("部分公开", "(?<![及和、或者])部分公开", _PARTIAL),
    _result("不予公开", "不予公开", _REFUSED),
    _result("无法提供", "无法提供", _UNAVAILABLE),
    _result("不予处理", "不予处理", _REJECTED),
    _result("其他处理", "其他处理", _OTHER),
)

_APPLICANTS = (
    Mention(
        "自然人",
        f"自然人(?:申请)?(?:件|的)?{_SHORT}{NUMBER}",
        tuple(
            _applications(*rows, column="natural")
            for rows in (("total",), ("received",), ("received", "carried_in"))
        ),
        unless=_OTHERS,
        needs=_APPLICATION,
        wholes=_WHOLES,
    ),
    Mention(
        "法人或其他组织",
        f"法人(?:或|和|及|、)?(?:者)?其他组织(?:申请)?(?:件|的)?{_SHORT}{NUMBER}",
        tuple(
            _of_organisations(*rows)
            for rows in (("total",), ("received",), ("received", "carried_in"))
        ),
        unless=_OTHERS,
        needs=_APPLICATION,
        wholes=_WHOLES,
    ),
)

MENTIONS = (
    Mention(
        "收到的申请",
        f"(?:新收|收到|受理|接收|接到){_GAP}申请{_GAP}{NUMBER}",
        (_RECEIVED, _ALL),
        unless=f"自然人|法人|企业|{_WAYS}|{_OTHERS}|复议|补正|撤回|不予|未",
        needs=_DISCLOSURE,
    ),
    Mention(
        "没有收到申请",
        f"{_NOT}{_GAP}申请",
        (_RECEIVED,),
        unless="结转|复议|诉讼|投诉|举报|理由|逾期|答复|重复|超期|不予|无法|收费|费用|发生",
        needs=_DISCLOSURE,
    ),
    Mention(
        "上年结转的申请",
        rf"(?:上年度?|去年|上一年度?|\d{{4}}年度?){_GAP}结转{_GAP}{NUMBER}",
        (_applications("carried_in"),),
        unless="下年|下一年|次年|结转[至到]",
    ),
    Mention(
        "办结的申请",
        f"(?:办结|答复){_GAP}{NUMBER}",
        (_HANDLED, _ALL, _RECEIVED),
        unless=f"自然人|法人|{_WAYS}|{_OTHERS}|结转|继续|复议|诉讼|超期|逾期|延期|不予|未",
        needs=_APPLICATION,
    ),
    Mention(
        "办结的申请",
        rf"{NUMBER}[^，。；：、\d]{{0,14}}?(?:答复|办结)",
        (_HANDLED, _ALL, _RECEIVED),
        unless=f"自然人|法人|{_WAYS}|{_OTHERS}|复议|诉讼|超期|逾期|延期|不予|未",
        needs=_APPLICATION,
    ),
    Mention(
        "结转下年度的申请",
        rf"{NUMBER}{_GAP}结转(?=[至到下次\d])",
        (_CARRIED_OUT,),
        unless="上年|去年|上一年",
    ),
    Mention(
        "结转下年度的申请",
        rf"(?:结转(?:至|到)?(?:下一?年度?|次年|\d{{4}}年度?)|顺延){_GAP}{NUMBER}",
        (_CARRIED_OUT,),
        unless="上年|去年|上一年",
    ),
    *_APPLICANTS,
    *_RESULTS,
    Mention(
        "行政复议",
        f"行政复议(?:案件|申请)?{_SHORT}{NUMBER}",
        (_RECONSIDERATION,),
        unless=_DETAILS,
        needs=_DISCLOSURE,
    ),
    Mention(
        "没有行政复议",
        f"{_NOT}{_GAP}行政复议",
        (_RECONSIDERATION,),
        unless=_DETAILS,
        needs=_DISCLOSURE,
    ),
    Mention(
        "行政诉讼",
        f"(?<!复议[、和及])行政诉讼(?:案件)?{_SHORT}{NUMBER}",
        (_LITIGATION, _LITIGATION[:1], _LITIGATION[1:]),
        unless=_DETAILS,
        needs=_DISCLOSURE,
    ),
    Mention(
        "没有行政诉讼",
        rf"{_NOT}[^，。；：\d]{{0,20}}?行政诉讼",
        (_LITIGATION,),
        unless=_DETAILS,
        needs=_DISCLOSURE,
    ),
    Mention(
        "行政规范性文件",
        f"规范性文件(?:共|共计|合计)?{NUMBER}",
        (
            ("disclosure.normative.issued",),
            ("disclosure.normative.in_force",),
            ("disclosure.normative.repealed",),
            ("disclosure.normative.issued", "disclosure.rules.issued"),
        ),
        unless="备案|审查|解读|修改|修订|征求|失效|清理|评估",
    ),
)

RATES = (
    Rate(
        "办结率",
        _HANDLED,
        (_ALL, _RECEIVED, (*_HANDLED, *_CARRIED_OUT)),
        needs=_APPLICATION,
        unless=f"{_OTHERS}|按时|按期|法定",
    ),
)

PARTITIONS = (
    tuple(mention.name for mention in _APPLICANTS),
    tuple(mention.name for mention in _RESULTS),
)
