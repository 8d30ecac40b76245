"""What the cells and parts of the 2021 edition stand for."""

from gi_desktop.form.meaning import (
    CarryOver,
    Meaning,
    Power,
    PowerUse,
    Share,
    Stock,
    Superseded,
    Topic,
    Unsettled,
)
from gi_desktop.form.mentions_2021 import MENTIONS, PARTITIONS, RATES

_APPLICANTS = (
    "natural",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other",
    "total",
)
_APPEALS = ("reconsideration", "litigation_direct", "litigation_after_review")
_DOCUMENTS = (("rules", "规章"), ("normative", "行政规范性文件"))

MEANING = Meaning(
    stocks=tuple(
        Stock(
            name,
            *(f"disclosure.{row}.{column}" for column in ("issued", "repealed", "in_force")),
        )
        for row, name in _DOCUMENTS
    ),
    powers=(
        PowerUse(
            Power.RULE_MAKING,
            tuple(f"disclosure.rules.{column}" for column in ("issued", "repealed", "in_force")),
        ),
        PowerUse(Power.LICENSING, ("disclosure.licences.decisions",)),
        PowerUse(Power.PENALTY, ("disclosure.penalties.decisions",)),
        PowerUse(Power.COERCION, ("disclosure.coercion.decisions",)),
        PowerUse(Power.FEES, ("disclosure.fees.amount",)),
    ),
    amounts=("disclosure.fees.amount",),
    sensitive=(
        "applications.refused_state_secret.total",
        "applications.refused_security.total",
    ),
    shares=(Share("applications.other_other.total", "applications.total.total", 0.3),),
    applications=("applications.received.total", "applications.carried_in.total"),
    handled="applications.total.total",
    carried_out="applications.carried_out.total",
    carry_overs=tuple(
        CarryOver(f"applications.carried_in.{column}", f"applications.carried_out.{column}")
        for column in _APPLICANTS
    ),
    unsettled=tuple(Unsettled(f"review.{row}.pending", f"review.{row}.total") for row in _APPEALS),
    appeals=tuple(f"review.{row}.total" for row in _APPEALS),
    fee_notices=("applications.other_no_payment.total",),
    mentions=MENTIONS,
    rates=RATES,
    partitions=PARTITIONS,
    superseded=(
        Superseded(
            r"国办公开办函\s*[〔\[（(【]\s*2019\s*[〕\]）)】]\s*60\s*号",
            "国办公开办函〔2019〕60号",
            "国办公开办函〔2021〕30号",
            ("废止",),
        ),
        Superseded(
            r"国?务?院?令\s*第?\s*492\s*号",
            "国务院令第492号",
            "国务院令第711号",
            ("711", "修订", "废止"),
        ),
    ),
    wrong_types=(
        "政府信息公开年度报告",
        "政府信息公开工作报告",
        "政府信息公开工作总结",
        "政务公开工作总结",
        "政务公开工作报告",
        "政务公开年度报告",
    ),
)

OVERVIEW_TOPICS = (
    Topic("missing_aspect", "主动公开", ("主动公开", "公开信息", "发布信息", "主动发布")),
    Topic("missing_aspect", "依申请公开", ("依申请", "申请公开", "公开申请", "受理申请")),
    Topic(
        "missing_aspect",
        "政府信息管理",
        ("信息管理", "规范性文件", "保密审查", "动态调整", "发布审核", "三审三校", "审查"),
    ),
    Topic(
        "missing_aspect",
        "政府信息公开平台建设",
        ("平台", "网站", "政务新媒体", "公众号", "公报", "政务微博", "专栏"),
    ),
    Topic(
        "missing_aspect",
        "监督保障",
        ("监督", "保障", "考核", "培训", "评议", "责任追究"),
    ),
    Topic("missing_aspect", "工作考核", ("考核",), governments_only=True),
    Topic("missing_aspect", "社会评议", ("评议", "满意度", "测评"), governments_only=True),
    Topic("missing_aspect", "责任追究结果", ("责任追究", "追责", "问责"), governments_only=True),
)
"""The five aspects (五个方面) of part one, and what governments write besides."""

PROBLEM_TOPICS = (
    Topic(
        "missing_improvement",
        "改进情况",
        ("改进", "下一步", "整改", "完善", "加强", "强化", "提升", "优化", "将"),
    ),
)

MATTER_TOPICS = (Topic("fee_statement", "信息处理费", ("信息处理费", "收费", "处理费")),)
