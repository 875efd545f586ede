"""Python source: calls, and the values of their arguments."""

from __future__ import annotations

import pytest

from auditor.discover import discover_text


def ids(source: str) -> list[str]:
    found = discover_text("x.py", "from transformers import AutoModel, pipeline\n" + source)
    return [f"{item.type} {item.reference}" + (f"@{item.revision}" if item.revision else "") for item in found]


@pytest.mark.parametrize(
    "source",
    [
        "AutoModel.from_pretrained('oo/a1')",
        "n = 'oo/a1'\nAutoModel.from_pretrained(n)",
        "n: str = 'oo/a1'\nAutoModel.from_pretrained(pretrained_model_name_or_path=n)",
        "AutoModel.from_pretrained('oo/' + 'a1')",
        "o = 'oo'\nAutoModel.from_pretrained(f'{o}/a1')",
        "AutoModel.from_pretrained('%s/a%s' % ('oo', '1'))",
        "AutoModel.from_pretrained('{}/{name}'.format('oo', name='a1'))",
        "def f(n='oo/a1'):\n    return AutoModel.from_pretrained(n)",
        "def f(n):\n    return AutoModel.from_pretrained(n)\nf('oo/a1')",
        "def f(x, n):\n    return AutoModel.from_pretrained(n)\nf(1, n='oo/a1')",
        "class C:\n    n = 'oo/a1'\n    def f(self):\n        return AutoModel.from_pretrained(self.n)",
        "class C:\n    def __init__(self):\n        self.n = 'oo/a1'\n        AutoModel.from_pretrained(self.n)",
        "class C:\n    def __init__(self, n):\n        AutoModel.from_pretrained(n)\nC('oo/a1')",
        "class C:\n    n: str = field(default='oo/a1')\ndef f(c):\n    AutoModel.from_pretrained(c.n)",
        "class C:\n    n: str = field(default='oo/a1')\nAutoModel.from_pretrained(C().n)",
        "c = {'n': 'oo/a1', 'm': 'oo/b'}\nAutoModel.from_pretrained(c['n'])",
        "c = {'n': 'oo/a1', 'm': 'oo/b'}\nAutoModel.from_pretrained(c.get('n'))",
        "c = {'n': {'m': 'oo/a1'}}\nAutoModel.from_pretrained(c['n']['m'])",
        "import os\nAutoModel.from_pretrained(os.environ.get('N', 'oo/a1'))",
        "import os\nAutoModel.from_pretrained(os.getenv('N', 'oo/a1'))",
        "import os\nAutoModel.from_pretrained(os.getenv('N') or 'oo/a1')",
        "p.add_argument('--the-name', default='oo/a1')\nAutoModel.from_pretrained(p.parse_args().the_name)",
        "p.add_argument('-n', '--x', dest='name', default='oo/a1')\nAutoModel.from_pretrained(args.name)",
        "@click.option('--n', default='oo/a1')\ndef f(n):\n    AutoModel.from_pretrained(n)",
        "for n in ['oo/a1']:\n    AutoModel.from_pretrained(n)",
        "for n, k in [('oo/a1', 1)]:\n    AutoModel.from_pretrained(n)",
        "for k, n in {'k': 'oo/a1'}.items():\n    pass\nAutoModel.from_pretrained('oo/a1')",
        "[AutoModel.from_pretrained(n) for n in ('oo/a1',)]",
        "@pytest.mark.parametrize('n', ['oo/a1'])\ndef test(n):\n    AutoModel.from_pretrained(n)",
        "a, n = 1, 'oo/a1'\nAutoModel.from_pretrained(n)",
        "n = 'oo/old'\nn = 'oo/a1'\nAutoModel.from_pretrained(n)",
        "n = 'oo/a1'\nAutoModel.from_pretrained(n)\nn = 'oo/later'",
        "if (n := 'oo/a1'):\n    AutoModel.from_pretrained(n)",
        "pipeline('task', 'oo/a1')",
        "pipeline(model='oo/a1', task='task')",
    ],
)
def test_an_argument_is_followed(source: str) -> None:
    assert ids(source) == ["model oo/a1"]


def test_every_branch_counts_and_no_other() -> None:
    source = "if big:\n    n = 'oo/big'\nelse:\n    n = 'oo/small'\nAutoModel.from_pretrained(n)"
    assert ids(source) == ["model oo/big", "model oo/small"]
    inside = "if big:\n    n = 'oo/big'\n    AutoModel.from_pretrained(n)\nelse:\n    n = 'oo/small'"
    assert ids(inside) == ["model oo/big"]
    assert ids("AutoModel.from_pretrained('oo/a' if x else 'oo/b')") == ["model oo/a", "model oo/b"]


def test_a_name_of_one_function_is_not_that_of_another() -> None:
    source = "def f():\n    n = 'oo/a'\n    AutoModel.from_pretrained(n)\ndef g():\n    n = 'oo/b'\n    print(n)"
    assert ids(source) == ["model oo/a"]


@pytest.mark.parametrize("argument", ["n", "n + 'x'", "f(n)", "args.unknown", "c[0]", "f'{n}/x'", "os.environ['N']"])
def test_what_nobody_knows_is_dynamic(argument: str) -> None:
    assert [item.split()[0] for item in ids(f"AutoModel.from_pretrained({argument})")] == ["dynamic"]


def test_an_object_that_was_loaded_names_nothing_new() -> None:
    source = (
        "m = AutoModel.from_pretrained('oo/a')\npipeline('task', model=m)\nPeftModel.from_pretrained(m, 'oo/adapter')"
    )
    assert ids(source) == ["model oo/a", "model oo/adapter"]


def test_revisions_and_types_of_repository() -> None:
    assert ids("R = 'abc'\nAutoModel.from_pretrained('oo/a', revision=R)") == ["model oo/a@abc"]
    assert ids("snapshot_download('oo/rows', repo_type='dataset', revision='v1')") == ["dataset oo/rows@v1"]
    assert ids("hf_hub_download(repo_id='oo/demo', repo_type='space')") == ["space oo/demo"]
    assert ids("load_dataset('json', data_files='x.json')") == []


def test_modelscope_is_not_the_hub() -> None:
    source = (
        "from modelscope import AutoModel as A, snapshot_download\nA.from_pretrained('oo/a')\nsnapshot_download('oo/b')"
    )
    assert ids(source) == ["modelscope_model oo/a", "modelscope_model oo/b"]


def test_an_llm_of_a_router_is_not_vllms() -> None:
    assert ids("from crewai import LLM\nLLM(model='ollama/llama3')") == ["ollama_model llama3"]
    assert ids("from vllm import LLM\nLLM('oo/a')") == ["model oo/a"]


def test_a_name_that_only_looks_like_ours_is_left_alone() -> None:
    assert ids("import yaml\nyaml.load('oo/a')\nload('oo/b')\nmodel_info('oo/c')") == []
    assert ids("from mlx_lm import load\nload('oo/b')") == ["model oo/b"]


def test_broken_source_is_read_in_pieces() -> None:
    broken = "def f(:\n    AutoModel.from_pretrained('oo/b')\n"
    source = f"AutoModel.from_pretrained('oo/a')\n{broken}AutoModel.from_pretrained('oo/c')\n"
    found = discover_text("x.py", source)
    assert [(item.line, item.reference, str(item.certainty)) for item in found] == [
        (1, "oo/a", "certain"),
        (3, "oo/b", "possible"),
        (4, "oo/c", "certain"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        ">>> m = AutoModel.from_pretrained('oo/a')\n>>> m\n",
        "!pip install x\nm = AutoModel.from_pretrained('oo/a')\n",
        "    m = AutoModel.from_pretrained('oo/a')\n    return m\n",
    ],
)
def test_snippets_are_read(source: str) -> None:
    assert [item.reference for item in discover_text("x.py", source)] == ["oo/a"]
