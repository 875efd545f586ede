"""The table of forms as a person reads it."""

from __future__ import annotations

from difflib import get_close_matches

from auditor.errors import UsageError
from auditor.files.forms import FormKnowledge, load_forms
from auditor.schema.form import Form, FormLibrary, FormProvider

DISCOVERY = "discovery"
_PROVIDERS = "providers"


def describe_forms(name: str) -> str:
    """All libraries, one of them, or one form: `discovery`, `discovery/openai`, `discovery/openai/openai-chat`.

    `discovery/providers` lists the services that answer for models. Raises UsageError, naming near words, where there
    is no such library or form.
    """
    held = load_forms()
    _, _, rest = name.partition("/")
    library, _, form = rest.partition("/")
    if not library:
        return _libraries(held)
    if library == _PROVIDERS:
        return "\n".join(line for item in held.providers.providers for line in _provider(item)) + "\n"
    found = next((item for item in held.libraries if item.library == library), None)
    if found is None:
        raise _not_known(name, [f"{DISCOVERY}/{item.library}" for item in held.libraries], DISCOVERY)
    forms = [item for item in found.forms if form in ("", item.id)]
    if not forms:
        raise _not_known(name, [f"{DISCOVERY}/{library}/{item.id}" for item in found.forms], f"{DISCOVERY}/{library}")
    lines = [f"{DISCOVERY}/{found.library} {found.title}", f"  source    {found.source}", ""]
    return "\n".join([*lines, *_clients(found, form), *(line for item in forms for line in _form(item))]) + "\n"


def _libraries(held: FormKnowledge) -> str:
    rows = [(item.library, item.title) for item in held.libraries]
    rows.append((_PROVIDERS, "services that answer for models: their names, addresses and prefixes"))
    width = max(len(library) for library, _ in rows)
    return "".join(f"  {DISCOVERY}/{library:<{width}}  {title}\n" for library, title in rows)


def _clients(library: FormLibrary, form: str) -> list[str]:
    rows = [] if form else [f"  {', '.join(item.calls)} asks {item.provider}" for item in library.clients]
    return [*rows, ""] if rows else []


def _form(form: Form) -> list[str]:
    """A row as a person reads it."""
    place = [*form.keywords, *([f"argument {form.position + 1}"] if form.position is not None else [])]
    named = f"{form.names.replace('_', ' ')}" + (f" of {form.provider}" if form.provider else "")
    return [
        f"  {form.id} ({', '.join(form.languages)})",
        f"    from      {', '.join(form.modules) or 'anywhere'}",
        f"    calls     {', '.join(form.calls)}",
        f"    argument  {' or '.join(place)}",
        *([f"    also      {', '.join(form.more)}"] if form.more else []),
        *([f"    only with {form.needs}"] if form.needs else []),
        f"    names     {named}",
        *(f"    is        {name} = {meant}" for name, meant in form.known.items()),
        *([f"    note      {form.note}"] if form.note else []),
        *(
            line
            for example in form.fits
            for line in ("    fits", *_code(example.code), f"      gives {', '.join(example.gives)}")
        ),
        *(line for example in form.misses for line in ("    misses", *_code(example.code))),
        "",
    ]


def _code(code: str) -> list[str]:
    return [f"      | {line}" for line in code.rstrip().splitlines()]


def _provider(item: FormProvider) -> list[str]:
    columns = {"names": item.names, "unlike": item.unlike, "hosts": item.hosts, "prefixes": item.prefixes + item.routes}
    return [
        f"  {item.id} {item.title}",
        *(f"    {column:<9} {', '.join(words)}" for column, words in columns.items() if words),
        "",
    ]


def _not_known(name: str, known: list[str], listed: str) -> UsageError:
    near = get_close_matches(name, known, n=3)
    otherwise = f"`auditor explain {listed}` lists them"
    hint = f"did you mean {', '.join(near)}? {otherwise}" if near else otherwise
    return UsageError(f"there is no {name!r} in the table of forms", hint=hint)
