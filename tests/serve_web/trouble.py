# SPDX-License-Identifier: MIT
"""What must not be lost, and what must not get in."""

import json
import signal
import time

from clerk import READER

SEED = "baodi-2024.json"
LONG = 200_000
HOSTILE = '"><img src=x onerror=alert(1)>'


def test_two_windows(clerk, server):
    """The second is shown both versions; the figures of both are in the report that it saves."""
    clerk.enter()
    clerk.edit(SEED)
    second = clerk.second_window()
    clerk.enter()
    clerk.edit(SEED)
    clerk.session = clerk.first
    clerk.focus("行政许可")
    clerk.type("7")
    clerk.focus("一、总体情况", "第 1 段")
    clerk.type("甲改。")
    clerk.saved()
    clerk.session = second
    clerk.focus("行政强制")
    clerk.type("9")
    clerk.focus("一、总体情况", "第 1 段")
    clerk.type("乙改。")
    clerk.wait("document.querySelector('dialog[open] .choices')")
    words = clerk.evaluate("document.querySelector('dialog[open]').textContent")
    assert "甲改。" in words and "乙改。" in words and "行政许可" in words, words
    # Only where both changed the same place is there anything to decide.
    assert clerk.evaluate("document.querySelectorAll('dialog[open] .clash').length") == 1
    clerk.press("按所选合并并保存")
    clerk.saved()
    report = server.report(SEED)
    assert report["disclosure"]["licensing"] == 7 and report["disclosure"]["coercion"] == 9
    assert "乙改。" in report["overview"][0]
    # The first window takes over what was saved, as it has no changes of its own.
    clerk.session = clerk.first
    clerk.evaluate("dispatchEvent(new Event('focus')); 0")
    clerk.wait("[...document.querySelectorAll('.form textarea')].some(t => t.value.includes('乙改。'))")


def test_mine_as_a_copy(clerk, server):
    clerk.enter()
    clerk.edit(SEED)
    server.put(SEED, server.report(SEED) | {"title": "别人改的"})
    clerk.focus("标题")
    clerk.type("我改的")
    clerk.wait("document.querySelector('dialog[open] .choices')")
    clerk.press("把本窗口的另存一份")
    clerk.wait("[...document.querySelectorAll('.form textarea')].some(t => t.value === '别人改的')")
    assert "我改的" in server.report("baodi-2024-副本.json")["title"]
    assert server.report(SEED)["title"] == "别人改的"


def test_network_cut(clerk, server):
    """Typed without a connection: kept, and sent as soon as there is one."""
    clerk.enter()
    clerk.edit(SEED)
    clerk.offline(True)
    clerk.focus("行政许可")
    clerk.type("8")
    clerk.wait("document.querySelector('.save-state').dataset.state === 'offline'")
    assert server.report(SEED)["disclosure"]["licensing"] == 0
    clerk.offline(False)
    clerk.saved()
    assert server.report(SEED)["disclosure"]["licensing"] == 8


def test_server_killed_while_saving(clerk, server):
    """The file is the old or the new one; what was typed is offered again by a new window."""
    clerk.enter()
    clerk.edit(SEED)
    clerk.focus("行政许可")
    for n in range(1, 6):
        clerk.evaluate("document.activeElement.select(); 0")
        clerk.type(str(n))
        time.sleep(0.15)
    server.stop(signal.SIGKILL)
    assert server.report(SEED)["disclosure"]["licensing"] in range(6)
    clerk.evaluate("document.activeElement.select(); 0")
    clerk.type("77")
    clerk.wait("document.querySelector('.save-state').dataset.state === 'offline'")
    clerk.kept(SEED, "77")
    # Before it could have sent anything.
    clerk.second_window()
    clerk.close_first_window()
    server.start()
    clerk.enter()
    clerk.wait("document.querySelector('.tag.unsent')")
    clerk.edit(SEED)
    clerk.wait("document.querySelector('.offer')")
    clerk.press("恢复这些改动")
    clerk.saved()
    assert server.report(SEED)["disclosure"]["licensing"] == 77


def dialog_is_open(clerk):
    clerk.keep_events()
    return any(e.get("method") == "Page.javascriptDialogOpening" for e in clerk.seen)


def test_report_taken_away(clerk, server):
    """Its file is gone from the folder: what was typed is still here, and goes back if that is wanted."""
    clerk.enter()
    clerk.edit(SEED)
    (server.folder / SEED).unlink()
    clerk.focus("行政许可")
    clerk.type("8")
    clerk.wait("document.querySelector('.save-state').dataset.state === 'gone'")
    clerk.desk()
    clerk.wait("document.querySelector('.desk .offer')")
    clerk.press("重新存入")
    clerk.wait("document.querySelector('.report-screen .form')")
    assert server.report(SEED)["disclosure"]["licensing"] == 8
    clerk.desk()
    assert not clerk.evaluate("!!document.querySelector('.desk .offer')")


def test_many_characters(clerk, server):
    """200,000 characters, typed and pasted: all saved, and the form still answers."""
    clerk.enter()
    clerk.edit(SEED)
    clerk.focus("六、", "第 1 段")
    clerk.evaluate("document.activeElement.select(); 0")
    line = "信息公开工作情况说明。" * 40
    clerk.paste(plain="\n".join([line] * (LONG // len(line) // 2)))
    for _ in range(LONG // len(line) // 2 // 50 + 1):
        clerk.type(line * 50)
    typed = clerk.evaluate("performance.now()")
    clerk.type("完")
    answered = clerk.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))")
    clerk.wait("document.querySelector('.save-state').dataset.state === 'saved'", 180)
    text = "".join(server.report(SEED)["other_matters"])
    assert len(text) >= LONG and text.endswith("完"), len(text)
    print(f"        {len(text)} characters; one more is shown after {answered - typed:.0f} ms")


def test_hostile_texts_and_names(clerk, server):
    """Names and texts are texts wherever they are shown; uploads get names of ours."""
    report = server.report(SEED) | {"organ": HOSTILE, "title": HOSTILE, "overview": [HOSTILE]}
    server.put("hostile.json", report)
    upload = server.work / 'a"><img src=x onerror=alert(1)>.html'
    upload.write_text(f"<title>{HOSTILE}</title><h1>{HOSTILE}2024年政府信息公开工作年度报告</h1><script>alert(2)</script><p>{HOSTILE}</p>", "utf-8")
    before = set(server.folder.parent.rglob("*"))
    clerk.enter()
    clerk.edit("hostile.json")
    clerk.desk()
    clerk.choose_files(upload)
    clerk.wait("document.querySelector('.import .taker, .import .tag.error')")
    if clerk.evaluate("!!document.querySelector('.import .taker')"):
        clerk.evaluate("document.querySelector('.taker input').value = '../../etc/x\\u0000<b>'; 0")
        clerk.press("存为报告")
        clerk.wait("document.querySelector('.report-screen .form')")
    assert clerk.evaluate("document.querySelectorAll('img, iframe, script:not([src])').length") == 0
    assert not dialog_is_open(clerk)
    for path in set(server.folder.parent.rglob("*")) - before:
        assert path.parent == server.folder and not set(path.name) & set('<>"\'/\\\0'), path


def test_broken_file_can_be_mended(clerk, server):
    (server.folder / "broken.json").write_text('{"title": "t"\n "organ": "o"}', "utf-8")
    clerk.enter()
    clerk.evaluate("location.hash = '#/report/broken.json'; 0")
    clerk.wait("document.querySelector('.raw') && document.querySelector('.form-pane .card.error')")
    clerk.evaluate("document.querySelector('.raw').focus(); document.querySelector('.raw').select(); 0")
    clerk.type(json.dumps(server.report(SEED), ensure_ascii=False))
    clerk.press("保存并打开表单")
    clerk.wait("document.querySelector('.report-screen .form')")


def test_reader_changes_nothing(clerk, server):
    before = (server.folder / SEED).read_bytes()
    clerk.enter(READER)
    assert not clerk.evaluate("!!document.querySelector('input[type=file]')")
    clerk.edit(SEED)
    clerk.focus("行政许可")
    clerk.type("7")
    clerk.key("5")
    assert clerk.value() == "0"
    time.sleep(1.5)
    assert (server.folder / SEED).read_bytes() == before
