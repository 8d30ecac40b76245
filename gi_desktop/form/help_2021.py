"""What each part, row and column of the 2021 edition means, for the clerk.

Articles without a document are those of 政府信息公开条例 (国务院令第711号). ``verified=False``: rests
on common practice, not on a source, and is never shown as law; what is disputed stands in
``doubt``.
"""

from gi_desktop.form.model import Guide, Help


def _article(number: str) -> str:
    return f"《政府信息公开条例》{number}"


_FORM = "国办公开办函〔2021〕30号"
_FEE_RULES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
_DECISIONS = "本年作出的全部处理决定，包括已公开的和依法未公开的。"
_DECISIONS_DOUBT = (
    "撤回、终结的办件算不算，有的地方按全部办件填，做法不一；"
    "先与本机关报送的年度行政执法数据核对，两处要能对得上。"
)

DISCLOSURE = {
    "rules": Help(
        "只填国务院部门规章、地方政府规章。",
        _article("第二十条第（一）项"),
        excludes="县级及以下政府、地方各部门没有规章制定权，填 0；行政规范性文件填在下一行。",
        example="市政府本年公布规章 2 件，废止 1 件，年底有效的共 9 件：填 2、1、9。",
        doubt="本级政府的规章由政府还是由政府办公室填，各地不一；不要两份报告都填。",
    ),
    "normative": Help(
        "规章以外、涉及公众权利义务、在一定期限内反复适用并公开发布的文件。"
        "三个数与同级司法行政部门核对。",
        _article("第二十条第（一）项"),
        verified=False,
        excludes="内部管理制度、人事任免、会议纪要、请示报告、对具体事项的处理决定。",
        example="本年印发 3 件，废止 2 件，去年年底有效的 10 件：现行有效填 11。",
        doubt="修订后重新印发的，一般算制发 1 件、废止 1 件；有效期满的算不算废止，做法不一，问司法行政部门。",
    ),
    "licences": Help(
        _DECISIONS,
        _article("第二十条第（五）项"),
        excludes="只收件、还没有作出决定的。",
        example="准予 120 件、不予许可 3 件，其中公开 118 件：填 123。",
        doubt=_DECISIONS_DOUBT,
    ),
    "penalties": Help(
        _DECISIONS,
        _article("第二十条第（六）项"),
        excludes="立案后没有作出处罚决定的。",
        example="一份决定书里并处警告和罚款：计 1 件。",
        doubt=_DECISIONS_DOUBT,
    ),
    "coercion": Help(
        _DECISIONS,
        _article("第二十条第（六）项"),
        excludes="行政处罚填在上一行，不在这里重复。",
        example="作出查封决定 2 件、扣押决定 1 件：填 3。",
        doubt=_DECISIONS_DOUBT,
    ),
    "fees": Help(
        "本年实际收取的金额，单位是万元，可带小数。",
        _article("第二十条第（八）项"),
        verified=False,
        excludes="罚没收入、政府性基金、经营服务性收费。",
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
    "total": Help("自然人和五类法人或其他组织之和，自动计算。"),
}

APPLICATIONS = {
    "received": Help(
        "本年 1 月 1 日至 12 月 31 日收到的申请，一件申请计一次。",
        _article("第二十九条、第三十条、第三十一条"),
        verified=False,
        excludes="补正后再交的不另计；上年收到、本年才答复的填在下一行。",
        example="12 月 30 日收到、下年 1 月才答复的：计入本年新收，同时计入第四项结转。",
        doubt="咨询、投诉误走申请渠道的算不算，各地不一；一般登记为申请的才计。",
    ),
    "carried_in": Help(
        "上年收到、到本年 1 月 1 日还没有答复的申请，等于上年报告的第四项。",
        verified=False,
        excludes="已经答复、正在复议或者诉讼的。",
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
        excludes="没有依法定密的；按实际理由计入别的行。",
        example="申请的文件标有密级并在保密期限内。",
    ),
    "refused_other_law": Help(
        "法律、行政法规禁止公开的。",
        _article("第十四条"),
        excludes="只有部门规定、地方文件禁止的。",
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
        excludes="讨论记录、请示报告等过程性信息，填 6.属于四类过程性信息。",
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
        excludes="法律、法规、规章规定应当公开的，从其规定。",
        example="申请复制某行政处罚案的询问笔录。",
    ),
    "refused_query": Help(
        "工商、不动产登记资料等，有关法律、行政法规对获取另有规定的。",
        _article("第三十六条第（七）项"),
        excludes="获取办法没有法律、行政法规特别规定的。",
        example="申请查询他人不动产登记资料，告知按登记资料查询规定办理。",
    ),
    "unavailable_not_held": Help(
        "经检索没有所申请的信息，或者不由本机关负责公开的。",
        _article("第三十六条第（四）（五）项"),
        excludes="本机关有、只是依法不能公开的，填（三）不予公开。",
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
        excludes="直接来信、来访，不是以信息公开申请的形式提出的，不填在本表。",
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
        excludes="已经主动公开的其他信息、告知了获取途径的，填（一）予以公开。",
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
        excludes="第一次申请这份信息的，按处理结果计入别的行。",
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
        excludes="能归入前面各行的。",
        example="申请人撤回申请 1 件、并案处理 1 件：填 2。",
        doubt="这一行占得多，审核时容易被问到；先看看前面各行有没有合适的。",
    ),
    "total": Help("（一）至（六）各行之和，自动计算。"),
    "carried_out": Help(
        "到本年 12 月 31 日还没有答复的申请。",
        verified=False,
        excludes="已经答复、申请人不服的。",
        example="年底还有 2 件在答复期限内：填 2，明年报告的“上年结转”也是 2。",
    ),
}

_CASES = "因政府信息公开工作"
_CASES_DOUBT = "一审、二审一般算一件，填最新的结果；没有见到明文规定。"

REVIEW = {
    "reconsideration": Help(
        f"{_CASES}被申请行政复议的案件，按结果各计一格。",
        _article("第五十条第（三）项"),
        excludes="以别的事由提起的复议。",
        example="全年 3 件：维持 2 件，年底未结 1 件。",
        doubt="上年没有审结、本年审结的，一般计入本年的结果；没有见到明文规定。",
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
    "total": Help("前面四种结果之和，自动计算。"),
}

SECTIONS = {
    "overview": Help(
        "从主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面写。"
        "各级政府还要写工作考核、社会评议、责任追究结果情况。",
        f"{_article('第五十条')}、{_FORM}",
        excludes="与政府信息公开无关的工作；照抄往年或者别的单位的文字（内容雷同、造成不良影响的，要追究责任）。",
        example="可以写到的数：网站、政务新媒体、公报各公开多少条，解读、回应多少次，"
        "文件制发、废止、现行有效多少件，有几个平台，公报出了几期。",
        doubt="有的地方通知要求“篇幅原则上不超过一千字”，全国的格式没有这样写；按本地的通知办。",
    ),
    "disclosure": Help(
        "只填一张表：《政府信息公开条例》第二十条第（一）（五）（六）（八）项的数，"
        "统计期限是本年 1 月 1 日至 12 月 31 日；没有发生的填 0。",
        f"{_article('第二十条')}、{_FORM}附件",
        excludes="网站发布了多少条、公报出了多少期，不填在表里，可以写进第一部分。",
        example="全年没有制发文件、没有作出处理决定、没有收费：十个格子都填 0。",
        doubt="“现行有效件数”一般填 12 月 31 日的数，没有见到明文规定。",
    ),
    "applications": Help(
        "每件申请按申请人计入一列，按处理结果只计入一行；没有发生的填 0。",
        f"{_article('第五十条第（二）项')}、{_FORM}附件",
        excludes="热线、网上留言、信访，没有提出公开申请的。",
        example="新收 10 件、上年结转 2 件，办结 11 件、结转下年 1 件：10＋2＝11＋1。每一列都要这样相等。",
        doubt="一次申请几项内容的，算一件还是几件，各地不一；与本机关的申请登记一致即可。",
    ),
    "review": Help(
        "因政府信息公开工作被申请行政复议、提起行政诉讼的案件；没有发生的填 0。",
        f"{_article('第五十条第（三）项')}、{_FORM}附件",
        excludes="因别的工作引起的复议、诉讼。",
        example="复议 2 件都维持，其中 1 件又起诉、年底没有审结："
        "行政复议“结果维持”填 2，复议后起诉“尚未审结”填 1。",
    ),
    "problems": Help(
        "写具体的问题，以及怎样改进。",
        f"{_article('第五十条第（四）项')}、{_FORM}",
        excludes="只写“无”；照抄往年或者别的单位的文字（内容雷同、造成不良影响的，要追究责任）。",
        example="写得具体：哪一类信息公开得不及时、为什么，已经做了什么、下一步做什么。",
        doubt="上年提出的问题改进得怎样，一般也写在这里；没有见到明文规定。",
    ),
    "other_matters": Help(
        "本年有没有收取信息处理费、收了多少；没有收取也要写明。",
        f"{_FORM}附件",
        excludes="只写“无”。",
        example="写明发出收费通知几件、收取信息处理费多少元；都没有的，也照实写明没有。",
        doubt="信息处理费要不要同时计入表二“行政事业性收费”，没有见到明文规定。"
        "有的机关还在这里写建议提案办理、政务公开要点落实情况，格式没有要求。",
    ),
}
"""The parts of the report by the id of their sections."""

GUIDES = (
    Guide(
        "deadlines",
        "什么时候报送和公布",
        Help(
            "县级以上人民政府部门：1 月 31 日前向本级政府信息公开工作主管部门提交上一年度的报告，"
            "并向社会公布。县级以上地方人民政府：由主管部门在 3 月 31 日前公布。",
            _article("第四十九条"),
            example="2026 年 1 月 31 日前，某县某局提交并公布 2025 年度的报告。",
            doubt="本地通知定的时间往往更早，按通知办。乡镇、街道和法律、法规授权的组织，"
            "实践中也编制报告，时间看本地通知。",
        ),
    ),
    Guide(
        "contents",
        "报告写什么，谁负责",
        Help(
            "六个部分，一个也不能遗漏，也不宜写得太宽泛。负责政府信息公开的领导是第一责任人，"
            "政府信息公开工作机构是法定责任机构。",
            f"{_article('第五十条')}、{_FORM}",
            excludes="迟报、数据不准、内容不全、内容雷同、敷衍了事，造成不良影响的，"
            "按《政府信息公开条例》第四十七条追究责任。",
            doubt="先报主管部门审核再公布，多数地方这样要求；按本地的通知办。",
        ),
    ),
    Guide(
        "fees",
        "信息处理费怎样收",
        Help(
            "同一件申请只能按件或者按量一种办法收。按件：同一申请人一个自然月内 10 件以下（含 10 件）"
            "免费，第 11 至 30 件每件 100 元，第 31 件起以 10 件为一档，每增加一档每件再加 100 元。"
            "按量：30 页以下（含 30 页）免费，第 31 至 100 页每页 10 元，第 101 至 200 页每页 20 元，"
            "第 201 页起每页 40 元。申请人收到通知后 20 个工作日内缴费；逾期未缴的，视为放弃申请。",
            _FEE_RULES,
            example="按件：一个月内申请 12 件，第 11、12 件各 100 元，共 200 元。",
            doubt="一件申请里有几项内容的，可以拆成最小的合理单位算件数；怎样拆，各地掌握不一。",
        ),
    ),
    Guide(
        "scope",
        "数据范围",
        Help(
            "只有本机关的数据，选“本机关”；政府的报告把所属部门、下级机关的数据合在一起，选“汇总”。",
            verified=False,
            excludes="政府办公厅（室）作为一个机关自己的报告，一般不汇总。",
            example="县政府的报告汇总各部门和各乡镇的数；县政府办公室另有一份，只填自己的。",
            doubt="不要重复：县里的汇总数已经含乡镇的，乡镇不再另加；同一件规章、文件，起草部门和政府"
            "不要各计一次；本年撤销、合并的机关，由谁报先问清。海关、税务等垂直管理的机关一般在"
            "本系统内报，各地做法不一。",
        ),
    ),
)
"""What concerns the whole report."""
