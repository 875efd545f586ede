"""Where a model is used: ISO 3166-1 alpha-2 codes, and the unions that licenses name."""

from __future__ import annotations

from collections.abc import Iterable

ANY = "any"
_EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 - a table
)
_UNIONS: dict[str, frozenset[str]] = {
    "EU": _EU,
    "EEA": _EU | {"IS", "LI", "NO"},
    "UK": frozenset({"GB"}),
    "EL": frozenset({"GR"}),
}
_ISO = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - a table
)


def countries(codes: Iterable[str]) -> frozenset[str]:
    """The countries that these codes stand for, unions spelled out; `UK` is `GB`. What is no code stays as it is."""
    spelled: set[str] = set()
    for code in codes:
        upper = code.strip().upper()
        spelled |= _UNIONS.get(upper, frozenset({upper}))
    return frozenset(spelled)


def unknown(codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the codes that name no country and no union that we know; `any` is none of them."""
    return tuple(code for code in codes if code.strip().lower() != ANY and not countries([code]) <= _ISO)
