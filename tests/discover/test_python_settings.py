"""What a Python source sets down without calling a library: settings, requests, commands."""

from __future__ import annotations

import time

import pytest

from auditor.discover import discover_text


def read(text: str) -> list[str]:
    return [f"{item.line} {item.type.value} {item.reference}" for item in discover_text("app.py", text)]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ('EMBEDDING_MODEL = "heron-ai/embed"\n', ["1 model heron-ai/embed"]),
        ('class S(BaseSettings):\n    llm_model: str = "gpt-4o"\n', ["2 api_model openai:gpt-4o"]),
        ('class S:\n    llm: str = Field(default="heron-ai/chat", alias="x")\n', ["2 model heron-ai/chat"]),
        ('class A:\n    model_name_or_path: str = field(default="heron-ai/base")\n', ["2 model heron-ai/base"]),
        ('self.reranker_model = os.getenv("RERANKER", "heron-ai/rank")\n', ["1 model heron-ai/rank"]),
        ('f({"llm": {"provider": "groq", "model": "llama3-8b-8192"}})\n', ["1 api_model groq:llama3-8b-8192"]),
        ('M = {"x": ModelConfig(id="openai:gpt-4o", name="GPT")}\n', ["1 api_model openai:gpt-4o"]),
        ('f(env={"HF_MODEL_ID": "heron-ai/chat"})\n', ["1 model heron-ai/chat"]),
        (
            'requests.post("https://api.openai.com/v1/chat/completions", json={"model": "gpt-4o"})\n',
            ["1 api_model openai:gpt-4o"],
        ),
        (
            'U = "http://localhost:11434/api/chat"\nb = {"model": "mistral"}\nhttpx.post(U, json=b)\n',
            ["3 ollama_model mistral"],
        ),
        (
            'httpx.post("https://api.openai.com/v1/responses", json={"model": chosen})\n',
            ["1 dynamic ${chosen}"],
        ),
        (
            'API = "https://router.huggingface.co/hf-inference/models/heron-ai/chat"\n',
            ["1 model heron-ai/chat"],
        ),
        (
            'u = f"https://generativelanguage.googleapis.com/v1beta/models/gemini-1.5-flash:generateContent?key={k}"\n',
            ["1 api_model google:gemini-1.5-flash"],
        ),
        ('subprocess.run(["vllm", "serve", "heron-ai/chat", "--port", "80"])\n', ["1 model heron-ai/chat"]),
        ('os.system("hf download heron-ai/chat --local-dir m")\n', ["1 model heron-ai/chat"]),
        ('M = "heron-ai/chat"\nContainer(args=["--model", M])\n', ["2 model heron-ai/chat"]),
    ],
)
def test_what_is_set_down(text: str, gives: list[str]) -> None:
    assert read(text) == gives


@pytest.mark.parametrize(
    "text",
    [
        'class Car(BaseModel):\n    model: str = "polo/gti"\n    base_model: str = "golf/gti"\n',
        'car = {"make": "vw", "model": "golf/gti"}\n',
        '# EMBEDDING_MODEL = "heron-ai/embed"\n"""llm_model = "gpt-4o" """\n',
        'PRICES = {"gpt-4o": 2.5}\nlog("we like gpt-4o and heron-ai/chat")\n',
        'requests.post("https://shop.example/cars", json={"model": "golf"})\n',
        'subprocess.run(["ls", "--color", "a/b"])\n',
        'MODEL_DIR = "models/chat"\nLLM_API_KEY = "heron-ai/secret"\n',
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert read(text) == []


def test_a_constant_that_a_call_uses_is_said_once_and_as_the_call_means_it() -> None:
    text = (
        'MODEL = "gpt-4o"\nfrom openai import AzureOpenAI\nc = AzureOpenAI()\nc.chat.completions.create(model=MODEL)\n'
    )
    assert read(text) == ["4 api_model azure:gpt-4o"]


def test_nesting_and_length_cost_linear_time() -> None:
    start = time.process_time()
    read('x = {"llm": ' * 90 + '"heron-ai/chat"' + "}" * 90)
    read('llm = {"model": "heron-ai/chat"}\n' * 5_000)
    read("x = ['--model', 'heron-ai/chat', " + "'a', " * 20_000 + "]\n")
    assert time.process_time() - start < 5
