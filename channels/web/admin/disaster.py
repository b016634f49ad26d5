"""`/admin/disaster`: the state of disaster mode, switching it, and the log of who switched what.

Switching takes two steps: a form, and a page that says what will happen. If the mode has changed
between the two, that page is shown again. The event goes into the same log as `annai disaster`
writes, and from there reaches every server within a second.

While the database is dead the page shows what this server knows of the mode; a switch can't be
recorded then, and the page says so (decision 15).
"""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from channels.web.admin.desk import Desk, Sent, SignedIn, StaffDesk
from channels.web.admin.disaster_forms import DisasterForms, carried
from channels.web.admin.disaster_text import event_sentence, log_table, said_actions, state_list
from channels.web.admin.forms import Form
from channels.web.admin.layout import HEADERS, Drawn, alert, done, hidden, section
from channels.web.admin.sessions import Session
from channels.web.admin.switching import FIELDS, Switch, WrongFormError
from channels.web.admin.words import moment, said
from chatbot.disaster.event import DisasterEvent
from chatbot.disaster.state import DisasterState, fold
from chatbot.errors import StoreError
from chatbot.markup import NOTHING, Markup, element, join

router = APIRouter(include_in_schema=False)


@router.get("/admin/disaster")
async def disaster(request: Request, desk: Desk, session: SignedIn) -> Response:
    """Return the page."""
    action = request.query_params.get("done", "")
    note = done(said(f"disaster.{action}.done")) if action in said_actions() else NOTHING
    return await desk.show(session, lambda: _page(desk, session, note))


@router.post("/admin/disaster/confirm")
async def confirm(desk: Desk, session: SignedIn, form: Sent) -> Response:
    """Return what will happen, to be confirmed; or the forms with what is wrong in them."""
    return await desk.show(session, lambda: _confirm(desk, session, form))


@router.post("/admin/disaster/record")
async def record(desk: Desk, session: SignedIn, form: Sent) -> Response:
    """Record the event, and return to the page."""
    refused = await desk.run(partial(_record, desk, session, form))
    if refused is not None:
        return desk.frame(session).response(refused)
    return RedirectResponse(f"/admin/disaster?done={form.one('action')}", 303, HEADERS)


def _page(
    desk: StaffDesk,
    session: Session,
    note: Markup,
    form: Form | None = None,
    wrong: WrongFormError | None = None,
) -> Drawn:
    state, events, trouble = _known(desk)
    told = alert(element("p", trouble), element("p", said("disaster.dead"))) if trouble else note
    forms = DisasterForms(state, session.csrf)
    if form and wrong:
        forms = DisasterForms(state, session.csrf, form, wrong.wrong)
        told = alert(
            element("p", wrong.wrong.get("") or said("disaster.wrong")),
            element("p", said("disaster.unchanged")),
        )
    log = log_table(events, state) if not trouble else element("p", said("disaster.no_log"))
    content = join(
        told,
        section(said("disaster.now"), state_list(state)),
        section(said("disaster.switch"), forms.drawn()),
        section(said("disaster.log"), log),
    )
    status = 503 if trouble else 422 if wrong else 200
    return Drawn(said("menu.disaster"), content, "disaster", status, state)


def _known(desk: StaffDesk) -> tuple[DisasterState, tuple[DisasterEvent, ...], str]:
    """Return the state and the log; if that can't be read, what this server knows, and why."""
    try:
        events = desk.journal.events()
    except StoreError as error:
        return desk.chatbot.disaster_state(), (), str(error)
    return fold(events, desk.chatbot.now()), events, ""


def _confirm(desk: StaffDesk, session: Session, form: Form) -> Drawn:
    state, _, _ = _known(desk)
    try:
        event = Switch(form, state, desk.chatbot.now()).event(session.name)
    except WrongFormError as wrong:
        return _page(desk, session, NOTHING, form, wrong)
    return _confirmation(session, form, state, event, NOTHING)


def _record(desk: StaffDesk, session: Session, form: Form) -> Drawn | None:
    """Record the event; return a page if it isn't recorded."""
    state, _, trouble = _known(desk)
    try:
        event = Switch(form, state, desk.chatbot.now()).event(session.name)
    except WrongFormError as wrong:
        return _page(desk, session, NOTHING, form, wrong)
    if form.one("mode") != state.mode and not trouble:
        changed = alert(said("disaster.changed"))
        return _confirmation(session, form, state, event, changed, status=409)
    try:
        desk.journal.append(event)
    except StoreError as error:
        dead = alert(
            element("p", str(error)), element("p", element("strong", said("disaster.not_recorded")))
        )
        return _confirmation(session, form, state, event, dead, status=503)
    return None


def _confirmation(  # noqa: PLR0913  # what the page shows
    session: Session,
    form: Form,
    state: DisasterState,
    event: DisasterEvent,
    told: Markup,
    *,
    status: int = 200,
) -> Drawn:
    until = event.until.isoformat() if event.until else ""
    fields = carried(form, FIELDS, mode=state.mode, until=until)
    what = [
        (said("disaster.reason"), event.reason),
        (said("disaster.actor"), event.actor),
        *([(said("disaster.end"), moment(event.until, state.as_of.tzinfo))] if event.until else []),
    ]
    terms = [element("div", element("dt", name), element("dd", text)) for name, text in what]
    content = join(
        told,
        element("p", event_sentence(event, state), class_="what"),
        element("dl", *terms, class_="sums"),
        element(
            "form",
            hidden("csrf", session.csrf),
            fields,
            element("button", said("disaster.do"), type="submit"),
            element("a", said("disaster.cancel"), href="/admin/disaster"),
            method="post",
            action="/admin/disaster/record",
            class_="row",
        ),
    )
    return Drawn(said("disaster.confirm"), content, "disaster", status, state)
