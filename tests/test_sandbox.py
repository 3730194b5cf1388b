"""Templates give what they would give in Jinja's own sandbox."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from feed_builder.render.sandbox import Sandbox
from feed_builder.render.views import LinkView

SHARED = {
    "base": "<{% block a %}{{ name }}{% endblock %}{{ name }}"
    "{% block b scoped %}{% for n in many %}{{ n }}{% endfor %}{% endblock %}>",
    "row": "[{{ n }}{{ loop }}{{ name }}]",
    "plain": "[{{ 1 + 1 }}]",
    "macros": "{% macro bold(x) %}<b>{{ x }}{% if caller is defined %}{{ caller() }}"
    "{% endif %}</b>{% endmacro %}",
}
TEMPLATES = (
    "{{ name }} {{ html }} {{ 7 }} {{ none }} {{ 1.5 }} {{ many }} {{ link.href }}",
    *(f"{{{{ {sign!r} }}}}{{{{ sign{at} }}}}" for at, sign in enumerate("&<>\"'é")),
    "{{ name ~ html }}{{ name + html }}{{ html + name }}{{ '<%s>' | format(name) }}",
    "{{ html | upper }}{{ name | e }}{{ name | safe }}{{ [name, html] | join('<') }}",
    "{% set x %}<i>{{ name }}</i>{% endset %}{{ x }}{{ x | length }}",
    "{% filter upper %}<i>{{ name }}</i>{% endfilter %}",
    "{% macro m(x, y='<') %}<b>{{ x }}{{ y }}</b>{% endmacro %}{{ m(name) }}{{ m(1) }}",
    "{% import 'macros' as m %}{{ m.bold(name) }}"
    "{% call m.bold(name) %}<{{ name }}>{% endcall %}",
    "{% for n in many %}{{ loop.index }}{{ n }}{% if n %}{% continue %}{% endif %}"
    "{% else %}none{% endfor %}",
    "{% for n in [] %}{{ n }}{% else %}<{{ name }}>{% endfor %}",
    "{% for n in many %}{% for m in many %}{{ n }}{{ m }}{{ name }}{% endfor %}"
    "{% include 'plain' %}{% endfor %}",
    "{% for n in many %}{{ n }}{% include 'plain' without context %}{% endfor %}",
    "{{ name }}{% include 'plain' without context %}{{ name }}",
    "{% for n in many %}{% with loop = n %}{% include 'row' %}{% endwith %}"
    "{% endfor %}",
    "{% include 'none' ignore missing %}{% include ['none', 'plain'] %}",
    "{% with x = name, y = html %}{{ x }}{{ y }}{% include 'plain' %}{% endwith %}",
    "{% autoescape false %}{{ name }}{{ html }}{% endautoescape %}{{ name }}",
    "{% autoescape many %}{{ name }}{% for n in many %}{{ n }}{% endfor %}"
    "{% endautoescape %}",
    "{% if many %}{{ name }}{% elif name %}{% endif %}{{ 'a' if 0 else name }}",
    "{% extends 'base' %}{% block a %}{{ super() }}+{{ self.b() }}{% endblock %}lost",
    "{% extends 'base' %}{% set name = 'set' %}{% block b %}{{ n }}{{ name }}"
    "{% endblock %}",
    "{% if many %}{% extends 'base' %}{% endif %}{% block a %}own{% endblock %}lost",
    "{% if none %}{% extends 'base' %}{% endif %}{% block a %}own{% endblock %}<i>",
    "{% block a %}{% block c %}{{ name }}{% endblock %}{% endblock %}{{ self.c() }}",
    "{% set ns = namespace(n=0) %}{% for n in many %}{% set ns.n = ns.n + 1 %}"
    "{% endfor %}{{ ns.n }}",
    "{{ link.label.startswith('<') }}{{ link['host'] }}{{ pairs.a }}{{ pairs['b<'] }}",
)
VALUES: dict[str, Any] = {
    **{f"sign{at}": sign for at, sign in enumerate("&<>\"'é")},
    "name": "Paper & <Ink> \"'",
    "html": Markup("<i>&amp;</i>"),
    "many": ("<a>", "", "b"),
    "none": None,
    "n": "n",
    "loop": "l",
    "link": LinkView(label="<Mill>", href="https://mill.example/?a&b", host="m"),
    "pairs": {"a": "<", "b<": Markup("<")},
}


def _rendered(sandbox: type[ImmutableSandboxedEnvironment], text: str) -> str:
    environment = sandbox(
        loader=DictLoader(SHARED | {"page": text}),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.loopcontrols"],
    )
    return environment.get_template("page").render(VALUES)


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_template_gives_what_it_gives_in_the_sandbox_of_jinja(text: str) -> None:
    assert _rendered(Sandbox, text) == _rendered(ImmutableSandboxedEnvironment, text)
