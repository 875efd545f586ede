"""Which closed system a name means: a provider's own, a maker's at a host, an open model, or none that is described."""

from __future__ import annotations

import pytest

from auditor.files.systems import load_systems

SYSTEMS = load_systems()


@pytest.mark.parametrize(
    ("name", "maker", "of"),
    [
        ("azure:gpt-4o-2024-08-06", "OpenAI", "azure:gpt-4o-2024-08-06"),
        ("azure-openai:gpt-35-turbo", "OpenAI", "openai:gpt-3.5-turbo"),
        ("azure:text-embedding-3-large", "OpenAI", "openai:text-embedding-3-large"),
        ("azure:claude-sonnet-4-5", "Anthropic", "azure:claude-sonnet-4-5"),
        ("azure:grok-4", "xAI", "azure:grok-4"),
        ("bedrock:anthropic.claude-v2:1", "Anthropic", "anthropic:claude-2.1"),
        (
            "bedrock:eu.anthropic.claude-3-7-sonnet-20250219-v1:0",
            "Anthropic",
            "bedrock:anthropic.claude-3-7-sonnet-20250219-v1:0",
        ),
        ("bedrock:cohere.embed-english-v3", "Cohere", "cohere:embed-english-v3.0"),
        ("bedrock:mistral.mistral-large-2402-v1:0", "Mistral AI", "mistral:mistral-large-2402"),
        ("bedrock:arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0", "Amazon", "amazon:nova-pro"),
        ("vertex:publishers/google/models/gemini-2.5-pro", "Google", "vertex:gemini-2.5-pro"),
        ("vertex-ai:claude-opus-4-6", "Anthropic", "vertex:claude-opus-4-6@default"),
        ("github:openai/gpt-4o-mini", "OpenAI", "openai:gpt-4o-mini"),
        ("openrouter:google/gemini-2.0-flash-001", "Google", "google:gemini-2.0-flash"),
        ("openrouter:openai/gpt-4o:extended", "OpenAI", "openai:gpt-4o"),
        ("openrouter:x-ai/grok-4.3", "xAI", "xai:grok-4.3"),
    ],
)
def test_a_maker_s_model_at_a_host(name: str, maker: str, of: str) -> None:
    found = SYSTEMS.find(name)
    assert found is not None
    assert (found.listed, found.maker, found.lifecycle and found.lifecycle.of) == (True, maker, of)
    assert found.terms != SYSTEMS.find("openai:gpt-4o").terms  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "repository", "licenses"),
    [
        ("bedrock:meta.llama3-70b-instruct-v1:0", "meta-llama/Meta-Llama-3-70B-Instruct", ("llama3",)),
        ("bedrock:us.meta.llama3-2-90b-instruct-v1:0", "meta-llama/Llama-3.2-90B-Vision-Instruct", ("llama3.2",)),
        ("bedrock:mistral.mistral-7b-instruct-v0:2", "mistralai/Mistral-7B-Instruct-v0.2", ("Apache-2.0",)),
        ("together:meta-llama/Llama-3-70b-chat-hf", "meta-llama/Meta-Llama-3-70B-Instruct", ("llama3",)),
        ("groq:llama-3.1-8b-instant", "meta-llama/Llama-3.1-8B-Instruct", ("llama3.1",)),
        (
            "fireworks:accounts/fireworks/models/llama-v3p1-8b-instruct",
            "meta-llama/Llama-3.1-8B-Instruct",
            ("llama3.1",),
        ),
        ("huggingface:Qwen/Qwen3-32B:groq", "Qwen/Qwen3-32B", ("Apache-2.0",)),
        ("huggingface:heron-ai/chat", "heron-ai/chat", ()),
        ("azure:Phi-4", "microsoft/phi-4", ("MIT",)),
        ("vertex:openai/gpt-oss-20b-maas", "openai/gpt-oss-20b", ("Apache-2.0",)),
    ],
)
def test_an_open_model_at_a_host(name: str, repository: str, licenses: tuple[str, ...]) -> None:
    found = SYSTEMS.find(name)
    assert found is not None
    assert found.open_model is not None
    assert (found.open_model.id, found.open_model.licenses) == (repository, licenses)
    assert not found.closed


@pytest.mark.parametrize(
    "name",
    [
        "openai:gpt-99",
        "openai:gpt-4o-2024-08",
        "azure:orders-chat",
        "azure:my-gpt-4o",
        "google:gemini-9-pro-preview-05-20",
        "google:gemini-2.5-pro-preview-07-77",
        "bedrock:arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/ab12",
        "openrouter:anthropic/claude-99",
        "groq:llama-99-instant",
        "fireworks:accounts/orders/models/mine",
    ],
)
def test_what_nobody_describes_is_said_to_be_so(name: str) -> None:
    found = SYSTEMS.find(name)
    assert found is not None
    assert (found.id, found.listed, found.closed, found.open_model) == (name, False, False, None)


def test_names_that_look_alike_are_told() -> None:
    assert SYSTEMS.find("openrouter:anthropic/claude-3-sonet").near[0] == "anthropic:claude-3-sonnet"  # type: ignore[union-attr]


def test_of_a_provider_that_nobody_describes_nothing_is_found() -> None:
    assert SYSTEMS.find("nobody:gpt-4o") is None
    assert SYSTEMS.find("") is None


def test_capitals_make_no_other_model() -> None:
    assert SYSTEMS.find("azure:GPT-4o").maker == "OpenAI"  # type: ignore[union-attr]
    assert SYSTEMS.find("minimax:minimax-m2").listed  # type: ignore[union-attr]


def test_the_days_of_hosts_stand_beside_the_maker_s() -> None:
    life = SYSTEMS["openai:gpt-4.1"].lifecycle
    assert life is not None
    assert [(item.host, item.day) for item in life.elsewhere] == [("Azure", "2027-04-14 or later")]
    assert life.seen(life.elsewhere[0])[0].title.startswith("Microsoft's schedules")


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("anthropic:claude-3.7-sonnet", "anthropic:claude-3-7-sonnet"),
        ("bedrock:anthropic.claude-3.7-sonnet", "anthropic:claude-3-7-sonnet"),
        ("anthropic:claude-2", "anthropic:claude-2.1"),
        ("anthropic:claude-instant-1", "anthropic:claude-instant-1.2"),
        ("openrouter:anthropic/claude-2", "anthropic:claude-2.1"),
        ("mistral:mistral-saba", "mistral:mistral-saba-2502"),
        ("openai:chatgpt-4o", "openai:chatgpt-4o-latest"),
    ],
)
def test_no_other_spelling_and_no_name_of_all_versions_outlives_them(name: str, of: str) -> None:
    life = SYSTEMS.find(name).lifecycle  # type: ignore[union-attr]
    assert life is not None
    assert (life.of, life.retires is not None) == (of, True)


def test_of_versions_that_do_not_all_end_the_life_stays_unknown() -> None:
    assert SYSTEMS.find("mistral:mistral-large").lifecycle is None  # type: ignore[union-attr]


def test_a_name_alone_is_every_maker_s_that_has_it_and_no_host_s() -> None:
    assert SYSTEMS.bare("gpt-4") == ("openai:gpt-4",)
    assert SYSTEMS.bare("Claude-3-Haiku") == ("anthropic:claude-3-haiku",)
    assert SYSTEMS.bare("anthropic/claude-3-haiku") == ("anthropic:claude-3-haiku",)
    assert SYSTEMS.bare("openai/claude-3-haiku") == ()
    assert SYSTEMS.bare("heron-ai/chat") == ()


def test_it_is_a_mapping_of_what_is_listed() -> None:
    assert "openai:gpt-4o" in SYSTEMS
    assert "azure:gpt-4o" not in SYSTEMS
    assert "openai:gpt-99" not in SYSTEMS
    assert len(SYSTEMS) == len(list(SYSTEMS))
    with pytest.raises(KeyError):
        SYSTEMS["azure:gpt-4o"]
