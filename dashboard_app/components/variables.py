"""The variables that weigh most on a score: each with its bar, the client's and the typical value, and the effect."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.components.elements import aria, data, html
from dashboard_app.i18n import Translator


@dataclass(frozen=True)
class VariableLine:
    """One variable: what it is called, the client's and the typical value, and its effect on the risk.

    ``width`` is the length of its bar, from -1 (lowers the risk) to 1 (raises it); ``share`` is its part of all that is
    listed. ``name`` is that of the model, None for several variables together.
    """

    label: str
    value: str
    typical: str
    width: float
    share: float
    name: str | None = None


def variable_list(lines: Sequence[VariableLine], *, chooses: str, caption: str, translator: Translator) -> html.Table:
    """Return the variables as a table; a name chooses the variable in the field with the id ``chooses``."""
    _ = translator.gettext
    heads = (_("Variable"), _("Effect on the risk"), _("This client"), _("Typical"))
    return html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([_line(line, chooses, heads, translator) for line in lines]),
        ],
        className="table table-sm data-table cs-variables",
    )


def choosing_link(text: str, name: str, chooses: str) -> html.A:
    """Return a link that draws a variable in the comparison below; `assets/js/query.js` follows it."""
    return html.A(text, href=f"?feature={name}", **data(choose=chooses, value=name))


def _line(line: VariableLine, chooses: str, heads: tuple[str, ...], translator: Translator) -> html.Tr:
    named = line.label if line.name is None else choosing_link(line.label, line.name, chooses)
    tone, half = ("raises" if line.width > 0 else "lowers"), min(50.0, abs(line.width) * 50)
    bar = html.Span(
        html.Span(
            className=f"bar-{tone}", style={"width": f"{half:.1f}%", "left" if line.width > 0 else "right": "50%"}
        ),
        className="two-sided",
        **aria(hidden="true"),
    )
    effect = html.Td(
        html.Div([bar, html.Span(_effect(line, translator), className="family-effect")], className="cs-effect")
    )
    return html.Tr(
        [
            html.Th(named, scope="row"),
            effect,
            *(
                html.Td(value, **data(label=head))
                for value, head in zip((line.value, line.typical), heads[2:], strict=True)
            ),
        ]
    )


def _effect(line: VariableLine, translator: Translator) -> str:
    share = translator.share(line.share)
    if line.width > 0:
        return translator.gettext("+ raises (%(share)s)", share=share)
    return translator.gettext("− lowers (%(share)s)", share=share)
