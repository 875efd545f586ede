"""Words as a reader sees them: without markup, and without the characters that only look like others or like nothing.

What is compared is what comes out of here; what is quoted is what stands in the file.
"""

from __future__ import annotations

import html
import re
import unicodedata

_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,900}\)|\[[^\[\]\n]{0,80}\])")
_MARKS = re.compile(
    r"\\(?:([!-/:-@\[-`{-~])|(?=\s))|</?[A-Za-z][^<>]{0,1000}>|\*{1,3}|~~|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)"
)
# Tags that part words, as a space does.
_PARTING = re.compile(r"</?(?:br|p|li|[uo]l|div|hr)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_IMAGE = re.compile(r"<(?:img|input)\s[^<>]{1,2000}>", re.IGNORECASE)
_ALT = re.compile(r"\s(?:alt|value|placeholder)\s?=\s?(?:\"([^\"]{1,300})\"|'([^']{1,300})')", re.IGNORECASE)
# What stands between words and is none: marks of footnotes, and pictures, drawn or by their names (`:rocket:`).
_NOTE = re.compile(r"\[\^[^\s\[\]]{1,30}\](?!:)|(?<=[a-z])<sup>[\s\d*,†‡\[\]]{1,12}</sup>", re.IGNORECASE)
_PICTURE = re.compile("[\u2600-\u26ff\U0001f000-\U0001faff]+|(?<!\\S):[a-z][a-z0-9_+-]{1,40}:(?!\\S)")
_MARK = re.compile(r"[<*_~\\]")
# Characters that print nothing, or through letters: controls, strokes, soft hyphen, zero-width and direction marks,
# variation selectors, tags, invisible operators.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e01ef"
    "\u0332-\u0338\u20d0-\u20f0\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# One sign for those that say the same: a phrase knows one hyphen, one apostrophe and one quotation mark.
_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u2032\uff07´", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033«»", '"')
    | {"\u2800": " "}
)
# Letters that Unicode gives no plain form: small capitals, and white ones in black squares and circles.
_SIGNS |= dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"), "abcdefghijklmnoprstuvwyz", strict=True))
_SIGNS |= {first + place: chr(ord("a") + place) for first in (0x1F150, 0x1F170) for place in range(26)}
_STOPS = str.maketrans("。；，", ".;,")
# Letters of other scripts that look like Latin ones: they count as these where a word mixes both.
_LOOK_ALIKE = str.maketrans(
    "авсԁеғհіјԛорѕтухѡһАВЕНІЈКМОРЅТХҮαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡıⅼǀᴏ",
    "abcdefhijqopstyxwhABEHIJKMOPSTXYaeiknoptuxABEZHIKMNOPTYXagillo",
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0570\u0251\u0261\u0131\u217c\u01c0\u1d0f]")
_WORD = re.compile(r"[^\W\d_]+")


def plain(raw: str) -> str:
    """The words without Markdown's and HTML's marks; a link and an image leave their text; white space is one space."""
    text = _NOTE.sub("", raw) if "[^" in raw or "<sup" in raw else raw
    if "](" in text or "][" in text:
        text = _LINK.sub(r"\1", text)
        if "](" in text:  # a picture that is a link
            text = _LINK.sub(r"\1", text)
    if _MARK.search(text):
        text = _IMAGE.sub(_alternative, text) if "<i" in text or "<I" in text else text
        text = _PARTING.sub(" ", text) if "<" in text else text
        text = _MARKS.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    text = seen(text)
    if not text.isascii() or " :" in text or text.startswith(":"):
        text = _PICTURE.sub(" ", text)
    return " ".join(text.split())


def _alternative(match: re.Match[str]) -> str:
    """The words that stand for an image, or in a field."""
    alternative = _ALT.search(match.group())
    return (alternative.group(1) or alternative.group(2)) if alternative else ""


def seen(text: str) -> str:
    """The same text in the characters that a reader believes to see (NFKC, nothing invisible, one sign of a kind)."""
    if text.isascii():
        return text if text.isprintable() else _INVISIBLE.sub("", text)
    # signs first: NFKC makes two characters of some
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_SIGNS)))
    return text.translate(_SIGNS)


def skeleton(text: str) -> str:
    """The text in lower case, look-alikes in Latin letters, all signs as ASCII's, and of the same length.

    Phrases look at this, so that no letter hides a word; names of licenses are read from the words as they stand, so
    that no letter makes one.
    """
    if text.isascii():
        return text.lower()
    lower = lowered(text)
    if lower.isascii():
        return lower
    lower = lower.translate(_SIGNS).translate(_STOPS)
    return _WORD.sub(_latin, lower) if _FOREIGN.search(lower) else lower


def lowered(text: str) -> str:
    """The text in lower case, of the same length: a place in one is the place in the other."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _latin(match: re.Match[str]) -> str:
    """A word that mixes Latin letters with look-alikes, in Latin letters."""
    word = match.group()
    mixed = _FOREIGN.search(word) and any("a" <= char <= "z" for char in word.lower())
    return word.translate(_LOOK_ALIKE) if mixed else word
