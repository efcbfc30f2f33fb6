"""The files of a new provider, from the templates beside this module."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .names import class_name

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_TESTING = Path("overlay/cloudinvoices/testing")


def places(name: str) -> dict[str, Path]:
    """Where each template goes, in the order in which they are filled in."""
    return {
        "spec.yaml.jinja": Path("specs", f"{name}.yaml"),
        "simulated_data.py.jinja": _TESTING / "data" / f"{name}.py",
        "simulated_provider.py.jinja": _TESTING / "providers" / f"{name}.py",
        "provider.py.jinja": Path("overlay/cloudinvoices/providers", f"{name}.py"),
        "page.md.jinja": Path("docs/providers", f"{name}.md"),
    }


def render(template: str, name: str) -> str:
    """A template for a provider."""
    # What is rendered is code and not HTML.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.get_template(template).render(name=name, class_name=class_name(name), title=name.capitalize())
