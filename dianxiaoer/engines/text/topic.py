"""Whether a page is a report about investment promotion, enterprise service or the business environment at all."""

from __future__ import annotations

import re

_STRONG = re.compile(
    r"招商|引资|营商环境|助企|惠企|签约项目|项目签约|开工项目|重点项目|重点工程|重大工程|完成投资|三个一批|店小二|银企对接|政银企|到位资金|利用外资|使用外资|包联|万人助万企"
    r"|项目建设|产业链|招引|项目开工|集中签约|集中开工|投资促进|投洽会|园区|经开区|高新区|开发区|规上工业|固定资产投资|一般公共预算|经济运行|帮办代办"
    r"|企业诉求|涉企|服务企业|走访企业|纾困|项目落地|签约仪式|总投资|产业园|投产|经贸洽谈|博览会|融资需求|授信|首席服务|外资|达产|新引进|签约资金|施工现场|亿元以上|民营企业|政企|税费|企业家|诉求|工商联|减税|民企|市场主体|经营主体|为企业|小微企业|惠企|驻企|入企|联企|帮企|企业负责人|家企业|企业反映|企业解决|签约|项目现场|招聘活动|招聘会|政银|规上|经济技术开发"
)
_OTHER = re.compile(
    r"比赛|球队|球员|联赛|进球|冠军|演员|导演|电影|电视剧|票房|剧情|小说|菜谱|食材|患者|手术|症状|确诊|被告|原告|法院|判决|嫌疑人|警方|气温|降雨|暴雨|台风"
    r"|考生|高考|录取|分数线|彩票|星座|运势|游戏|玩家|代码|函数|安装|下载|手机屏|摄像头|处理器|车型|续航|旅游景区|游客|门票|楼盘|二手房|房价|股价|涨停|跌停|基金净值"
)


def is_report(text: str) -> bool:
    """True when the words of the trade outweigh those of other pages. Short notes need one strong word less."""
    other = len(_OTHER.findall(text))
    least, share = (1, 1.0) if len(text) < 200 else (2, 1.2)
    kinds = set()
    for count, match in enumerate(_STRONG.finditer(text), 1):
        kinds.add(match[0])
        if len(kinds) >= least and other <= share * count:
            return True
    return False
