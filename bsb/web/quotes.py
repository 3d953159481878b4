"""Quotes on the page: what was said beside what is printed, how balanced they are, who approved them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from bsb.coding.codes import Code, depths
from bsb.dialogue.chosen_quotes import Edited, Quote, state_name
from bsb.dialogue.quote_pick import Balance, balance
from bsb.errors import BsbError, ConflictError
from bsb.i18n import gettext as _
from bsb.web.site import Asked, Site, call, page
from bsb.web.transcript import written


@dataclass(frozen=True, slots=True)
class Group:
    """The quotes of a theme in a district, and their balance (None where all of them are rejected)."""

    theme: Code
    quotes: tuple[Quote, ...]
    balance: Balance | None


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return [
        page(site, "/quotes", quotes),
        call(site, "/api/quotes/pick", pick),
        call(site, "/api/quotes/edit", edit),
        call(site, "/api/quotes/decide", decide),
    ]


def quotes(site: Site, asked: Asked) -> Response:
    """Show the quotes of a district, theme by theme, or those of one theme and the themes below it."""
    project = site.project
    found = project.quotes.all()
    with_quotes = {quote.district for quote in found}
    wanted = asked.query.get("district", "")
    names = [each.name for each in project.config.districts]
    district = project.config.district(wanted).name if wanted else next((n for n in names if n in with_quotes), "")
    district = district or (names[0] if names else "")
    here = [quote for quote in found if quote.district == district]
    balances = {each.theme: each for each in balance(here)}
    theme = project.codebook.get(asked.query["theme"]).key if asked.query.get("theme") else ""
    codes = project.codebook.all()
    within = set(project.codebook.under([theme]) if theme else [code.key for code in codes])
    groups = [
        Group(code, own, balances.get(code.key))
        for code in codes
        if (own := tuple(quote for quote in here if quote.theme == code.key))
        and (within is None or code.key in within)
    ]
    deep = depths(codes)
    themes = [(code, deep[code.key]) for code in codes if code.facet == "theme" and code.status == "active"]
    return site.page(
        "quotes.html",
        here="/quotes",
        district=district,
        theme=theme,
        themes=themes,
        groups=groups,
        state_name=state_name,
        waiting=project.quotes.without_place(),
    )


def pick(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Propose quotes for a district, of all themes or one."""
    theme = asked.text("theme", "")
    made = site.project.quotes.pick(
        themes=site.project.codebook.under([theme]) if theme else None,
        districts=[site.project.config.district(asked.text("district")).name],
    )
    return written(site, bool(made.quotes)) | {"proposed": len(made.quotes), "unsafe": made.unsafe}


def edit(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Give a quote another printed form, if it is as the window saw it."""
    quote = _seen(site, asked)
    return _answer(site, site.project.quotes.edit(quote.ref, asked.text("printed")))


def decide(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Approve or reject a quote in the form in which the window saw it, or take it out of the list."""
    quote, what = _seen(site, asked), asked.text("what")
    by = asked.text("by").strip()
    if not by:
        raise BsbError(_("Say who decides."), _("Initials will do, such as KA."))
    if what == "approve":
        (made,) = site.project.quotes.approve([quote.ref], by=by)
    elif what == "reject":
        (made,) = site.project.quotes.reject([quote.ref], by=by, reason=asked.text("reason", "").strip() or None)
    else:
        raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
    return _answer(site, made)


def _seen(site: Site, asked: Asked) -> Quote:
    """Return the quote that is meant. Raises ConflictError if its form or state is not what the window saw."""
    quote = site.project.quotes.get(asked.text("quote"))
    if (quote.printed, quote.state) != (asked.text("seen"), asked.text("state")):
        raise ConflictError(
            _("Somebody else has changed this quote meanwhile."),
            _("Copy what you wrote, load the page again, and decide with the quote as it is now."),
        )
    return quote


def _answer(site: Site, made: Edited) -> dict[str, Any]:
    quote = made.quote
    here = site.project.quotes.all(themes=[quote.theme], districts=[quote.district])
    found = balance(here)
    return written(site, True) | {
        "printed": quote.printed,
        "state": quote.state,
        "state_name": state_name(quote.state),
        "notices": list(made.notices),
        "balance": plain(found[0]) if found else None,
    }


def plain(found: Balance) -> dict[str, Any]:
    """Return a balance as the scripts draw it."""
    names = ("positive", "critical", "mixed", "neutral", "quotes", "speakers", "interviews", "approved")
    return {name: getattr(found, name) for name in names} | {"warnings": list(found.warnings)}
