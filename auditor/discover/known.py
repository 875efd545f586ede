"""Names that mean something by themselves: providers, placeholders, test namespaces."""

from __future__ import annotations

import re

from auditor.discover.words import words

# Formats that `load_dataset` reads from files: no repository is named.
DATASET_FORMATS = words(
    "json csv parquet arrow text xml webdataset imagefolder audiofolder videofolder pdffolder generator pandas sql hdf5"
    " lance eval"
)

# Repositories that exist for tests only.
TEST_NAMESPACES = words(
    "hf-internal-testing peft-internal-testing sentence-transformers-testing optimum-internal-testing"
    " trl-internal-testing hf-tiny-model-private tiny-random onnx-internal-testing datasets-internal-testing"
    " optimum-intel-internal-testing diffusers-internal-dev"
)

# Namespaces of ModelScope that the Hub does not have.
MODELSCOPE_NAMESPACES = words("damo iic AI-ModelScope LLM-Research Shanghai_AI_Laboratory ZhipuAI speech_tts")

# First words of paths: `models/llama` is a folder, whatever the Hub may hold under that name.
LOCAL_FOLDERS = words(
    "model models output outputs out checkpoint checkpoints ckpt ckpts data dataset datasets result results weight"
    " weights pretrained pretrained_models pretrained-models saved_models saved_model path tmp temp run runs log logs"
    " exp exps experiments work_dirs workdir cache build dist local downloads download trained_models hf_models home"
    " root mnt workspace app assets resources scripts examples configs config src lib test tests artifacts save saves"
    " finetuned_models merged_model local_models my_models lora loras adapters engines trained export exports content"
    " drive users opt usr var etc media gfs nfs storage repo docs nltk_data"
)

# Endings of files. A name that ends so is one, except in a place that wants a repository and has a namespace.
FILE_ENDING = re.compile(
    r"\.(?:gguf|ggml|bin|pt|pth|ckpt|safetensors|onnx|tflite|h5|pb|engine|json|jsonl|ya?ml|toml|py|sh|csv|tsv|txt|md|zip|"
    r"tar|gz|tgz|npz|npy|pkl|parquet|arrow|wav|mp3|mp4|png|jpe?g|html|jinja|model|xml|so|git|ipynb|nemo|mar)\Z",
    re.IGNORECASE,
)

# Prefixes by which a router such as LiteLLM names the provider of a closed model.
PROVIDERS = words(
    "openai azure azure_ai anthropic bedrock vertex_ai vertex_ai_beta gemini google_genai palm cohere cohere_chat"
    " mistral groq deepseek openrouter together_ai together fireworks_ai fireworks perplexity xai replicate anyscale"
    " ollama ollama_chat ollama_cloud sagemaker sagemaker_chat databricks cloudflare ai21 nlp_cloud aleph_alpha watsonx"
    " friendliai github github_copilot deepinfra voyage cerebras nvidia_nim sambanova novita hyperbolic minimax"
    " moonshot zai dashscope volcengine bytez oci snowflake auto_router jina_ai text-completion-openai hosted_vllm"
    " vllm lm_studio llamafile litellm_proxy xinference custom_openai openai_like predibase meta_llama nscale"
    " heroku"
    " lambda_ai featherless_ai galadriel nebius topaz triton petals baseten clarifai empower codestral"
    " vercel_ai_gateway"
    " bedrock_converse amazon-bedrock google vertexai google-gla google-vertex azure-openai azure_openai mistralai"
    " inference elevenlabs assemblyai deepgram cartesia"
)

# Providers that serve a Hub id as it is: what follows the prefix is the id, when it has a namespace of its own.
HUB_PROVIDERS = words(
    "huggingface hosted_vllm vllm openai together_ai together deepinfra featherless_ai nebius novita hyperbolic baseten"
    " sambanova nscale custom_openai openai_like lm_studio litellm_proxy xinference predibase hf"
)

# Providers that are no namespace of the Hub: what they prefix is never a Hub id by itself.
ONLY_PROVIDERS = words(
    "azure azure_ai bedrock bedrock_converse vertex_ai vertex_ai_beta gemini groq openrouter together_ai fireworks_ai"
    " ollama ollama_chat ollama_cloud sagemaker sagemaker_chat auto_router hosted_vllm azure_openai dashscope"
    " cohere_chat text-completion-openai litellm_proxy"
)

# Makers of closed models that may have open ones on the Hub too: which are open, policies/families.yaml tells.
MAKERS = words("openai google anthropic cohere mistral mistralai xai deepseek perplexity amazon meta cerebras")

# The namespace of Docker's own models.
DOCKER_NAMESPACE = "ai"

# Ids of models at their makers' services, which are no names of families: some have weights elsewhere.
CLOSED_MODEL = re.compile(
    r"(?:gpt-(?!oss|j|neo|2)\w|gpt-?[345]|chatgpt|o[134](?:-|\Z)|claude|gemini|text-embedding-(?:3|ada|00)|"
    r"text-davinci|dall-e|whisper-1\Z|tts-1|command-(?:r|a|light|nightly)|deepseek-(?:chat|reasoner)|grok-[2-9]|"
    r"mistral-(?:tiny|small|medium|large)(?:-latest)?\Z|embed-(?:english|multilingual)|sonar|voyage-|moonshot-v1|"
    r"qwen-(?:max|plus|turbo)|abab|nova-(?:pro|lite|micro|[23])|(?:us\.|eu\.)?(?:anthropic|amazon|meta|cohere)\.)",
    re.IGNORECASE,
)

STAND_IN_ORGS = words(
    "org organization organisation your-org your_org yourorg my-org my_org myorg user username user_name your-username"
    " your_username yourusername your-name your-user my-user me namespace your-namespace owner author publisher foo"
    " your-hf-username hf-username hf_username hf_user <org> example example-org some-org some_org acme repo_owner"
    " your-hf-org your-account account company your-company my-company someone anyorg dummy fake test-org test_org"
    " provider vendor xxx xxxx abc repo_id"
)

STAND_IN_NAMES = words(
    "model-name model_name your-model your_model yourmodel my-model my_model mymodel model-id model_id repo repo-name"
    " repo_name repository your-repo your_repo your-model-name your_model_name modelname name dataset_name"
    " dataset-name your-dataset your_dataset my-dataset my_dataset anymodel some-model some_model xxx foo bar"
    " your-model-id your_model_id model-repo <model> path-to-model path_to_model your-repo-name"
)
