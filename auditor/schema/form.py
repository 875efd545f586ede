"""How code names a model: rows of policies/discovery/, one file a library or provider, and providers.yaml.

A form says which call is meant, which of its arguments names a model, and what stands there. Each row carries code that
it reads and may carry code that looks like it and names nothing; a test runs all of them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from auditor.schema.base import Value

Language = Literal["python", "javascript", "go", "java", "csharp", "ruby", "rust"]
FormId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Dotted = Annotated[str, StringConstraints(pattern=r"^[\w@$/:-]+(\.[\w@$/:-]+)*$", max_length=200)]
# A keyword; with further words the way into its value: `config.model`, `models.*.name` (`*`: each of a list).
Way = Annotated[str, StringConstraints(pattern=r"^[\w-]+(\.([\w-]+|\*))*$", max_length=200)]
# A name or its beginning, where `*` is at the end: `gpt-4*`.
Beginning = Annotated[str, StringConstraints(pattern=r"^[a-z0-9@][a-z0-9._:/@ -]*\*?$", max_length=80)]
Host = Annotated[str, StringConstraints(pattern=r"^\*?[a-z0-9.-]+(:\d+)?$", max_length=120)]
Prefix = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]


class FormNames(StrEnum):
    """What stands where a form looks."""

    MODEL = "model"  # a model of the Hub; without a namespace one of its old names, or a name that says too little
    MODEL_ONLY = "model_only"  # a model of the Hub; without a namespace nothing
    MODEL_ALIAS = "model_alias"  # a model of the Hub; without a namespace one of sentence-transformers
    DATASET = "dataset"  # a data set of the Hub
    DATASET_ONLY = "dataset_only"  # a data set of the Hub; without a namespace nothing
    SPACE = "space"  # a Space of the Hub, or what a `models/` or `datasets/` in front makes of it
    API_MODEL = "api_model"  # a model at the provider's service
    ROUTED = "routed"  # `provider/model` or `provider:model`
    OLLAMA_MODEL = "ollama_model"  # a model of Ollama's registry
    MODELSCOPE_MODEL = "modelscope_model"
    MODELSCOPE_DATASET = "modelscope_dataset"
    KAGGLE = "kaggle"  # a model or data set of Kaggle: no source of ours, and listed
    TORCH_HUB = "torch_hub"  # a repository of GitHub, `org/repo`, from which code and weights come


class FormExample(Value):
    """Code, and all that it names.

    A model of the Hub stands as its id, a model behind an API as `provider:model`; anything else has its type in front:
    `ollama_model llama3.1:8b`, `dynamic args.model`.
    """

    code: str
    gives: tuple[str, ...] = Field(min_length=1)
    language: Language | None = Field(default=None, description="absent: the first of the form's languages")


class FormMiss(Value):
    """Code that looks like the form and names nothing."""

    code: str
    language: Language | None = Field(default=None, description="absent: the first of the form's languages")


class Form(Value):
    """One way in which code names a model."""

    id: FormId
    languages: tuple[Language, ...] = Field(min_length=1)
    modules: tuple[Dotted, ...] = Field(
        default=(),
        description="where what is called must come from (import, package, namespace, require, use, gem), each the"
        " dotted name or its beginning; absent: from anywhere",
    )
    unseen: Literal["always", "named", "never"] = Field(
        default="never",
        description="where the file does not show the module: `always` counts all the same (the call is long and"
        " peculiar), `named` where the name is a known one of the provider",
    )
    calls: tuple[Dotted, ...] = Field(min_length=1, description="dotted tail of what is called or constructed")
    keywords: tuple[Way, ...] = Field(default=(), description="the first of these arguments that is there")
    position: int | None = Field(default=None, ge=0, le=20, description="position from 0; absent: by keyword only")
    more: tuple[Way, ...] = Field(default=(), description="further arguments that name models")
    needs: Way | None = Field(default=None, description="an argument that must be given, and not be false or none")
    names: FormNames
    provider: Prefix | None = Field(default=None, description="what stands before the colon of an api_model")
    address: tuple[Way, ...] = Field(default=(), description="arguments that hold the address of another service")
    route: Way | None = Field(default=None, description="an argument that says the provider of a routed name apart")
    known: dict[str, str] = Field(default_factory=dict, description="what some names stand for on the Hub")
    only: str | None = Field(default=None, description="pattern of names without a namespace that count")
    spelled: str | None = Field(default=None, description="what those stand for, such as `timm/{name}`")
    note: str = Field(default="", description="what a reader of the reference should know")
    quiet: bool = Field(default=False, description="an argument that nobody can follow is no dynamic reference")
    kind: str | None = Field(default=None, description="word of auditor/discover/kinds.py; absent: the language's own")
    fits: tuple[FormExample, ...] = Field(min_length=1)
    misses: tuple[FormMiss, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.keywords and self.position is None:
            raise ValueError("needs `keywords` or a `position`")
        if (self.provider is None) is (self.names is FormNames.API_MODEL):
            raise ValueError("`provider` goes with `names: api_model`, and only with it")
        lacking = set(self.languages) - {example.language or self.languages[0] for example in self.fits}
        if lacking:
            raise ValueError(f"`fits` has no example in {', '.join(sorted(lacking))}")
        if self.spelled is not None and "{name}" not in self.spelled:
            raise ValueError("`spelled` has no {name}")
        try:
            re.compile(self.only or "")
        except re.error as error:
            raise ValueError(f"`only` is no pattern ({error})") from error
        return self


class FormClient(Value):
    """What is constructed to reach a service: whose it is, and which argument says that it is another's."""

    calls: tuple[Dotted, ...] = Field(min_length=1)
    languages: tuple[Language, ...] = Field(min_length=1)
    modules: tuple[Dotted, ...] = ()
    provider: Prefix
    address: tuple[Way, ...] = Field(default=(), description="arguments that hold the address of the service")
    given: dict[str, Prefix] = Field(
        default_factory=dict, description="arguments that make it another provider's, where they are given and true"
    )


class FormConstants(Value):
    """How the constants of an SDK spell names of models: `openai.GPT4oMini`, `ChatModel.GPT_4_1`."""

    languages: tuple[Language, ...] = Field(min_length=1)
    modules: tuple[Dotted, ...] = Field(min_length=1, description="where the constant or its type comes from")
    holders: tuple[str, ...] = Field(default=(), description="types whose constants they are; absent: of any")
    drops: tuple[str, ...] = Field(default=(), description="beginnings that are no part of the name, the longest first")
    begins: tuple[str, ...] = Field(
        min_length=1, description="how names of models begin; a constant that does not is none"
    )
    point: Literal[".", "-"] = Field(default="-", description="what stands between the numbers of a version")
    dates: bool = Field(default=False, description="a date of eight digits is written with hyphens")
    names: dict[str, str] = Field(default_factory=dict, description="constants that follow no rule")
    fits: dict[str, str] = Field(min_length=1, description="constants, and the names that the rule gives")


class FormLibrary(Value):
    """One file of policies/discovery/."""

    library: FormId
    title: str
    source: str = Field(pattern=r"^https://", description="documentation of the calls")
    about: str = ""
    clients: tuple[FormClient, ...] = ()
    constants: tuple[FormConstants, ...] = ()
    forms: tuple[Form, ...] = Field(min_length=1)


class FormProvider(Value):
    """A service that answers for models: how its names begin, its addresses, its words in routes."""

    id: Prefix
    title: str
    names: tuple[Beginning, ...] = Field(default=(), description="how names of its models begin, in lower case")
    unlike: tuple[Beginning, ...] = Field(default=(), description="begins so, and is another's")
    hosts: tuple[Host, ...] = Field(default=(), description="its addresses; `*` in front is any beginning")
    prefixes: tuple[Prefix, ...] = Field(
        default=(), description="what stands for it before `/` or `:` where a route is written; may be a namespace too"
    )
    routes: tuple[Prefix, ...] = Field(default=(), description="prefixes that are no namespace of the Hub, anywhere")
    serves_hub: bool = Field(default=False, description="a name `org/name` there is the model's on the Hub")
    gives: Literal["api_model", "ollama_model"] = "api_model"


class Providers(Value):
    """policies/discovery/providers.yaml."""

    providers: tuple[FormProvider, ...] = Field(min_length=1)
