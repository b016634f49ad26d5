"""The forms of disaster mode, filled in with what was sent where something in it was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from channels.web.admin.forms import Form
from channels.web.admin.layout import hidden
from channels.web.admin.switching import (
    DEFAULT_HOURS,
    LEVELS,
    LONGEST_AREA,
    LONGEST_H,
    LONGEST_REASON,
)
from channels.web.admin.words import moment, said
from chatbot.answer import Mode
from chatbot.disaster.banner import hazard_names
from chatbot.disaster.event import HAZARDS, LIFT, ORDER_LEVELS, Action, DisasterEvent
from chatbot.disaster.state import DisasterState
from chatbot.errors import DisasterError
from chatbot.markup import NOTHING, Markup, element, join

EMPTY = Form({})
CONFIRM = "/admin/disaster/confirm"


@dataclass(frozen=True, slots=True)
class DisasterForms:
    """The forms for a state.

    Attributes:
        csrf: What every form brings.
        sent: What was sent, and what is `wrong` with it, by field.
    """

    state: DisasterState
    csrf: str
    sent: Form = EMPTY
    wrong: Mapping[str, str] | None = None

    def drawn(self) -> Markup:
        """Return all forms that can be used now."""
        on = self.state.mode != Mode.NORMAL
        forms = [
            *(self._accept(proposal) for proposal in self.state.proposals),
            *([self._off()] if on or self.state.proposals else []),
            *([self._extend()] if on else []),
            self._on(),
            self._order(),
            *([self._drill()] if self.state.mode != Mode.DISASTER else []),
        ]
        return element("div", *forms, class_="forms")

    def _on(self) -> Markup:
        key = "restate" if self.state.mode == Mode.DISASTER else Action.ON.value
        return self._form(
            Action.ON,
            key,
            self._hazards(Action.ON, needed=True),
            self._level(),
            self._reason(Action.ON),
            self._hours(Action.ON),
        )

    def _off(self) -> Markup:
        key = "off" if self.state.mode != Mode.NORMAL else "decline"
        return self._form(Action.OFF, key, self._reason(Action.OFF))

    def _drill(self) -> Markup:
        fields = self._hazards(Action.DRILL), self._reason(Action.DRILL), self._hours(Action.DRILL)
        return self._form(Action.DRILL, Action.DRILL.value, *fields)

    def _extend(self) -> Markup:
        fields = self._hours(Action.EXTEND), self._reason(Action.EXTEND)
        return self._form(Action.EXTEND, Action.EXTEND.value, *fields)

    def _order(self) -> Markup:
        return self._form(
            Action.ORDER,
            Action.ORDER.value,
            self._kind(),
            self._areas(),
            self._hazards(Action.ORDER),
            self._reason(Action.ORDER),
        )

    def _accept(self, proposal: DisasterEvent) -> Markup:
        zone = self.state.as_of.tzinfo
        about = said(
            "disaster.proposal",
            hazards=hazard_names(proposal.hazards, "ja", DisasterError.catalogue),
            reason=proposal.reason,
            telegram=proposal.telegram,
            at=moment(proposal.at, zone),
        )
        return self._form(
            Action.ON, "accept", element("p", about), hidden("telegram", proposal.telegram)
        )

    def _form(self, action: Action, key: str, *fields: Markup) -> Markup:
        opened = self._is_sent(action) or key == "accept"
        form = element(
            "form",
            element("p", said(f"disaster.{key}.about"), class_="fine"),
            hidden("csrf", self.csrf),
            hidden("action", action),
            *fields,
            element("button", said("disaster.check"), type="submit"),
            method="post",
            action=CONFIRM,
            class_="stack",
        )
        title = element("summary", element("h3", said(f"disaster.{key}.title")))
        return element("details", title, form, open=opened)

    def _hazards(self, action: Action, *, needed: bool = False) -> Markup:
        chosen = self.sent.all("hazard") if self._is_sent(action) else self.state.hazards
        boxes = [
            element(
                "label",
                element(
                    "input",
                    type="checkbox",
                    name="hazard",
                    value=name,
                    checked=name in chosen,
                ),
                DisasterError.catalogue.text(f"disaster.hazard.{name}"),
                class_="box",
            )
            for name in HAZARDS
        ]
        label = said("disaster.hazards.needed" if needed else "disaster.hazards.label")
        wrong = self._wrong(action, "hazard")
        return element(
            "fieldset",
            element("legend", label),
            wrong,
            element("div", *boxes, class_="boxes"),
            aria_describedby=f"{action}-hazard-wrong" if wrong else None,
        )

    def _level(self) -> Markup:
        state = str(self.state.level or "")
        chosen = self.sent.one("level") if self._is_sent(Action.ON) else state
        options = [("", said("disaster.no_level")), *((str(level), str(level)) for level in LEVELS)]
        given = [
            element("option", text, value=value, selected=value == chosen)
            for value, text in options
        ]
        name = f"{Action.ON}-level"
        field = element("select", *given, id=name, name="level")
        label = element("label", said("disaster.level"), for_=name)
        return element("div", label, field, class_="field")

    def _hours(self, action: Action) -> Markup:
        return self._field(
            action,
            "hours",
            value=self._sent(action, "hours") or str(DEFAULT_HOURS),
            type="number",
            min=1,
            max=LONGEST_H,
            required=True,
        )

    def _reason(self, action: Action) -> Markup:
        return self._field(
            action,
            "reason",
            value=self._sent(action, "reason"),
            type="text",
            maxlength=LONGEST_REASON,
            required=True,
            autocomplete="off",
        )

    def _kind(self) -> Markup:
        chosen = self._sent(Action.ORDER, "kind")
        kinds = [
            element(
                "label",
                element(
                    "input",
                    type="radio",
                    name="kind",
                    value=kind,
                    checked=kind == chosen,
                    required=True,
                ),
                said("disaster.kind", kind=kind, level=ORDER_LEVELS[kind])
                if kind in ORDER_LEVELS
                else said("disaster.lift"),
                class_="box",
            )
            for kind in (*ORDER_LEVELS, LIFT)
        ]
        return element(
            "fieldset",
            element("legend", said("disaster.kinds")),
            self._wrong(Action.ORDER, "kind"),
            element("div", *kinds, class_="boxes"),
        )

    def _areas(self) -> Markup:
        name, hint = f"{Action.ORDER}-areas", f"{Action.ORDER}-areas-hint"
        wrong = self._wrong(Action.ORDER, "areas")
        everywhere = element(
            "input",
            type="checkbox",
            name="everywhere",
            value="1",
            checked=bool(self._sent(Action.ORDER, "everywhere")),
        )
        return element(
            "div",
            element("label", said("disaster.areas"), for_=name),
            element("p", said("disaster.areas_hint", most=LONGEST_AREA), id=hint, class_="fine"),
            wrong,
            element(
                "textarea",
                self._sent(Action.ORDER, "areas"),
                id=name,
                name="areas",
                rows=4,
                aria_describedby=f"{hint} {name}-wrong" if wrong else hint,
                aria_invalid="true" if wrong else None,
            ),
            element("label", everywhere, said("disaster.everywhere"), class_="box"),
            class_="field",
        )

    def _field(self, action: Action, name: str, **attributes: str | int) -> Markup:
        """Return a field with its label and hint, and what is wrong with it."""
        number, wrong = f"{action}-{name}", self._wrong(action, name)
        hint = f"{number}-hint"
        key = f"disaster.{action}.{name}_hint"
        return element(
            "div",
            element("label", said(f"disaster.{name}"), for_=number),
            element("p", said(key), id=hint, class_="fine"),
            wrong,
            element(
                "input",
                id=number,
                name=name,
                aria_describedby=f"{hint} {number}-wrong" if wrong else hint,
                aria_invalid="true" if wrong else None,
                **attributes,
            ),
            class_="field",
        )

    def _wrong(self, action: Action, name: str) -> Markup:
        message = (self.wrong or {}).get(name, "") if self._is_sent(action) else ""
        if not message:
            return NOTHING
        return element("p", message, id=f"{action}-{name}-wrong", class_="wrong")

    def _sent(self, action: Action, name: str) -> str:
        return self.sent.one(name) if self._is_sent(action) else ""

    def _is_sent(self, action: Action) -> bool:
        return self.sent.one("action") == action


def carried(form: Form, names: tuple[str, ...], **more: str) -> Markup:
    """Return what was filled in as fields that aren't shown."""
    given = {name: form.all(name) for name in names if name not in more}
    fields = [hidden(name, value) for name, values in given.items() for value in values]
    return join(*fields, *(hidden(name, value) for name, value in more.items()))
