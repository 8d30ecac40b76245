"""What each row and column of the 2021 edition means, for the clerk.

Articles without a document are those of 政府信息公开条例 (国务院令第711号). ``verified=False``: rests
on common practice, not on a source, and is never shown as law; what is disputed stands in
``doubt``.
"""

from gi_desktop.form.model import Help


def _article(number: str) -> str:
    return f"《政府信息公开条例》{number}"


_FEE_RULES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
_DECISIONS = "本年作出的全部处理决定，包括已公开的和依法未公开的。"
_DECISIONS_DOUBT = (
    "撤回、终结的办件算不算，各地做法不一；先与本机关报送的年度行政执法数据核对，两处要能对得上。"
)

DISCLOSURE = {
    "rules": Help(
        "只填国务院部门规章、地方政府规章。",
        _article("第二十条第（一）项"),
        excludes="县级及以下政府、地方各部门没有规章制定权，填 0；行政规范性文件填在下一行。",
        example="市政府本年公布规章 1 件，没有废止，年底有效的共 5 件：填 1、0、5。",
        doubt="本级政府的规章由政府还是由政府办公室填，各地不一；不要两份报告都填。",
    ),
    "normative": Help(
        "规章以外、涉及公众权利义务、在一定期限内反复适用并公开发布的文件。"
        "三个数与同级司法行政部门核对。",
        _article("第二十条第（一）项"),
        verified=False,
        excludes="内部管理制度、人事任免、会议纪要、请示报告、对具体事项的处理决定不计。",
        example="本年印发 3 件，废止 2 件，去年年底有效的 10 件：现行有效填 11。",
        doubt="修订后重新印发的，一般算制发 1 件、废止 1 件；有效期满的算不算废止，问司法行政部门。",
    ),
    "licences": Help(
        _DECISIONS,
        _article("第二十条第（五）项"),
        excludes="只收件还没有作出决定的不计。",
        example="准予 120 件、不予许可 3 件，其中公开 118 件：填 123。",
        doubt=_DECISIONS_DOUBT,
    ),
    "penalties": Help(
        _DECISIONS,
        _article("第二十条第（六）项"),
        excludes="立案后没有作出处罚决定的不计。",
        example="一份决定书里并处警告和罚款：计 1 件。",
        doubt=_DECISIONS_DOUBT,
    ),
    "coercion": Help(
        _DECISIONS,
        _article("第二十条第（六）项"),
        excludes="行政处罚填在上一行，不在这里重复。",
        example="查封 2 次、扣押 1 次：填 3。",
        doubt=_DECISIONS_DOUBT,
    ),
    "fees": Help(
        "本年实际收取的金额，单位是万元，可带小数。",
        _article("第二十条第（八）项"),
        verified=False,
        excludes="罚没收入、政府性基金、经营服务性收费不计。",
        example="全年收取 12345.6 元：填 1.23456。",
        doubt="信息处理费要不要计入，没有见到明文规定；计不计入，第六部分都要写明。",
    ),
}

COLUMNS = {
    "issued": Help("本年 1 月 1 日至 12 月 31 日制发的件数。", verified=False),
    "repealed": Help("本年废止、宣布失效的件数。", verified=False),
    "in_force": Help(
        "到 12 月 31 日仍然有效的全部件数，往年制发的也算。",
        verified=False,
        example="一般等于上年现行有效＋本年制发−本年废止。",
    ),
    "natural": Help("个人以自己的名义申请的。", verified=False),
    "business": Help("公司、企业等营利的单位申请的。", verified=False),
    "research": Help("高等学校、研究院所等申请的。", verified=False),
    "public_interest": Help("社会团体、基金会等公益组织申请的。", verified=False),
    "legal_service": Help(
        "律师事务所等以自己的名义申请的。",
        verified=False,
        excludes="律师代理当事人申请的，按当事人计入相应的列。",
    ),
    "other": Help("前面四列以外的法人或其他组织申请的。", verified=False),
}

APPLICATIONS = {
    "received": Help(
        "本年 1 月 1 日至 12 月 31 日收到的申请，一件申请计一次。",
        _article("第二十九条、第三十条、第三十一条"),
        verified=False,
        excludes="补正后再交的不另计；上年收到、本年才答复的填在下一行。",
        example="12 月 30 日收到、下年 1 月才答复的：计入本年新收，同时计入第四项结转。",
        doubt="咨询、投诉误走申请渠道的，登记为申请的才计。",
    ),
    "carried_in": Help(
        "上年收到、到本年 1 月 1 日还没有答复的申请，等于上年报告的第四项。",
        verified=False,
        excludes="已经答复、正在复议或者诉讼的不计。",
        example="上年报告第四项总计是 3：这里总计也是 3。",
        doubt="与上年报告对不上的（如机构改革划转），填实际数，并写明理由。",
    ),
    "granted": Help(
        "已经主动公开、告知获取途径的，和决定公开并提供的。",
        _article("第三十六条第（一）（二）项"),
        excludes="只提供一部分的，填（二）部分公开。",
        example="告知申请人在网站某栏目查阅：计 1 件。",
    ),
    "partial": Help(
        "含有不予公开的内容、能够区分处理，只提供可以公开的内容的。",
        _article("第三十七条"),
        excludes="区分处理的只计这一行，不再计入（三）或其他行。",
        example="隐去个人信息后提供：计 1 件，只在这一行。",
    ),
    "refused_state_secret": Help(
        "依法确定为国家秘密的。",
        _article("第十四条"),
        excludes="工作秘密、内部资料不是国家秘密，按实际理由计入别的行。",
        example="申请的文件标有密级并在保密期限内。",
    ),
    "refused_other_law": Help(
        "法律、行政法规禁止公开的。",
        _article("第十四条"),
        excludes="只有部门规定、地方文件禁止的，不能计入此行。",
        example="法律明文规定对个人申报材料保密。",
    ),
    "refused_security": Help(
        "公开后可能危及国家安全、公共安全、经济安全、社会稳定的。",
        _article("第十四条"),
        excludes="已经定密的，填 1.属于国家秘密。",
        example="重要设施的安全防护方案。",
    ),
    "refused_third_party": Help(
        "涉及商业秘密、个人隐私，公开会损害第三方合法权益的。",
        _article("第十五条"),
        excludes="第三方同意公开，或者不公开会对公共利益造成重大影响而予以公开的，填（一）。",
        example="第三方书面不同意公开其报价明细，且有合理理由。",
    ),
    "refused_internal": Help(
        "人事管理、后勤管理、内部工作流程三类信息。",
        _article("第十六条第一款"),
        example="申请查阅本机关的值班安排。",
    ),
    "refused_process": Help(
        "履职中形成的讨论记录、过程稿、磋商信函、请示报告四类信息。",
        _article("第十六条第二款"),
        excludes="法律、法规、规章规定应当公开的，从其规定。",
        example="会议讨论记录、征求意见稿。",
    ),
    "refused_enforcement_file": Help(
        "行政执法案卷信息。",
        _article("第十六条第二款"),
        example="申请复制某行政处罚案的询问笔录。",
    ),
    "refused_query": Help(
        "工商、不动产登记资料等，有关法律、行政法规对获取另有规定的。",
        _article("第三十六条第（七）项"),
        example="申请查询他人不动产登记资料，告知按登记资料查询规定办理。",
    ),
    "unavailable_not_held": Help(
        "经检索没有所申请的信息，或者不由本机关负责公开的。",
        _article("第三十六条第（四）（五）项"),
        example="告知信息由自然资源部门掌握并给出联系方式。",
    ),
    "unavailable_needs_creation": Help(
        "需要对现有信息加工、分析才能提供的。",
        _article("第三十八条"),
        excludes="能够作区分处理的，不算另行制作。",
        example="要求按村统计三年的补贴数据，本机关没有这样的统计。",
    ),
    "unavailable_unclear": Help(
        "要求补正以后，申请内容还是不明确的。",
        _article("第三十条"),
        excludes="逾期没有补正的，填（六）1。",
        example="补正后仍只写“与我有关的全部材料”。",
    ),
    "rejected_petition": Help(
        "以申请公开的形式信访、投诉、举报的。",
        _article("第三十九条第一款"),
        example="要求对邻居违建作出处理，告知通过相应渠道提出。",
    ),
    "rejected_repeat": Help(
        "已经答复过、同一申请人又申请同一内容的。",
        _article("第三十六条第（六）项"),
        excludes="不同的人申请同一内容，不是重复申请。",
        example="同一人三个月后再次申请同一份批复。",
    ),
    "rejected_publication": Help(
        "要求提供政府公报、报刊、书籍等公开出版物的。",
        _article("第三十九条第二款"),
        example="要求提供统计年鉴，告知获取途径。",
    ),
    "rejected_excessive": Help(
        "申请的数量、频次明显超过合理范围，说明的理由又不合理的。",
        _article("第三十五条"),
        excludes="理由合理、只是需要延长答复的，按最后的结果计。",
        example="一人一月提出数十件申请，要求说明理由后理由不合理。",
    ),
    "rejected_confirmation": Help(
        "要求对已经得到的信息再作确认或重新出具的。",
        verified=False,
        example="要求在已经取得的文件复印件上盖章确认。",
        doubt="没有单独的条文，来自实践；拿不准的先问政府信息公开主管部门。",
    ),
    "other_no_correction": Help(
        "要求补正，申请人无正当理由逾期不补正，视为放弃申请的。",
        _article("第三十条"),
        excludes="补正了但仍不明确的，填（四）3。",
        example="补正通知送达后，期限内没有任何回复。",
    ),
    "other_no_payment": Help(
        "收到收费通知后 20 个工作日内没有缴费，视为放弃申请的。",
        f"{_article('第四十二条')}、{_FEE_RULES}",
        excludes="缴了费的，按最后的结果计。",
        example="发出收费通知 1 件，逾期未缴：计 1 件，第六部分也要写到。",
    ),
    "other_other": Help(
        "以上各项以外的处理。",
        verified=False,
        example="申请人撤回申请；并案处理。",
        doubt="能归入前面各行的不要填在这里；这一行占得多，会被问到。",
    ),
    "total": Help("（一）至（六）各行之和，自动计算。"),
    "carried_out": Help(
        "到本年 12 月 31 日还没有答复的申请。",
        verified=False,
        excludes="已经答复、申请人不服的不计。",
        example="年底还有 2 件在答复期限内：填 2，明年报告的“上年结转”也是 2。",
    ),
}

_CASES = "因政府信息公开工作"
_CASES_DOUBT = "一审、二审算一件，填最新的结果；这是通常的做法，没有见到明文规定。"

REVIEW = {
    "reconsideration": Help(
        f"{_CASES}被申请行政复议的案件，按结果各计一格。",
        _article("第五十条第（三）项"),
        excludes="以别的事由提起的复议不计。",
        example="全年 3 件：维持 2 件，年底未结 1 件。",
        doubt="上年没有审结、本年审结的，计入本年的结果。",
    ),
    "litigation_direct": Help(
        f"没有经过复议、{_CASES}直接被提起行政诉讼的案件。",
        _article("第五十条第（三）项"),
        excludes="先复议、后起诉的填在右边五格。",
        example="法院驳回 1 件：填“结果维持”。",
        doubt=_CASES_DOUBT,
    ),
    "litigation_after_review": Help(
        "先申请行政复议、不服又起诉的案件。",
        f"{_article('第五十条第（三）项')}、国办公开办函〔2016〕201号",
        excludes="复议机关作共同被告的，只由作出原行为的机关计，复议机关不计。",
        example="经复议维持后起诉，法院判决确认违法：填“结果纠正”。",
        doubt=_CASES_DOUBT,
    ),
}

RESULTS = {
    "upheld": Help("维持、驳回请求的。", verified=False),
    "corrected": Help("撤销、变更、确认违法、责令履行的。", verified=False),
    "other": Help("撤回、因程序驳回、移送、调解等。", verified=False),
    "pending": Help("到 12 月 31 日还没有审结的。", verified=False),
}
