"""Bytes → text, in any usual encoding, and whether that is certain.

A text is never silently made of replacement characters: where no encoding reads every byte as sensible letters, it is
said, since what stands there may be terms. A mark at the beginning, or zero bytes at every second place, settles
UTF-16 and UTF-32; strict UTF-8 settles itself; of the encodings of a language, the one whose letters make sense.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# The longer mark first: that of UTF-32-LE begins as that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_LOOKED_AT = 4_096  # bytes of which zeros and controls are counted, and so on to the end
_JUDGED = 20_000  # characters by which an encoding is judged, and then the next ones: another may begin anywhere
_SENSIBLE = 0.4  # of the letters beyond ASCII, those that are frequent in the language; of wrong readings, a tenth are
_FEWEST = 3  # words by which a text in Latin letters is told from bytes
_CLEARLY = 0.2  # by which the best reading must lead
_CONTROL = bytes(frozenset(range(32)) - {9, 10, 12, 13, 27})
# Plain letters side by side where each should have a zero byte beside it: another text stands in this one.
_NARROW = re.compile(rb"[A-Za-z][A-Za-z ,.'\r\n-]{15}")

_WORD = re.compile(r"[^\W_]+|[^\x00-\x7f\s]")
_MARKS_OF_TEXT = frozenset("“”‘’„‚«»–—…•·©®™°§€，。、；：？！（）《》「」『』【】・ー　\ufeff\xa0")
_JAPANESE = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござ"
    "じずぜぞだでどばびぶべぼっゃゅょアイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユ"
    "ヨラリルレロワンガギグゲゴザジズゼダデドバビブベボパピプペポッャュョィェ日本語使用利商禁止可能研究目的学"
    "習許諾再配布条件権者作成公開著改変個人企業団体"
)
_HAN = (
    "的一是不了在人有我他中上大和地到以要就出可也生能而子那得下自之年作用行所然家事成方多去法如都同面起看定天"
    "分好小部其些主理心本前但因只想日者意力它民第公此已工使情明性知全三又正外高由最重物手文政美相利等新己制身"
    "果加西月合回特代信化老世位次度任常先海通教原立及比水名走各入口平四何安少才反受目太量再感建必件管期市直命"
    "山金指克保至形社便司五基非白光放即且思王完式色南品住告求据北交取拉格切言究研止授模型商免限向未允依供布修"
    "改引示"
)
_SIMPLIFIED = (
    "这个们来为国说时会对过发后里种经么学现当没动还进样开从实与长机关点业两间问应战头体见产话内给门东声员解论"
    "处义几认条系气题尔别变总电数报结务场计资许统区队决马书则达强难权设记类术领协议仅传购请联项训练华码标"
)
_TRADITIONAL = (
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實與長機關點業兩間問應戰頭體見產話內給門東聲員解論"
    "處義幾認條系氣題爾別變總電數報結務場計資許統區隊決馬書則達強難權設記類術領協議僅傳購請聯項訓練華碼標於著"
)
_KOREAN = (
    "이다는의에을를가은로한하고지도사기서있수어니인자대게시해만나라정전일으부용그제장리주상보과연구적조계모않"
    "성여원할또것들위거안아공무습동델비허권재배포된됩문면야업목금술반드경우요청저작물선스트와및각종속영개발터"
    "생없때내외며특별중세오르합본행"
)
# What is frequent in texts of each encoding's language, its own marks aside.
_FREQUENT = {
    "gb18030": frozenset(_HAN + _SIMPLIFIED),
    "big5": frozenset(_HAN + _TRADITIONAL),
    "shift_jis": frozenset(_JAPANESE),
    "euc_jp": frozenset(_JAPANESE),
    "euc_kr": frozenset(_KOREAN),
    "cp1251": frozenset("абвгдежзийклмнопрстуфхцчшщьыэюяіїєґў"),
    "cp1252": frozenset("äöüßéèêëàâáãåæçîïíìôòóõøœûùúñýÿÄÖÜÉÈÀÁÅØÇÑÍÓÚ"),
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in; None where none reads it, and U+FFFD stands for what is not known."""

    text: str
    encoding: str | None


def decode(content: bytes) -> Decoded:
    """The text of a file. Never raises."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    wide = _wide(content[:_LOOKED_AT])
    if wide is not None:
        return _strictly(content, wide)
    try:
        return Decoded(content.decode("utf-8"), None if _is_binary(content) else "utf-8")
    except UnicodeDecodeError:
        return _of_a_language(content) or Decoded(content.decode("utf-8", errors="replace"), None)


def _strictly(content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return Decoded(content.decode(encoding, errors="replace"), None)
    mixed = encoding != "utf-8" and _NARROW.search(content) is not None
    return Decoded(text, None if mixed or _is_binary(text.encode("utf-8", "replace")) else encoding)


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: text in Latin letters has its zero bytes at the same places."""
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    for encoding in _WIDE:
        width = 2 if "16" in encoding else 4
        whole = head[: len(head) // width * width]
        plain = 0 if encoding.endswith("le") else width - 1
        zeros = sum(whole[place::width].count(0) for place in range(width) if place != plain)
        letters = len(whole) // width
        if whole[plain::width].count(0) == 0 and zeros >= 0.8 * letters * (width - 1):
            return encoding
    return None


def _is_binary(content: bytes) -> bool:
    """Whether it is no text, or not to its end: a zero byte anywhere, or a stretch in which controls are frequent."""
    if content.startswith(b"%PDF-") or 0 in content:
        return True
    stretches = (content[at : at + _LOOKED_AT] for at in range(0, len(content), _LOOKED_AT))
    return any(len(part) - len(part.translate(None, _CONTROL)) > max(len(part), 100) // 100 for part in stretches)


def _of_a_language(content: bytes) -> Decoded | None:
    """The text in the encoding whose letters make sense; None where none does, or two do that differ."""
    if _is_binary(content):
        return None
    judged: list[tuple[float, str, str]] = []
    for encoding, frequent in _FREQUENT.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        judged.append((_sense(text[: 3 * _JUDGED], frequent), encoding, text))
    ranked = sorted(judged, reverse=True)
    if not ranked or ranked[0][0] < _SENSIBLE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEARLY:
        return None
    _, encoding, text = ranked[0]
    return Decoded(text, encoding) if _makes_sense_throughout(text, _FREQUENT[encoding]) else None


def _makes_sense_throughout(text: str, frequent: frozenset[str]) -> bool:
    """Whether no stretch of a text is in another encoding, as far as it has letters beyond ASCII."""
    stretches = (text[at : at + _JUDGED] for at in range(0, len(text), _JUDGED))
    return all(part.isascii() or _sense(part, frequent) >= _SENSIBLE / 2 for part in stretches)


def _sense(text: str, frequent: frozenset[str]) -> float:
    """Of the letters beyond ASCII, how many are frequent ones of the language, from 0 to 1.

    Accented Latin letters stand in words with plain ones, or alone; Cyrillic ones do neither.
    """
    latin, cyrillic = "é" in frequent, "ж" in frequent
    if latin and len(text.split()) < _FEWEST:
        return 0.0
    found = sensible = 0
    for word in _WORD.findall(text):
        beyond = [char for char in word if not char.isascii() and char not in _MARKS_OF_TEXT]
        mixed = any(char.isascii() and char.isalpha() for char in word)
        fits = mixed or len(word) == 1 if latin else not (mixed or len(word) == 1) if cyrillic else True
        found += len(beyond)
        sensible += sum(char in frequent for char in beyond) if fits else 0
    if not found:
        return 1.0 if latin and not text.isascii() else 0.0
    return sensible / found
