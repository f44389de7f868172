"""Where a line may end, as a typesetter marks a proof: the table that line breaking is held to.

``↵`` stands where a line may end, ``‿`` where none may; between all other characters either is right. The
rules:

* GB/T 15834-2011, 5.1: no line begins with a stop (。，、；：？！), a closing bracket or quotation mark, a
  sign that joins (- – ～) or an interpunct; none ends with an opening one; a dash (——) and an ellipsis (……)
  are never parted; a solidus neither begins nor ends a line.
* GB/T 15835-2011 and CLREQ 3.1.3: a number in figures is not parted, nor from the sign or unit beside it.
* CLREQ 3.1: Latin words are not parted; between Chinese and Latin a line may end.
"""

from __future__ import annotations

MAY, MUST_NOT = "↵", "‿"

#: What the case is about, and the marked text.
CASES = [
    # Stops and other signs that may not begin a line.
    ("full stop", "稳↵中‿。↵进"),
    ("comma", "稳中‿，↵有进"),
    ("enumeration comma", "一产‿、↵二产"),
    ("semicolon", "增长‿；↵下降"),
    ("colon", "指标‿：↵增速"),
    ("question mark", "增长‿？↵下降"),
    ("exclamation mark", "加油‿！↵再来"),
    ("two marks together", "真的‿？‿！↵再来"),
    ("ASCII comma in Chinese", "增长‿,↵下降"),
    ("ASCII full stop in Chinese", "增长‿.↵下降"),
    ("half-width semicolon", "增长‿;↵下降"),
    ("small comma of Big5", "增長‿﹐↵下降"),
    ("interpunct in a name", "卡尔‿·↵马克思"),
    # Brackets, quotation marks and titles.
    ("round brackets", "生产↵总值↵（‿初步‿）↵增长"),
    ("quotation marks", "开展↵“‿十百千‿”↵工程"),
    ("single quotation marks", "开展↵‘‿十百千‿’↵工程"),
    ("corner brackets", "開展↵「‿十百千‿」↵工程"),
    ("white corner brackets", "開展↵『‿十百千‿』↵工程"),
    ("title marks", "印发↵《‿通知‿》↵要求"),
    ("angle brackets", "印发↵〈‿通知‿〉↵要求"),
    ("lenticular brackets", "【‿快讯‿】↵增长"),
    ("tortoise-shell brackets of a document number", "虎政发〔‿2025‿〕‿3号"),
    ("square brackets", "见↵［‿注‿］↵及"),
    ("bracket and stop", "（‿初步‿）‿，↵增长"),
    ("quotation mark behind a stop", "他说‿：↵“‿好‿。‿”↵于是"),
    ("title within quotation marks", "“‿《‿通知‿》‿”↵要求"),
    ("comma between titles", "《‿甲‿》‿、↵《‿乙‿》"),
    ("ASCII brackets in Chinese", "生产↵(‿初步‿)↵增长"),
    ("straight quotes around a Latin name", '名为↵"‿AVATAR‿"↵的'),
    # Dashes, ellipses, joining signs.
    ("dash", "目标—‿—↵增长"),
    ("ellipsis", "甲、乙…‿…↵丙"),
    ("ellipsis and bracket", "甲…‿…‿）↵丙"),
    ("one-em dash between places", "哈尔滨‿—↵虎林"),
    ("tilde between times", "上午‿～↵下午"),
    ("solidus between words", "男‿/‿女"),
    ("en dash between years", "2‿0‿2‿1‿–‿2‿0‿2‿5‿年"),
    # Numbers and what belongs to them.
    ("decimal", "增长↵6‿.‿7‿%"),
    ("thousands", "共有↵1‿,‿0‿4‿1‿件↵案件"),
    ("amount of money", "实现↵1‿3‿4‿9‿.‿0‿8‿億‿元↵增長"),
    ("amount, simplified", "实现↵1‿3‿4‿9‿.‿0‿8‿亿‿元‿，↵增长"),
    ("thousands of kilowatts", "装机↵1‿2‿万‿千‿瓦"),
    ("approximate number of people", "接待↵1‿9‿萬‿餘‿人‿次"),
    ("more than", "新增↵1‿0‿0‿多‿家↵企业"),
    ("range of per cent", "增长↵4‿.‿5‿%‿—‿5‿%↵左右"),
    ("range with a tilde", "增长↵4‿.‿5‿%‿～‿5‿%"),
    ("years and their sign", "规划↵2‿0‿2‿1‿-‿2‿0‿2‿5‿年↵实施"),
    ("a date", "2‿0‿2‿5‿年↵1‿月1‿日‿，"),
    ("full-width per cent", "增长↵6‿.‿7‿％‿，"),
    ("full-width figures", "增长↵６‿．‿７‿％"),
    ("per mille", "出生率↵6‿.‿7‿‰‿，"),
    ("degrees", "气温↵-‿2‿5‿℃↵左右"),
    ("negative rate", "增长↵-‿3‿.‿2‿%‿，"),
    ("minus sign", "增长↵−‿3‿.‿2‿%"),
    ("plus sign", "增长↵+‿3‿.‿2‿%"),
    ("dollars", "出口↵$‿2‿0‿亿↵增长"),
    ("yuan sign", "收入↵¥‿2‿0‿亿"),
    ("full-width yuan sign", "收入↵￥‿2‿0‿亿"),
    ("ordinal", "位居↵第‿1‿位"),
    ("percentage points", "回落↵0‿.‿3‿个‿百‿分‿点‿，"),
    ("square metres", "面积↵1‿2‿0‿平‿方‿米↵左右"),
    ("Latin unit", "装机↵1‿2‿M‿W↵左右"),
    ("Latin unit behind a space", "装机↵12 ‿MW"),
    ("price a unit", "2‿0‿元‿/‿吨↵左右"),
    ("multiplication", "3‿×‿5‿米"),
    # Footnote marks.
    ("mark behind a word", "增长‿①↵下降"),
    ("mark behind a number", "增长↵6‿.‿7‿%‿①‿，↵下降"),
    ("two marks", "增长‿①‿②↵下降"),
    ("mark behind its closing bracket", "（‿初步‿）‿③↵下降"),
    ("marks that number a list", "重点‿：↵①‿增长‿；↵②‿下降"),
    # Latin words, addresses, scripts.
    ("Latin name in Chinese", "推进↵A‿V‿A‿T‿A‿R↵工程"),
    ("abbreviation with a figure", "建设↵5‿G↵基站"),
    ("ampersand", "投入↵R‿&‿D↵经费"),
    ("English words", "per ↵capita ↵income"),
    ("English and a stop", "income‿, ↵growth‿."),
    ("apostrophe", "China‿'‿s ↵growth"),
    ("typographic apostrophe", "China‿’‿s ↵growth"),
    ("English quotation", "the ↵“‿ten ↵thousand‿” ↵plan"),
    ("English with Chinese in brackets", "output ↵(‿产值‿) ↵rose"),
    ("address", "见↵h‿t‿t‿p‿s‿:‿/‿/‿www‿.‿stats‿.‿gov‿.‿cn↵网站"),
    ("address of mail", "发至↵a‿b‿@‿c‿.‿cn↵邮箱"),
    ("letters with accents", "访问↵Ł‿ó‿d‿ź↵和↵D‿v‿o‿ř‿á‿k"),
    ("Greek letters", "P‿M‿2‿.‿5↵浓度↵2‿5‿μ‿g"),
    ("Cyrillic", "口岸↵Л‿е‿с‿о‿з‿а‿в‿о‿д‿с‿к↵通关"),
    ("full-width letters", "建设↵Ａ‿Ｉ↵平台"),
    ("kana", "ラ‿ー↵メン"),
    # White space.
    ("ideographic space", "第一章\u3000↵总则"),
    ("space between Chinese and Latin", "共 ↵12 ‿亿元"),
    ("no-break space", "12\u00a0‿MW"),
    # Characters of more than one code point, and beyond the first plane.
    ("rare character", "𠮷↵林‿，↵𫖯"),
]

#: Signs of several code points, and what is printed for each: one sign, which no line can part.
ONE_SIGN = [
    ("combining accent", "e\u0301", "é"),
    ("emoji", "😀", "〓"),
    ("emoji of a family", "👨\u200d👩\u200d👧", "〓"),
    ("emoji with a variation sign", "☀\ufe0f", "☀"),
    ("emoji with a colour of skin", "👍\U0001f3fd", "〓"),
    ("flag", "🇨🇳", "〓"),
    ("variation of an ideograph", "葛\U000e0100", "葛"),
]

#: Names and titles: ``↵`` where a typesetter ends a line, ``‿`` inside a word, where none ends if there is
#: another place.
WORDS = [
    "规‿模以‿上↵工‿业↵增‿加‿值",
    "規‿模以‿上↵工‿業↵增‿加‿值",
    "地‿区↵生‿产总‿值",
    "地‿区↵生‿产总‿值↵同‿比↵增‿长",
    "固‿定资‿产↵投‿资↵增‿速",
    "固‿定資‿產↵投‿資↵增‿速",
    "社‿会↵消‿费‿品↵零‿售↵总‿额",
    "城‿镇↵居‿民↵人‿均↵可支‿配↵收‿入",
    "農‿村↵居‿民↵人‿均↵可支‿配↵收‿入",
    "一‿般↵公‿共↵预‿算↵收‿入",
    "第‿一↵产‿业↵增‿加‿值",
    "金‿融↵机‿构↵各‿项↵存‿款↵余‿额",
    "高‿新↵技‿术↵企‿业↵数‿量",
    "战‿略‿性↵新‿兴↵产‿业↵增‿加‿值",
    "居‿民↵消‿费↵价‿格↵指‿数",
    "森‿林↵覆‿盖‿率",
    "铁‿路↵货‿运‿量",
    "新‿能‿源↵汽‿车↵产‿量",
    "国‿务‿院↵办‿公‿厅",
    "民‿营↵经‿济↵发‿展",
    "进‿出‿口↵总‿额",
    "招‿商引‿资↵签‿约↵项‿目",
    "全‿省↵粮‿食↵总‿产‿量",
    "研‿发↵经‿费↵投‿入↵强‿度",
    "常‿住↵人‿口↵城‿镇‿化率",
    "房‿地‿产↵开‿发↵投‿资",
    "实‿际↵使‿用↵外‿资",
    "各‿县↵接‿待↵游‿客↵人‿次",
    "教‿育↵支‿出↵增‿长↵最‿快",
    "全‿员↵劳‿动↵生‿产‿率",
    "非公‿有‿制↵经‿济↵增‿加‿值",
    "单‿位↵耗‿电‿量",
    "水‿产‿品↵产‿量",
    "电‿子↵商‿务↵交‿易‿额",
    "年‿末↵户‿籍↵人‿口",
    "农‿作‿物↵播‿种↵面‿积",
    "普‿通↵高‿等↵学‿校↵在‿校↵学‿生",
    "医‿疗↵卫‿生↵机‿构↵床‿位",
    "工‿业↵企‿业↵利‿润↵总‿额",
    "城‿镇↵登‿记↵失‿业‿率",
    "住‿宿↵和↵餐‿饮‿业↵营‿业‿额",
    "货‿物↵周‿转‿量",
    "空‿气↵质‿量↵优‿良↵天‿数",
    "基‿础↵设‿施↵建‿设↵投‿资",
    "外‿商↵直‿接↵投‿资",
    "財‿政↵收‿入↵穩‿步↵增‿長",
    "跨‿境↵貿‿易額",
    "企‿业↵研‿究↵开‿发↵支‿出",
    "公‿路↵客‿运↵周‿转‿量",
    "基‿本↵养‿老↵保‿险↵参‿保↵人‿数",
]


def read_marks(marked: str) -> tuple[str, set[int], set[int]]:
    """Take a marked text apart: the text, the offsets where a line may end, and those where none may."""
    text, may, must_not = "", set(), set()
    for char in marked:
        if char == MAY:
            may.add(len(text))
        elif char == MUST_NOT:
            must_not.add(len(text))
        else:
            text += char
    return text, may, must_not
