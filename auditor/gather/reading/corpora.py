"""Names of well-known training corpora, as cards write them. That one is named does not say that it is open."""

from __future__ import annotations

import re

_NAMES = (
    *(r"Common ?Crawl", r"CC-?News", r"CC-?100", r"CC-?Stories", r"C4", r"mC4", r"CCNet", r"RefinedWeb\w*", r"OSCAR"),
    *(r"FineWeb(?:-?Edu)?(?:-?2)?", r"The Pile", r"Pile", r"RedPajama(?:-?\w+)?", r"SlimPajama\w*", r"Dolma", r"DCLM"),
    *(r"ROOTS", r"CulturaX", r"MADLAD(?:-400)?", r"HPLT", r"Cosmopedia", r"OpenWebText\d?", r"WebText", r"Stories"),
    *(r"Wikipedia", r"Wikimedia", r"WikiText", r"Wikidata", r"Wikisource", r"BooksCorpus", r"BookCorpus", r"Books3"),
    *(r"(?:Project )?Gutenberg(?! ?e?Book license)", r"arXiv", r"PubMed(?: Central)?", r"PMC", r"S2ORC", r"peS2o"),
    *(r"Stack ?Exchange", r"Stack ?Overflow", r"The Stack(?: ?v2)?", r"Star ?Coder ?Data", r"GitHub code", r"Reddit"),
    *(r"BigQuery", r"BigPython", r"CodeSearchNet", r"OpenWebMath", r"Proof-?Pile(?:-2)?", r"AutoMathText", r"FLAN"),
    *(
        r"LAION(?:-?\w+)*",
        r"COYO(?:-\w+)?",
        r"Conceptual Captions",
        r"CC3M",
        r"CC12M",
        r"YFCC\w*",
        r"ImageNet(?:-\w+)?",
    ),
    *(r"(?:MS[- ]?)?COCO", r"Objaverse", r"DataComp\w*", r"OpenImages", r"Visual Genome", r"Places365", r"JFT-\w+"),
    *(r"LibriSpeech", r"Libri-?Light", r"Common ?Voice", r"GigaSpeech", r"VoxPopuli", r"VoxCeleb\d?", r"TED-?LIUM\w*"),
    *(r"FLEURS", r"MLS", r"AISHELL\w*", r"WenetSpeech", r"AudioSet", r"LJ-?Speech", r"VCTK", r"FMA", r"Switchboard"),
    *(
        r"SNLI",
        r"Multi-?NLI",
        r"MNLI",
        r"XNLI",
        r"GLUE",
        r"SQuAD(?: ?v?\d(?:\.\d)?)?",
        r"MS ?MARCO",
        r"Natural Questions",
    ),
    *(r"HotpotQA", r"TriviaQA", r"ELI5", r"FEVER", r"CoNLL-?\d*", r"OntoNotes", r"SST-?2", r"IMDB", r"AG ?News"),
    *(r"PAQ", r"GooAQ", r"Quora\w*", r"MIRACL", r"Mr\.? ?TyDi", r"DuReader", r"T2Ranking", r"AllNLI", r"NLI"),
    *(r"Alpaca(?:-?\w+)?", r"ShareGPT\w*", r"UltraChat(?:[- ]?200k)?", r"UltraFeedback", r"OpenHermes(?:-2\.5)?"),
    *(r"Open-?Orca", r"SlimOrca", r"Dolly(?:-15k)?", r"OASST\d?", r"Open ?Assistant(?: conversations)?", r"HH-?RLHF"),
    *(r"P3", r"xP3(?:mt)?", r"Natural Instructions", r"WizardLM\w*", r"Capybara", r"Airoboros", r"Orca[- ]Math"),
    *(r"MetaMathQA?", r"GSM8K", r"Magpie", r"Infinity-?Instruct", r"OpenThoughts", r"Tulu\w*", r"LIMA", r"BELLE"),
    *(r"Europarl", r"OPUS", r"ParaCrawl", r"CCMatrix", r"WMT\d*", r"NLLB", r"Tatoeba", r"UniRef\d*", r"UniProt"),
    *(r"WuDao\w*", r"CLUE\w*", r"SkyPile\w*", r"MAP-?CC", r"Swallow corpus", r"JNLI", r"KLUE", r"CORD-19", r"MIMIC\w*"),
    *(r"ROOTS", r"Nectar", r"Evol-?Instruct\w*", r"CodeAlpaca", r"Magicoder\w*", r"RealNews", r"MassiveText", r"OWT2?"),
)
NAMES = re.compile(r"(?<![\w/-])(?=[A-Z]|arX|mC|xP|peS)(?:" + "|".join(dict.fromkeys(_NAMES)) + r")(?![\w/])")


def corpora(words: str) -> tuple[str, ...]:
    """The corpora named, each once."""
    return tuple(dict.fromkeys(match.group() for match in NAMES.finditer(words)))
