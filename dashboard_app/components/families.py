"""Every family of features with what it adds, opening into its features."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.components.elements import aria, html
from dashboard_app.i18n import Translator


@dataclass(frozen=True)
class MemberLine:
    """One feature: what it is, the client's and the typical value, and how far it pushes.

    ``width`` is the length of its bar, from -1 (lowers the risk) to 1 (raises it).
    """

    label: str
    value: str
    typical: str
    width: float


@dataclass(frozen=True)
class FamilyLine:
    """One family: its name, the word for its weight, its bar as in `MemberLine`, its strongest members."""

    label: str
    strength: str
    width: float
    members: Sequence[MemberLine]
    rest: str | None
    is_confirmed: bool = True


def family_list(lines: Sequence[FamilyLine], *, translator: Translator) -> html.Ul:
    """Return the families, strongest first; each opens into its features."""
    return html.Ul([html.Li(_family(line, translator)) for line in lines], className="families")


def _family(line: FamilyLine, translator: Translator) -> html.Details:
    summary = html.Summary(
        [
            html.Span(line.label, className="family-name"),
            _bar(line.width, is_confirmed=line.is_confirmed),
            html.Span(f"{_sign(line.width)} {line.strength}", className="reason-strength"),
        ]
    )
    return html.Details(
        [
            summary,
            html.Div(
                _members(line, translator),
                className="table-scroll",
                tabIndex=0,
                role="region",
                **aria(label=line.label),
            ),
        ]
    )


def _members(line: FamilyLine, translator: Translator) -> list[html.Table | html.P]:
    _ = translator.gettext
    heads = (_("Variable"), _("This client"), _("Typical below the threshold"), _("Effect on the risk"))
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(member.label, scope="row"),
                            html.Td(member.value),
                            html.Td(member.typical),
                            html.Td(
                                [
                                    _bar(member.width),
                                    html.Span(_effect(member.width, translator), className="family-effect"),
                                ]
                            ),
                        ]
                    )
                    for member in line.members
                ]
            ),
        ],
        className="table table-sm data-table",
    )
    return [table, *([] if line.rest is None else [html.P(line.rest, className="cs-note")])]


def _bar(width: float, *, is_confirmed: bool = True) -> html.Span:
    tone = "raises" if width > 0 else "lowers"
    half = min(50.0, abs(width) * 50)
    style = {"width": f"{half:.1f}%", "left" if width > 0 else "right": "50%"}
    return html.Span(
        html.Span(className=f"bar-{tone}", style=style),
        className="two-sided" if is_confirmed else "two-sided is-unconfirmed",
        **aria(hidden="true"),
    )


def _effect(width: float, translator: Translator) -> str:
    if round(width, 3) == 0:
        return translator.gettext("none")
    return translator.gettext("raises") if width > 0 else translator.gettext("lowers")


def _sign(width: float) -> str:
    return "+" if width > 0 else "−"
