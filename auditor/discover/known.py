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

# The namespace of Docker's own models.
DOCKER_NAMESPACE = "ai"

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
