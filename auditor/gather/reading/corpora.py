"""Names of well-known training corpora, as cards write them, and whether each can be had today.

That one is named does not say that it is open. A corpus counts as obtainable where its makers, or an archive that they
name, give it out whole, be it as links, for a fee or after a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Supply(StrEnum):
    """Whether a corpus can be had."""

    PUBLIC = "public"  # whole, from its makers
    TASK = "task"  # public too, and made for one task or for instructions: no model learns to read from it
    RAW = "raw"  # a place rather than a set: which part of it was taken is not said by the name
    CHANGED = "changed"  # given out in part, on request, or again in another form
    WITHDRAWN = "withdrawn"  # its host took it down; others, or its makers in another form, still have it
    GONE = "gone"  # nobody who may gives it out
    CLOSED = "closed"  # never given out


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus as a card names it."""

    name: str
    supply: Supply

    @property
    def is_obtainable(self) -> bool:
        """Whether it can be had whole."""
        return self.supply in (Supply.PUBLIC, Supply.TASK)

    @property
    def is_lost(self) -> bool:
        """Whether its makers no longer give it out, or never did."""
        return self.supply in (Supply.WITHDRAWN, Supply.GONE, Supply.CLOSED)


_CATALOG: dict[Supply, tuple[str, ...]] = {
    Supply.PUBLIC: (
        # text
        *(r"CC-?News", r"CC-?100", r"C4(?: ?200M)?", r"mC4", r"FineWeb(?:-?Edu)?(?:-?2)?", r"SlimPajama\w*", r"Dolma"),
        *(r"RedPajama-V2", r"DCLM", r"MADLAD(?:-400)?", r"HPLT", r"Cosmopedia(?:[- ]v2)?", r"OpenWebText\d?"),
        *(
            r"OpenWebTextCorpus",
            r"OWT2?",
            r"Wikipedia",
            r"维基百科",
            r"Wikimedia",
            r"WikiText(?:[- ]?\d+)?",
            r"Wikidata",
        ),
        *(r"Wikisource", r"Wikibooks", r"Wiktionary", r"Wiki-?40B", r"(?:Project )?Gutenberg(?! ?e?Book license)"),
        *(r"PubMed(?: Central)?", r"PMC", r"S2ORC", r"peS2o", r"Stack ?Exchange", r"Stack ?Overflow", r"CORD-19"),
        *(r"The Stack(?: ?v\d(?:\.\d)?)?", r"Star ?Coder ?Data", r"CodeSearchNet", r"OpenWebMath", r"AutoMathText"),
        *(
            r"Proof-?Pile(?:-2)?",
            r"SkyPile\w*",
            r"MAP-?CC",
            r"Swallow corpus",
            r"RealNews",
            r"TinyStories",
            r"CLUECorpus",
        ),
        *(r"UniRef\d*", r"UniProt(?:KB)?", r"BFD", r"ZINC\d*", r"PubChem", r"ChEMBL", r"MIMIC(?:-\w+)*", r"AraCorpus"),
        *(r"Europarl", r"OPUS(?:-100)?", r"ParaCrawl", r"CCMatrix", r"CCAligned", r"NLLB", r"WMT ?\d*", r"Tatoeba"),
        *(r"OpenSubtitles", r"JRC-Acquis", r"MultiUN", r"IndicCorp(?: ?v\d)?", r"Samanantar"),
        # images, video, shapes
        *(r"COYO(?:-\w+)?", r"(?:Google )?Conceptual Captions", r"CC3M", r"CC12M", r"YFCC\w*", r"SA-1B", r"MNIST"),
        *(
            r"ImageNet(?:[- ]?\d+[kK])?",
            r"(?:MS[- ]?)?COCO(?: ?2?0?1[47])?",
            r"Objaverse(?:-?XL)?",
            r"DataComp\w*(?:-1B)?",
        ),
        *(
            r"Open ?Images",
            r"Visual Genome",
            r"Places365",
            r"Kinetics(?:-?\d+)?",
            r"Something[- ]Something(?: ?[vV]2)?",
        ),
        *(
            r"UCF-?101",
            r"HowTo100M",
            r"CIFAR-?\d+",
            r"ADE20[kK]",
            r"Cityscapes",
            r"P(?:ascal|ASCAL) VOC",
            r"CelebA(?:-?HQ)?",
        ),
        *(r"FFHQ", r"LSUN", r"iNaturalist", r"Food-?101", r"PubTables-?1M", r"PubLayNet", r"DocLayNet", r"IIT-CDIP"),
        *(r"RVL-CDIP", r"NYU ?v?\d?(?: Depth)?(?: ?[vV]2)?", r"KITTI", r"Flickr ?30[kK]", r"SBU(?: Captions)?"),
        # sound
        *(r"LibriSpeech(?: ASR)?", r"Libri ?[sS]peech", r"Libri-?Light", r"LibriTTS(?:-R)?", r"Libri\d?Mix", r"VCTK"),
        *(
            r"(?:Mozilla )?Common ?Voice(?: (?:Corpus )?v?\d+(?:[. ]\d)?)?",
            r"GigaSpeech",
            r"VoxPopuli",
            r"TED-?LIUM\w*",
        ),
        *(
            r"FLEURS",
            r"MLS",
            r"Multilingual LibriSpeech",
            r"AISHELL(?:-?\d)?",
            r"WenetSpeech",
            r"AudioSet",
            r"LJ ?-?Speech",
        ),
        *(r"FMA", r"Switchboard", r"TIMIT", r"WSJ\d?(?:-\dmix)?", r"WHAMR?!?", r"MUSAN", r"VoxLingua107"),
        *(r"ESC-?50", r"UrbanSound8[kK]", r"Clotho", r"AudioCaps", r"IEMOCAP", r"MUSDB(?:18)?"),
    ),
    Supply.TASK: (
        *(
            r"SNLI",
            r"Multi[- ]?NLI",
            r"MNLI",
            r"XNLI",
            r"ANLI",
            r"WANLI",
            r"LingNLI",
            r"F(?:EVER|ever)(?:-NLI)?",
            r"GLUE",
        ),
        *(r"SQuAD(?: ?[vV]?\d(?:\.\d)?)?(?:-it|-es)?", r"MS ?M(?:ARCO|arco)", r"mMARCO", r"Natural Questions", r"NQ"),
        *(r"HotpotQA", r"TriviaQA", r"ELI5", r"CoNLL[- ]?\d*", r"OntoNotes(?: ?\d)?", r"SST-?2", r"IMDB", r"AG ?News"),
        *(
            r"PAQ",
            r"GooAQ",
            r"Quora\w*",
            r"MIRACL",
            r"Mr\.? ?TyDi",
            r"DuReader",
            r"T2Ranking",
            r"AllNLI",
            r"STS-?B",
            r"STSb",
        ),
        *(
            r"QNLI",
            r"MRPC",
            r"CoLA",
            r"RACE",
            r"BoolQ",
            r"CNN[ /-]{0,3}Daily ?Mail",
            r"XSum",
            r"SAMSum",
            r"WikiSQL",
            r"QuAC",
        ),
        *(r"CoQA", r"WikiANN", r"PAWS(?:-X)?", r"KLUE", r"JNLI", r"JSNLI", r"CLUE\w*", r"WikiHow", r"QQP"),
        *(
            r"VQA ?v?2(?:\.0)?",
            r"TextVQA",
            r"GQA",
            r"DocVQA",
            r"TweetEval",
            r"GoEmotions",
            r"Jigsaw",
            r"ToxiGen",
            r"Tapaco",
        ),
        *(
            r"Alpaca(?:-?\w+)?",
            r"UltraChat(?:[- ]?200k)?",
            r"UltraFeedback",
            r"OpenHermes(?:-2\.5)?",
            r"Open-?Orca",
            r"SlimOrca",
        ),
        *(r"Dolly(?:-15k)?", r"OASST\d?", r"Open ?Assistant(?: conversations)?", r"HH-?RLHF", r"P3", r"xP3(?:mt)?"),
        *(
            r"Natural Instructions",
            r"Super-?NaturalInstructions",
            r"FLAN(?: ?v?\d+)?",
            r"Capybara",
            r"Airoboros",
            r"LIMA",
        ),
        *(
            r"Orca[- ]Math",
            r"MetaMathQA?",
            r"MathInstruct",
            r"GSM8K",
            r"Magpie",
            r"Infinity-?Instruct",
            r"OpenThoughts",
        ),
        *(
            r"BELLE",
            r"Nectar",
            r"Evol-?Instruct\w*",
            r"CodeAlpaca",
            r"HelpSteer2?",
            r"Open-?Platypus",
            r"COIG\w*",
            r"CodeContests",
        ),
    ),
    Supply.RAW: (
        *(r"Common ?Crawl", r"CCNet", r"arXiv", r"GitHub code", r"Reddit", r"BigQuery", r"NLI", r"ShareGPT\w*"),
        *(r"WizardLM\w*", r"Tulu\w*", r"Magicoder\w*", r"LAION(?!-)"),
    ),
    Supply.CHANGED: (
        *(
            r"RefinedWeb\w*",
            r"OSCAR",
            r"RedPajama(?:-?\w+)?",
            r"ROOTS",
            r"CulturaX",
            r"LAION(?:-?\w+)+",
            r"VoxCeleb ?\d?",
        ),
        *(r"WuDao\w*", r"BookCorpusOpen"),
    ),
    Supply.WITHDRAWN: (r"The Pile", r"Pile"),
    Supply.GONE: (r"Book(?:s)?[ -]?Corpus", r"Books3", r"CC-?Stories", r"Stories", r"WebVid\w*"),
    Supply.CLOSED: (r"WebText", r"JFT-\w+", r"WebLI", r"MassiveText", r"BigPython", r"Books2", r"WIT-400M"),
}
_ALL = "|".join(f"(?P<{supply}>{'|'.join(dict.fromkeys(names))})" for supply, names in _CATALOG.items())
NAMES = re.compile(rf"(?<![a-zA-Z0-9_/-])(?=[A-Z维]|arX|mC|mM|xP|peS|iN)(?:{_ALL})(?![a-zA-Z0-9_/])")
_ID = re.compile(rf"(?:{_ALL})\Z", re.IGNORECASE)


def corpora(words: str) -> tuple[str, ...]:
    """The corpora named, each once."""
    return tuple(dict.fromkeys(item.name for item in found(words)))


def found(words: str) -> Iterator[Corpus]:
    """The corpora named, in order."""
    for match in NAMES.finditer(words):
        yield Corpus(match.group(), Supply(match.lastgroup or Supply.RAW))


def by_hub_id(dataset: str) -> Corpus | None:
    """The corpus that a data set's id without an organization stands for (`librispeech_asr`, `the_pile`)."""
    name = dataset.strip().replace("_", " ")
    match = None if "/" in name or len(name) > 60 else _ID.match(name) or _ID.match(name.replace(" ", "-"))
    return Corpus(dataset, Supply(match.lastgroup or Supply.RAW)) if match else None
