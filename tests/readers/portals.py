"""Pages of the kinds that Chinese news is saved from: made-up text in the layouts of four sorts of site.

``{charset}`` is what the page says it is written in.
"""

from __future__ import annotations

#: What each page says in its body: every number has to come back.
BODY = (
    "去年,雲隱縣新建學校3所,培訓教師1500余人次,投入資金1.2億元。",
    "全縣地區生產總值達到213.5億元,同比增長6.7%。",
    "簽約項目12個,總投資35.6億元,其中工業項目7個。",
    "糧食產量45.6萬噸。",
    "畝產1200斤。",
)

PEOPLE = """<!DOCTYPE html><html><head>
<meta http-equiv="content-type" content="text/html;charset={charset}"/>
<title>雲隱縣:穩中求進促發展--某某網</title>
<link rel="canonical" href="http://county.news.example/BIG5/n1/2022/0215/c1-2.html"></head><body>
<div class="nav"><a href="/">某某網首頁</a><a href="/a">黨史2021</a></div>
<div class="w1000 path"><a href="/">首頁</a>&gt;&gt;<a href="/b">各地動態99條</a></div>
<div class="text_title"><h3 class="pre"></h3><h1>雲隱縣:穩中求進促發展</h1><h4 class="sub"></h4>
<div class="box01"><div class="fl">2022年02月15日08:59 | 來源:<a href="http://p.example">某某日報</a></div>
<div class="fr"><span>小字號</span></div></div></div>
<div class="box_con">
<p style="text-indent: 2em;">&#12288;&#12288;{0}</p>
<p><strong>一、經濟運行</strong></p>
<p>&nbsp;&nbsp;&nbsp;&nbsp;{1}</p><p>{2}</p>
<p><strong>二、農業</strong></p><p>{3}</p><p>{4}</p>
<div class="edit clearfix">(責編:王某、宋某)</div></div>
<div class="share"><span>分享讓更多人看到</span></div>
<div class="hot"><h3>熱門排行</h3><ul><li><a href="/1">某地投資30億元建新區</a></li></ul></div>
<div class="footer"><p>某某社概況 | 電話 010-55550000</p><p>版權所有 Copyright &copy; 1997-2022</p></div>
</body></html>"""

GOV = """<html><head><meta charset="{charset}">
<meta name="SiteName" content="雲隱縣人民政府"><meta name="ArticleTitle" content="雲隱縣:穩中求進促發展">
<meta name="PubDate" content="2022-02-15 08:59"><meta name="ContentSource" content="某某日報">
<meta name="Url" content="http://www.yunyin.example/art/1.html">
<title>雲隱縣:穩中求進促發展_雲隱縣人民政府</title></head><body>
<div class="header"><ul class="menu"><li><a href=/>首頁</a></li><li><a href=/z>政務公開</a></li></ul></div>
<div class="crumb">當前位置:<a href=/>首頁</a> &gt; <a href=/t>統計信息</a></div>
<div class="article"><h1 class="title">雲隱縣:穩中求進促發展</h1>
<div class="info"><span>發布時間:2022-02-15 08:59</span><span>來源:某某日報</span><span>瀏覽次數:<script>
document.write("88")</script>356次</span></div>
<div id="zoom"><p>{0}</p><h2>一、經濟運行</h2><p>{1}</p><p>{2}</p><h2>二、農業</h2><p>{3}</p><p>{4}</p></div>
<div class="print"><a href="javascript:window.print()">打印本頁</a><a href="#">關閉窗口</a></div>
<div class="prevnext"><p>上一篇:<a href=1>2020年新建學校9所</a></p></div></div>
<div class="footer"><p>主辦單位:雲隱縣人民政府</p><p>網站標識碼2301230001</p></div></body></html>"""

COUNTY = """<HTML><HEAD><TITLE>雲隱縣:穩中求進促發展-雲隱新聞網</TITLE>
<META http-equiv=Content-Type content="text/html; charset={charset}"></HEAD><BODY>
<TABLE width=1000><TR><TD><A href=/>首頁</A> <A href=/y>要聞</A></TD></TR></TABLE>
<TABLE><TR><TD width=200><A href=/a>圖片新聞</A><BR><A href=/b>縣內20家企業復工</A></TD><TD><TABLE>
<TR><TD align=center><FONT size=5>雲隱縣:穩中求進促發展</FONT></TD></TR>
<TR><TD align=center>日期:2022-2-15 8:59 來源:某某日報 點擊:1024次</TD></TR>
<TR><TD><FONT>&#12288;&#12288;{0}<BR>&#12288;&#12288;一、經濟運行<BR>{1}<BR><BR>{2}<BR>二、農業<BR>{3}<BR>
{4}</FONT></TD></TR></TABLE></TD></TR></TABLE>
<TABLE><TR><TD>雲隱縣融媒體中心 電話:0467-5550000</TD></TR></TABLE></BODY></HTML>"""

WECHAT = """<!DOCTYPE html><html><head><meta charset="{charset}">
<meta property="og:title" content="雲隱縣:穩中求進促發展">
<meta property="og:url" content="http://mp.weixin.example/s/abc">
<meta name="author" content="張某某"><title></title></head><body><div id="img-content">
<h1 class="rich_media_title" id="activity-name">
雲隱縣:穩中求進促發展
</h1><div id="meta_content"><span>來源:某某日報</span><em id="publish_time">2022-02-15 08:59</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section><section><p><span>{0}</span></p></section></section>
<section><section><strong>一、經濟運行</strong></section></section>
<section><p>{1}</p><p><br></p><p>{2}</p></section><section><strong>二、農業</strong></section>
<section><span>{3}</span></section><section><section><span>{4}</span></section></section>
<p style="display:none">藏起來的99個字。</p></div></div>
<div id="js_pc_qr_code"><p>微信掃一掃關注該公眾號</p></div>
<script>var x = "投資88億元";</script></body></html>"""

PORTALS = {"people": PEOPLE, "gov": GOV, "county": COUNTY, "wechat": WECHAT}
#: The same article as plain text.
TEXT = "\n".join(
    [
        "雲隱縣:穩中求進促發展",
        "2022-02-15 08:59 來源:某某日報",
        BODY[0],
        "一、經濟運行",
        *BODY[1:3],
        "二、農業",
        *BODY[3:],
    ]
)


def page(portal: str, charset: str = "utf-8", body: tuple[str, ...] = BODY) -> str:
    """Write a page of a portal; what a number is split by (a tag, a space without width) is up to `body`."""
    made = PORTALS[portal].replace("{charset}", charset)
    for i, words in enumerate(body):
        made = made.replace(f"{{{i}}}", words)
    return made
