"""Radical look-alikes → ordinary characters.

PDF text often holds code points of the Kangxi radicals (U+2F00–U+2FD5) and of the CJK radicals
supplement (U+2E80–U+2EF3) where ordinary characters are meant. Unicode's compatibility mapping
(NFKC) knows none of the supplement but two, and turns ⼾ ⾭ ⿈ into 戶 靑 黃, which Chinese
fonts of the mainland draw as 户 青 黄; it would also fold Chinese punctuation. Hence this table.
"""

_KANGXI_FIRST = 0x2F00
_KANGXI = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀"
    "寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋"
    "比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸"
    "缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛"
    "辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻"
    "黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
)

_SUPPLEMENT_FIRST = 0x2E80
# One character per code point; a radical that is no character of its own stays as it is.
_SUPPLEMENT = (
    "⺀厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄㣺扌攵⺚旡日月歺母"
    "民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁㓁网羊羊羊耂肀聿月臼艹艹"
    "艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠飠"
    "饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)

ORDINARY = {
    **{_KANGXI_FIRST + place: character for place, character in enumerate(_KANGXI)},
    **{_SUPPLEMENT_FIRST + place: character for place, character in enumerate(_SUPPLEMENT)},
}
"""Code point → character, as ``str.translate`` takes it."""
