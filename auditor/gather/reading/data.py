"""What a card says of its data: sources, size, mixture, languages, cut-off, how it was made (OSAID 1.0, DI)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from auditor.gather.lineage.related import datasets
from auditor.gather.papers import Papers
from auditor.gather.reading.corpora import corpora
from auditor.gather.reading.listing import enumerated, listing
from auditor.gather.reading.marks import DATA_PAGES
from auditor.gather.reading.parts import MORE, Listing
from auditor.gather.reading.stages import is_tuned, stage_of
from auditor.prose.sentences import Sentence
from auditor.schema.reading import DataAspect, DataStatement, Stage

MAX_SENTENCES = 60
EACH = 3

_I = re.IGNORECASE
# Headings under which every sentence is about data.
_UNDER = re.compile(
    (
        r"\b(?:pre-?)?training (?:and evaluation )?(?:data|corpus|corpora|set)|\bdata ?sets?\b"
        r"|\bcorp(?:us|ora)\b"
        r"|\bdata (?:card|sources?|collection|mixture|mix|processing|preparation|curation|composition"
        r"|overview|details)\b"
        r"|^\W*(?:the )?data\W*$|\bpre-?training\W*$|\bfine-?tuning data|\bpreprocessing\b|\bdata$"
        r"|训练数据|数据集|预训练数据|数据来源|数据处理|^数据$|学習データ|データセット|학습 ?데이터|데이터셋"
    ),
    _I,
)
# Words that make a sentence one about data wherever it stands.
_SPEAKS = re.compile(
    (
        r"\b(?:pre-?|re-?)?train(?:ed|ing|s)?\b[^.|]{0,80}\b(?:on|with|using|over)\b"
        r"|\b(?:fine-?\s?)?tun(?:ed|ing)\b[^.|]{0,60}\b(?:on|with|using)\b"
        r"|\btrain(?:ing)?[- ](?:data|set|tokens|corpus|corpora|examples|samples)\b|\b(?:training"
        r" )?data ?sets?\b|\bcorp(?:us|ora)\b"
        r"|\b(?:conversations|dialogues|instructions|samples|examples|pairs)\b[^.|]{0,12}"
        r" (?:filtered|sampled|taken) from\b"
        r"|\btokens of\b|\bpre-?training tokens\b|(?:训练|微调)[^。|]{0,40}(?:数据|语料|词元|tokens?)|(?:词元"
        r"|tokens?)[^。|]{0,10}训练"
    ),
    _I,
)
_NEEDLES = (
    "train",
    "tun",
    "data",
    "corpus",
    "corpora",
    "token",
    "filtered from",
    "sampled from",
    "taken from",
    "训练",
    "微调",
    "数据",
    "語",
)
_NEGATED = re.compile(
    (
        r"^\W*no\b|\b(?:has|have|had|was|were|is|are) (?:had )?(?:not|no)\b[^.]{0,40}(?:de-?dup|filter"
        r"|instruct|reinforc|prefer|annot)"
        r"|\bwithout (?:any )?(?:fine|instruct|filter|human)|\bdoes not (?:involve|use|include|contain)"
    ),
    _I,
)
_PROMISED = re.compile(r"\bwill be (?:released|published|made|open)|\bcoming soon\b", _I)
_UNIT = (
    r"(?:tokens?|words?|samples?|examples?|images?|pairs?|hours?|documents?|sentences?|texts?"
    r"|instances?|rows?|pages?"
    r"|conversations?|dialogues?|questions?|instructions?|records?|files?|lines?|utterances?"
    r"|videos?|clips?|entries|points?"
    r"|triplets?|tuples?|articles?|books|molecules|sequences|proteins?|renders?|data)"
)
# One row an aspect: the words that show it.
_ASPECTS: tuple[tuple[DataAspect, re.Pattern[str]], ...] = tuple(
    (aspect, re.compile(pattern, _I))
    for aspect, pattern in (
        (
            DataAspect.SIZE,
            (
                rf"\d[\d.,]*\s?(?:\+\s?)?(?:k|m|b|t|thousand|million|billion"
                rf"|trillion)?\+?\s(?:[\w-]{{1,20}}\s){{0,3}}{_UNIT}\b"
                r"|\d[\d.,]*\s?(?:[KMGT]i?B|terabytes?|gigabytes?)\b|\d[\d.,]*\s?(?:万亿|亿|千亿|万)"
                r"|\btokens\W{1,4}\d"
                r"|\b(?:hundreds|thousands|millions|billions|trillions) of\b|\d\s?[TB] tokens"
            ),
        ),
        (
            DataAspect.MIXTURE,
            (
                r"\d\s?[%％](?!\s?(?:accura|bleu|wer|f1|of (?:the )?(?:time|cases|tokens|masked)))|\b(?:mixture"
                r"|mix|blend|proportions?|ratio) of\b|\b\d{1,2}\s?:\s?\d{1,2}\b|混合"
            ),
        ),
        (
            DataAspect.LANGUAGES,
            (
                r"\b(?:English|Chinese|French|German|Spanish|Portuguese|Italian|Japanese|Korean|Russian|Arabic"
                r"|Hindi|Dutch|Polish"
                r"|Turkish|Vietnamese|Indonesian|Swedish|Czech|Finnish|Danish|Norwegian|Ukrainian|Thai|Persian"
                r"|Hebrew|Greek"
                r"|multi-?lingual|bilingual|\d+ (?:natural |programming )?languages|programming languages)\b|中文"
                r"|英文|中英|多语言|日本語|한국어"
            ),
        ),
        (
            DataAspect.CUTOFF,
            (
                r"\bcut-?\s?off\b|\b(?:up to|until|through|before|as of|prior to|since|between|from|in)\b[^."
                r"|]{0,20}\b(?:19|20)\d\d\b"
                r"|\bsnapshot\b|\bdumps?\b[^.|]{0,20}\d{4}|截止|截至"
            ),
        ),
        (
            DataAspect.CONTENT,
            (
                r"\b(?:web|internet) (?:pages?|text|data|documents?|crawl)|\bweb text|\bsource code|\bbooks\b"
                r"|\bnews\b|\bacademic\b|\bencyclop"
                r"|\bdialogues?\b|\bconversations?\b|\bmath(?:ematic\w*)?\b|\bscientific\b|\bimage[- ]text"
                r"|\bimages\b|\baudio\b|\bspeech\b"
                r"|\bvideos?\b|\bcode\b|\breviews\b|\btweets\b|\bpatents\b|\bsocial media|\bQ&A\b|网页|书籍|百科|代码"
            ),
        ),
        (
            DataAspect.COLLECTION,
            (
                r"\b(?:collected|crawled|scraped|gathered|mined|obtained|sourced|downloaded|extracted|compiled"
                r"|curated)\b|采集|收集|爬取"
            ),
        ),
        (
            DataAspect.FILTERING,
            (
                r"\bfilter(?:ed|ing|s)?\b|\bclean(?:ed|ing|s)?\b|\bpre-?process(?:ed|ing)?\b|\bheuristics?\b"
                r"|\blanguage (?:detection|identification)"
                r"|\bquality (?:classifier|filter|score)|\bnormali[sz](?:ed|ation)\b|\bremov(?:ed|ing)\b|过滤|清洗"
                r"|预处理"
            ),
        ),
        (DataAspect.DEDUPLICATION, r"\bde-?\s?dup\w*|\bMinHash\b|\bduplicates?\b|去重"),
        (DataAspect.DECONTAMINATION, r"\bde-?contaminat\w*|\bn-?gram overlap|\bcontaminat\w*"),
        (
            DataAspect.SYNTHETIC,
            (
                r"\bsynthetic\w*|\bgenerated (?:by|with|using|from)\b|\bmade with GPT|\b(?:written|wrote"
                r"|judged) by (?:Chat)?GPT|\bself-instruct"
                r"|\bdistill(?:ed|ation)\b|\bsamples that [\w.-]+ wrote|合成"
            ),
        ),
        (
            DataAspect.LABELING,
            (
                r"\bannotat(?:ed|ors?|ions?|ing)\b|\blabell?(?:ed|ing|ers?)\b|\bcrowd-?\s?(?:sourc|work)\w*"
                r"|\bhuman (?:raters?|feedback)|标注"
            ),
        ),
        (
            DataAspect.PREFERENCE,
            (
                r"\bpreferences?\b|\bRLHF\b|\bRLAIF\b|\bDPO\b|\breward model|\breinforcement learning|人类反馈|强化学习"
                r"|\bhuman feedback"
            ),
        ),
    )
)
_PROCESSING = {DataAspect.FILTERING, DataAspect.DEDUPLICATION, DataAspect.DECONTAMINATION}
_TOOLS = re.compile(
    (
        r"fasttext|minhash|kenlm|ccnet|datatrove|nemo[- ]curator|trafilatura|jaccard|\d+-gram"
        r"|langdetect|cld3|simhash|toolkit"
        r"|perplexity|threshold|[<>≥≤]\s?\d|\bp\s?=|\.(?:py|ya?ml|sh)\b"
    ),
    _I,
)


# Data that was made for the model and bears no name.
_MADE = re.compile(r"\bsynthetic(?: [\w-]+){0,2} (?:data|texts?|corpus|corpora|samples|examples|tokens)\b", _I)


def data_statements(papers: Papers, found: list[Sentence]) -> tuple[DataStatement, ...]:
    """Statements on data, in the order of the card; of each aspect but the sources, the first few."""
    declared = tuple(item.id for item in datasets(papers))
    own = papers.metadata.id or papers.snapshot.id
    lists = enumerated(found, declared)
    own_stage = Stage.TUNING if is_tuned(papers, found) else Stage.UNSTATED
    about = islice(((place, item) for place, item in enumerate(found) if is_about_data(item)), MAX_SENTENCES)
    said: Counter[DataAspect] = Counter()
    statements: list[DataStatement] = []
    for place, sentence in about:
        told = lists.get(place) or listing(sentence, own, declared)
        for statement in _of(papers, sentence, (told, own_stage), said):
            said[statement.aspect] += 1
            statements.append(statement)
    return tuple(statements)


def is_about_data(sentence: Sentence) -> bool:
    """Whether it speaks of data: by its own words, by what it is a label of, or by the headings above."""
    if sentence.kind in ("code", "quote"):
        return False
    if sentence.under(_UNDER):
        return True
    if not sentence.speaks(*_NEEDLES):
        return False
    return bool(_SPEAKS.search(sentence.words[:800])) or bool(sentence.label and _UNDER.search(sentence.label))


def _of(
    papers: Papers, sentence: Sentence, listed: tuple[Listing | None, Stage], said: Counter[DataAspect]
) -> Iterator[DataStatement]:
    told, own_stage = listed
    if len(sentence.words) < (2 if told else 8):
        return
    words, stage = sentence.words[:800], stage_of(sentence)
    if _NEGATED.search(words) or _PROMISED.search(words):
        return
    citation = papers.in_card(sentence.line)
    sources = _sources(papers, sentence, own_stage if stage is Stage.UNSTATED and told else stage, told)
    if sources:
        yield sources
    if stage is Stage.EVALUATION:
        return
    for aspect, pattern in _ASPECTS:
        if said[aspect] < EACH and pattern.search(words):
            exact = aspect in _PROCESSING and bool(_TOOLS.search(words))
            yield DataStatement(aspect=aspect, stage=stage, exact=exact, citation=citation)


def _sources(papers: Papers, sentence: Sentence, stage: Stage, told: Listing | None) -> DataStatement | None:
    """The sources that it names, where it says that they are, and whether that is all."""
    links = tuple(link for link in sentence.links if DATA_PAGES.search(link))[:20]
    words = sentence.words[:800]
    names = tuple(dict.fromkeys((*(told.names if told else ()), *corpora(words))))[:20]
    if not (names or links or told):
        return None
    # sets made for a task teach no model to read: it was there before
    stage = Stage.TUNING if told and told.tasks and stage is Stage.UNSTATED else stage
    return DataStatement(
        aspect=DataAspect.SOURCES,
        stage=stage,
        names=names,
        links=links,
        whole=bool(told and told.whole),
        placed=bool(told and told.placed),
        vague=told.more if told else bool(MORE.search(words) or _MADE.search(words)),
        gone=told.gone if told else (),
        citation=papers.in_card(sentence.line),
    )
