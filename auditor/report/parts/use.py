"""A declared use as options of `auditor audit`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from auditor.schema.use import Offered, Use

# Fields that hold one number or word, and the option that states each.
_PLAIN = {
    "monthly_active_users": "--users",
    "daily_active_users": "--daily-users",
    "annual_revenue_usd": "--revenue",
    "monthly_revenue_usd": "--monthly-revenue",
    "employees": "--employees",
    "devices": "--devices",
    "domicile": "--domicile",
}
_SWITCHES = {
    "modifies": ("--modifies", "--unmodified"),
    "trains_other_models": ("--trains-others", "--trains-none"),
    "research": ("--research", "--no-research"),
}
_SEVERAL: dict[str, Callable[[Use], Iterator[tuple[str, str]]]] = {
    "regions": lambda use: (("--region", region) for region in use.regions if use.regions != "any"),
    "business": lambda use: (("--business", kind.value) for kind in use.business or ()),
    "users_in": lambda use: (("--users-in", f"{item.month}={item.users}") for item in use.users_in or ()),
    "met": lambda use: (("--met", row) for row in use.met or ()),
}


def options(use: Use) -> list[str]:
    """The options that state this use, whatever a policy states: what is not stated has none."""
    words = ["--commercial" if use.commercial else "--non-commercial", "--distribution", use.distribution.value]
    for name, option in _PLAIN.items():
        value = getattr(use, name)
        words += [] if value is None else [option, str(value)]
    for stated in _SEVERAL.values():
        words += [word for pair in stated(use) for word in pair]
    for name, (yes, no) in _SWITCHES.items():
        value = getattr(use, name)
        words += [] if value is None else [yes if value else no]
    if use.offered is not None:
        words.append("--embedded" if use.offered is Offered.EMBEDDED else "--offered-as-such")
    return words
