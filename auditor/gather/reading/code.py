"""Code that the card links or names as a file of the repository, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading.sentences import Sentence
from auditor.names.families import is_code_of_a_family
from auditor.names.model_names import is_akin, is_own
from auditor.schema.reading import CodeLink, CodeRole

MAX_LINKS = 60

_I = re.IGNORECASE
_HOSTS = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|gitee\.com|bitbucket\.org|codeberg\.org)/([\w.-]+)/([\w.-]+)"
)
_DEMOS = re.compile(r"colab\.research\.google\.com|huggingface\.co/spaces/|\.gradio\.|kaggle\.com/code")
# Pages of a code host that are no code: issues, releases, a license, an image, a readme about something else.
_NO_CODE = re.compile(
    (
        r"/(?:issues|pull|releases|wiki|discussions|stargazers|actions|raw|assets)\b|\.(?:png|jpe?g|gif"
        r"|svg|pdf|md)\b|/LICENSE"
    ),
    _I,
)
# Frameworks that train, run or evaluate any model; a link to one says nothing of this model's own training.
_FRAMEWORKS = re.compile(
    (
        r"^(?:nanotron|alignment-handbook|llm-foundry|google-research|transformers|composer|easylm|uer-py|tencentpretrain"
        r"|fastai\d?|lycoris|sentencepiece|lmms-eval|qlora|tensor2tensor|trax|marian(?:-dev)?|opennmt(?:-py)?|s3prl"
        r"|diffusers|peft|trl|accelerate|datasets|tokenizers|megatron(?:-lm"
        r"|-deepspeed)?|deepspeed(?:-?\w+)?|gpt-neox"
        r"|fairseq\d?|fastchat|llama-?factory|axolotl|unsloth|mesh-transformer-jax|t5x|seqio|paxml"
        r"|maxtext|nanogpt|litgpt|lit-gpt|nemo"
        r"|pytorch(?:-lightning)?|tensorflow|jax|flax|keras|timm|pytorch-image-models|open_clip|espnet"
        r"|kaldi|speechbrain|whisper\.cpp"
        r"|llama\.cpp|ggml|gptq-?\w*|auto-?gptq|auto-?awq|vllm|sglang|text-generation-inference"
        r"|text-generation-webui|exllama\w*|ollama"
        r"|koboldcpp|ctransformers|sentence-transformers|flagembedding|setfit|spacy|flair|stanza"
        r"|mergekit|apex|flash-attention|xformers"
        r"|lm-evaluation-harness|bigcode-evaluation-harness|opencompass|mteb|beir|lighteval|helm|mlx\w*"
        r"|alpaca-lora"
        r"|llama-recipes|kohya_ss|sd-scripts|stable-diffusion-webui|comfyui|dreambooth\w*|lora"
        r"|sample-factory|stable-baselines3"
        r"|rl-baselines3-zoo|ml-agents|ultralytics|yolov5|mmdetection|mmsegmentation|detectron2"
        r"|hftrainer|autotrain\w*|openrlhf|colossalai"
        r"|simpletransformers|haystack|langchain|onnxruntime|optimum|paddlenlp|swift|ms-swift|xtuner"
        r"|verl|slime)$"
    ),
    _I,
)
_CODE = (
    r"(?:code(?:base)?(?![ -]?(?:llama|contamination|generation|search|review|completion|models?|data))"
    r"|scripts?|recipes?|repo(?:sitory)?|notebooks?|configurations?|configs?"
    r"|pipeline|library|framework)"
)


def _code_that(does: str) -> str:
    """Words that say that code does this, or that this is what stands there."""
    return (
        rf"\b(?:{does})\b(?! (?:data|set|split|corpus|tokens|on|\d|models?|checkpoints?|weights|language))[^.|]{{0,40}}"
        rf"\b{_CODE}\b"
        rf"|\b{_CODE}\b(?<!framework)(?<!library)[^.|]{{0,40}}\b(?:{does})\b(?! (?:data|set|split|corpus"
        rf"|tokens|models?))"
        rf"|^\W*(?:{does})(?: details| procedure)?\W*(?:$|\||:|\[$)|\b(?:{does})(?: (?:with|using|by|via"
        rf"|in))? [`\[(]{{1,2}}$"
    )


# Repositories that hold data by their names; what prepares or reconstructs data is code.
_DATA_REPOSITORY = re.compile(r"(?:^|[-_])(?:data ?sets?|corp(?:us|ora)|ranking)$|^conceptual-", _I)
# The first row that fits decides. Patterns see the words beside the link.
_ROLES: tuple[tuple[CodeRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern, _I))
    for role, pattern in (
        (
            CodeRole.PROCESSING,
            (
                r"\b(?:data|corpus|dataset)[- ](?:processing|preparation|preprocessing|filtering|cleaning"
                r"|curation|reconstruction|prep)"
                r"|\bpre-?process(?:ing|ed)?\b[^|.]{0,30}\b(?:code|scripts?|pipeline)"
                r"|\b(?:code|scripts?|pipeline)\b(?: \w{1,12}){0,3} (?:pre-?process|normali[sz]|split|clean)\w{0,6}\b"
                r"|\b(?:normali[sz]ation|cleaning|filtering) pipeline|\bpreparation of the data"
                r"|\bpipeline is\b|\b(?:data|datasets?|corpus)\b[^|.]{0,60}\b(?:made|generated|created|built"
                r"|produced) with\b"
                r"|数据处理"
            ),
        ),
        (
            CodeRole.EVALUATION,
            (
                r"\b(?:results?|numbers|scores?|benchmarks?|baselines?)\b[^.|]{0,40}\breproduc"
                r"|\breproduc\w{0,5}\b[^.|]{0,40}\b(?:results?|numbers|scores?|benchmarks?|baselines?|evaluations?)\b"
                r"|^\W{0,4}(?:analysis and )?metrics\b"
                r"|^[^|]{0,30}\bevaluat(?:ion|e)\b(?![^|]{0,20}\btrain)|\bevaluated (?:with|using)|\bevaluation"
                r" (?:code|scripts?|harness)|评测代码"
            ),
        ),
        (
            CodeRole.TUNING,
            _code_that(r"fine-?\s?tun\w*|instruction[- ]tun\w*|SFT|RLHF|DPO|reinforcement learning|LoRA"),
        ),
        (
            CodeRole.TRAINING,
            _code_that(r"(?:pre-?|re-?)?train(?:ing|ed|er)?")
            + r"|\breproduc\w*|\brecipes?\b(?! for (?:how to )?(?:us|generat|infer|run))|训练代码"
            r"|\b(?:for|see|regarding|about|of|on|and|,) (?:\w{1,12} ){0,4}(?:pre-?)?training (?:procedure"
            r"|process|details?|steps|instructions|set-?up|hyper-?parameters)\b"
            r"|\bhow (?:it|this model|the models?|they) (?:was|were) (?:pre-?)?trained\b|\btraining (?:was"
            r"|were) done in\b"
            r"|\b(?:replicat|reproduc)\w{1,5} (?:the )?(?:pre-?)?training"
            r"|\blaunch scripts?\b|\bconfigurations? of (?:this|the) (?:training )?run\b",
        ),
        (
            CodeRole.INFERENCE,
            (
                r"\binference\b|\bdeploy\w*|\bserv(?:e|es|ing)\b|\busage\b|\bhow to use\b|\bquick ?start\b"
                r"|\brun(?:s|ning)?\b|\bload(?:s|ing)?\b"
                r"|推理|部署"
            ),
        ),
    )
)
_BOTH = re.compile(
    r"\btrain\w*,? (?:and|&|/) ?eval\w* (?:code|scripts?)|\beval\w* (?:and|&|/) ?train\w* (?:code|scripts?)", _I
)
_SPEAKS_OF_CODE = re.compile(
    r"\bcode(?:base)?\b|\bscripts?\b|\brepo(?:sitory)?\b|\bgithub\b|\brecipes?\b|\bnotebooks?\b|代码|仓库", _I
)
_SPEAKS_OF_TRAINING = re.compile(rf"{_SPEAKS_OF_CODE.pattern}|\btrain", _I)
_HOW_TO_TRAIN_YOURS = re.compile(
    r"\b(?:you can|your own|if you want|examples?|to fine-?tune|can be fine-?tuned|how to fine)\b", _I
)
_OTHERS = re.compile(
    (
        r"\b(?:based on|built (?:on|upon|with)|thanks to|inspired by|adapted from|forked from|credit"
        r"|similar to|following|follows|refer to"
        r"|initiali[sz]ed (?:with|from)|licensed under|details? (?:on|of|about) (?:the )?(?:base|original))\b"
    ),
    _I,
)
# `trained with the [X](`: a tool; `trained with the [training code](`: code.
_USED = re.compile(
    r"\b(?:train\w{0,3}|pre-?train\w{0,3}|tun(?:ed|ing)|done|performed)(?: \w{1,20}){0,2} (?:with|using|by|via)"
    r"((?: [\w'’-]{1,20}){0,4} ?[`\[(]{1,2}[^\]\n]{0,60}[\]`]{1,2}\(?)$",
    _I,
)
_NAMES_CODE = re.compile(rf"\b{_CODE}\b(?<!library)(?<!framework)", _I)
_URLS = re.compile(r"https?://\S{1,500}")
_CONFIGURATION = re.compile(
    r"`([\w./-]{1,120}\.(?:ya?ml|json|toml|gin|cfg|sh|py|ini))`|`((?:recipes|configs?|conf)/[\w./-]{1,100})`"
)
_CONFIG_WORDS = re.compile(r"\bconfigurations?\b|\bconfigs?\b|\blaunch scripts?\b|\bhyper-?parameters\b", _I)
_PATHS = re.compile(
    r"`([\w./-]{2,120}\.(?:py|sh|ipynb|ya?ml|json|toml))`|\]\((?:\./)?([\w./-]{2,120}\.(?:py|sh|ipynb))\)"
)
_ENTRY = (".py", ".sh", ".ipynb")


def code_links(papers: Papers, found: list[Sentence]) -> tuple[CodeLink, ...]:
    """Every link to code and every script of the repository that the card names, each once and role."""
    listed = frozenset(papers.metadata.siblings or ())
    unique: dict[tuple[str, str], CodeLink] = {}
    for item in islice((item for sentence in found for item in _of(papers, sentence, listed)), 4 * MAX_LINKS):
        unique.setdefault((item.where, item.role.value), item)
    return tuple(unique.values())[:MAX_LINKS]


def is_framework(code_id: str, model_id: str) -> bool:
    """Whether `owner/repo` is called as what trains or runs any model, or as the code of another's family."""
    name = code_id.rpartition("/")[2]
    return bool(_FRAMEWORKS.match(name) or (is_code_of_a_family(name) and not is_own(code_id, model_id)))


def is_data_repository(name: str) -> bool:
    """Whether a repository of this name, or `owner/name`, holds data and no code."""
    return bool(_DATA_REPOSITORY.search(name.rpartition("/")[2]))


def _of(papers: Papers, sentence: Sentence, listed: frozenset[str]) -> Iterator[CodeLink]:
    if sentence.kind == "code":
        return
    raw = sentence.raw
    if "`" in raw or "](" in raw:
        yield from _inside(papers, sentence, listed)
    for link in sentence.links if "http" in raw else ():
        match = _HOSTS.match(link)
        if match and not _NO_CODE.search(link):
            code = f"{match.group(1)}/{match.group(2).removesuffix('.git')}"
            generic = is_framework(code, papers.snapshot.id) or _is_a_tool(sentence, link, code, papers.snapshot.id)
            configuration = _configuration(sentence, link)
            cited = papers.in_card(sentence.line)
            of_data = is_data_repository(match.group(2))
            for role in (CodeRole.UNSTATED,) if of_data else _roles(sentence, link):
                yield CodeLink(role=role, where=link, generic=generic, configuration=configuration, citation=cited)
        elif _DEMOS.search(link):
            yield CodeLink(role=CodeRole.DEMO, where=link, citation=papers.in_card(sentence.line))


def _is_a_tool(sentence: Sentence, link: str, code: str, model: str) -> bool:
    """Whether the model was trained with it, and nothing says that it is the publisher's: `trained with [X](link)`."""
    match = _USED.search(sentence.raw[: max(0, sentence.raw.find(link))][-160:])
    return bool(match and not _NAMES_CODE.search(match.group(1))) and not is_akin(code, model)


def _inside(papers: Papers, sentence: Sentence, listed: frozenset[str]) -> Iterator[CodeLink]:
    named = [first or second for first, second in _PATHS.findall(sentence.raw)]
    held = [name.removeprefix("./") for name in named if name.removeprefix("./") in listed]
    entries = [name for name in held if name.endswith(_ENTRY)]
    others = [name for name in held if name not in entries]
    for name in entries:
        for role in _roles(sentence, name):
            beside = others[0] if others else ""
            cited = papers.in_card(sentence.line)
            yield CodeLink(role=role, where=name, inside=True, configuration=beside, citation=cited)


def _roles(sentence: Sentence, link: str) -> tuple[CodeRole, ...]:
    """What the card says it is for; "training and evaluation code" is for both."""
    role = _role(sentence, link)
    if role in (CodeRole.EVALUATION, CodeRole.TRAINING) and _BOTH.search(sentence.words):
        return CodeRole.TRAINING, CodeRole.EVALUATION
    return (role,)


def _role(sentence: Sentence, link: str) -> CodeRole:
    """By the clause that the link stands in, else by the words of the sentence, else by the heading."""
    said = _URLS.sub("", sentence.words)
    if _OTHERS.search(said) and not re.search(r"training (?:code|scripts?)", said, _I):
        return CodeRole.UNSTATED
    place = sentence.raw.find(link)
    before = (
        re.split(r"[;,]\s", _URLS.sub("", sentence.raw[:place][-400:])[-160:])[-1].lstrip("| ") if place >= 0 else ""
    )
    file = link.rpartition("/")[2].replace("_", " ").replace("-", " ") if not link.startswith("http") else ""
    for words in (
        before,
        f"{said[:300]} {file}",
        sentence.heading if _SPEAKS_OF_CODE.search(sentence.words) else "",
    ):
        role = next((role for role, pattern in _ROLES if words and pattern.search(words)), None)
        if role in (CodeRole.TRAINING, CodeRole.TUNING) and _HOW_TO_TRAIN_YOURS.search(sentence.words):
            return CodeRole.UNSTATED
        if role and (words is before or _SPEAKS_OF_TRAINING.search(sentence.words + sentence.label)):
            return role
    return CodeRole.UNSTATED


def _configuration(sentence: Sentence, link: str) -> str:
    """What the card names as this model's own configuration beside the link."""
    match = _CONFIGURATION.search(sentence.raw)
    if match:
        return match.group(1) or match.group(2)
    deep = bool(re.search(r"/(?:tree|blob)/[^/]+/.", link))
    return link if _CONFIG_WORDS.search(sentence.words) or (deep and "/examples" not in link) else ""
