// The widget's looks. Contrast is at least 4.5:1 for text and 3:1 for borders of controls (WCAG 2.2, 1.4.3
// and 1.4.11). `medium` is the size the visitor set in the browser, whatever the host page does to its root.

export const CSS = `
:host {
  all: initial !important;
  display: block !important;
  font-size: medium !important;
  --ink: #1c2730;
  --soft: #4f5d68;
  --paper: #f5f7f9;
  --card: #ffffff;
  --line: #d5dce2;
  --edge: #6b7a86;
  --brand: #14507f;
  --brand-dark: #0d3a5e;
  --on-brand: #ffffff;
  --tint: #e6f0f8;
  --link: #0f4c7c;
  --alarm: #a3171d;
  --alarm-tint: #fff1f0;
  --notice: #fff8e1;
  --ring: #a34a00;
  --good: #0b5a2e;
  --warn: #5c4700;
}
:host([data-mode="button"]) { position: static !important; }
:host([data-mode="page"]) { position: fixed !important; inset: 0 !important; z-index: 1 !important; }

*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.frame {
  font-family: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "BIZ UDPGothic", "Yu Gothic UI", Meiryo, "Noto Sans JP", "Noto Sans CJK JP", system-ui, sans-serif;
  font-size: 1.0625em;
  line-height: 1.7;
  color: var(--ink);
  text-align: start;
}
.frame:lang(zh) { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif; }
.frame:lang(ko) { font-family: "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif; }
.frame[data-contrast="high"] {
  --ink: #ffffff; --soft: #e6e6e6; --paper: #000000; --card: #000000; --line: #9a9a9a; --edge: #ffffff;
  --brand: #ffe14d; --brand-dark: #fff2a8; --on-brand: #000000; --tint: #1f1f1f; --link: #ffe14d;
  --alarm: #ffb3ad; --alarm-tint: #2b0000; --notice: #1f1f1f; --ring: #5cd6ff; --good: #9df5bd; --warn: #ffe14d;
}

h1, h2, h3, h4, p, ul, ol, blockquote, fieldset, legend, form, dialog > p { margin: 0; padding: 0; border: 0; font-size: 1em; font-weight: inherit; }
h1, h2, h3, h4, legend { font-weight: 700; line-height: 1.4; }
button, textarea, select, input { font: inherit; color: inherit; letter-spacing: inherit; word-spacing: inherit; line-height: 1.5; margin: 0; }
a { color: var(--link); overflow-wrap: anywhere; }
:focus-visible { outline: .2em solid var(--ring); outline-offset: .15em; }
.icon { flex: none; width: 1.3em; height: 1.3em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.3em; }
.fine { font-size: .85em; line-height: 1.6; color: var(--soft); }

button, .procedure, .map {
  display: inline-flex; align-items: center; justify-content: center; gap: .4em;
  min-height: max(2.75em, 44px); min-width: max(2.75em, 44px); padding: .35em 1em;
  border: 1px solid var(--edge); border-radius: .6em; background: var(--card); color: var(--link);
  text-align: start; text-decoration: none; cursor: pointer;
}
button:hover, .procedure:hover, .map:hover { background: var(--tint); text-decoration: underline; }
button[aria-disabled="true"] { opacity: 1; background: var(--paper); color: var(--soft); border-style: dashed; cursor: default; }
button[aria-pressed="true"], .primary, .procedure { background: var(--brand); border-color: var(--brand); color: var(--on-brand); font-weight: 700; }
button[aria-pressed="true"]:hover, .primary:hover, .procedure:hover { background: var(--brand-dark); }
button[aria-pressed="true"]::before { content: "✓" / ""; }
.primary[aria-disabled="true"], .primary[aria-disabled="true"]:hover { background: var(--paper); color: var(--soft); border-color: var(--edge); }

.launcher {
  position: fixed; right: max(1em, env(safe-area-inset-right)); bottom: max(1em, env(safe-area-inset-bottom)); z-index: 2147483000;
  min-height: 3.4em; padding: .5em 1.4em .5em 1.1em; flex-wrap: wrap; max-width: calc(100vw - 2em);
  border: 2px solid var(--card); border-radius: 2em; background: var(--brand); color: var(--on-brand); font-weight: 700;
  box-shadow: 0 .2em 1em #0004;
}
.launcher:hover { background: var(--brand-dark); }
.alert { padding: 0 .7em; border-radius: 1em; background: #ffffff; color: #a3171d; font-size: .9em; }

.panel { display: flex; flex-direction: column; background: var(--paper); color: var(--ink); overflow: hidden; }
:host([data-mode="button"]) .panel {
  position: fixed; right: 1em; bottom: 1em; z-index: 2147483000;
  width: min(27em, 100vw - 2em); height: min(46em, 100vh - 2em); height: min(46em, 100dvh - 2em);
  border: 1px solid var(--edge); border-radius: .9em; box-shadow: 0 .4em 2em #0005;
}
:host([data-mode="button"]) .panel.large { width: min(60em, 100vw - 2em); height: calc(100vh - 2em); height: calc(100dvh - 2em); }
:host([data-mode="inline"]) .panel { height: min(46em, 92vh); border: 1px solid var(--edge); border-radius: .9em; }
:host([data-mode="page"]) .frame { height: 100%; }
:host([data-mode="page"]) .panel { height: 100%; }
:host([data-mode="page"]) :is(.bar, .log > *, .composer > *, .settings > *, .banner > *) { width: 100%; max-width: 46em; margin-inline: auto; }
[data-size="1"] .panel { font-size: 1.25em; }
[data-size="2"] .panel { font-size: 1.5em; }

.header { flex: none; padding: .6em .8em; background: var(--brand); color: var(--on-brand); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .4em; }
.bar + .bar { margin-top: .4em; }
.bar h1, .bar h2 { flex: 1 1 8em; font-size: 1.1em; outline-offset: -.1em; }
.city { display: block; font-size: .75em; font-weight: 400; }
.header button, .header select { min-height: max(2.75em, 44px); padding: .2em .7em; border: 1px solid var(--on-brand); border-radius: .5em; background: transparent; color: var(--on-brand); font-size: .88em; font-weight: 400; }
.header button:hover, .header button[aria-expanded="true"], .header button[aria-pressed="true"] { background: var(--on-brand); color: var(--brand-dark); }
.header select { background: #ffffff; color: #1c2730; }
.header :focus-visible { outline-color: #ffd27a; }
[data-contrast="high"] .header { background: #000000; color: #ffffff; --on-brand: #ffffff; --brand-dark: #000000; border-bottom: 2px solid #ffffff; }
.language { flex: 1 1 8em; }
.language select { width: 100%; }

.settings { flex: none; display: grid; gap: .7em; padding: .9em; max-height: 60%; overflow: auto; background: var(--card); border-bottom: 1px solid var(--edge); }
.row { display: flex; flex-wrap: wrap; gap: .5em; align-items: stretch; }
.wide { width: 100%; }
.choice { display: flex; align-items: center; gap: .6em; min-height: 2.75em; cursor: pointer; }
.choice input { flex: none; width: 1.4em; height: 1.4em; accent-color: var(--brand); }

.banner { flex: none; display: grid; gap: .4em; max-height: 45%; overflow: auto; padding: .7em .9em; background: #8f0f1a; color: #ffffff; line-height: 1.55; }
.banner .first { font-weight: 700; }
.banner .icon { margin-right: .3em; }
.banner[data-mode="drill"] { background: #1d3f72; border-top: .35em dashed #ffd34d; }
.banner :is(a, summary) { color: #ffffff; font-weight: 700; }
.banner summary { min-height: 2.75em; padding-block: .5em; cursor: pointer; }
.banner :focus-visible { outline-color: #ffd27a; }
.banner button { color: #0f2f4d; background: #ffffff; border-color: #ffffff; }
.banner details[open] > button { margin-bottom: .5em; }
.calls { display: flex; flex-wrap: wrap; gap: .3em 1.2em; list-style: none; }
.calls a { display: inline-flex; align-items: center; min-height: 2.75em; }

.log { position: relative; flex: 1 1 auto; min-height: 8em; overflow: auto; padding: 1em .9em; display: grid; gap: 1em; align-content: start; overscroll-behavior: contain; scroll-padding: .5em; }
.log:focus-visible { outline-offset: -.2em; }
.log > * { min-width: 0; }
.welcome { display: grid; gap: .7em; }
.greeting { font-size: 1.25em; }
.notice, .keeping { padding: .6em .8em; font-size: .88em; line-height: 1.65; border-radius: .5em; background: var(--card); border: 1px solid var(--line); }
.notice { background: var(--notice); border-color: #8a6d00; }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: .5em; }
.chips li { min-width: 0; max-width: 100%; }
.chip { border-radius: 1.4em; }

article { overflow-wrap: anywhere; }
.question { justify-self: end; max-width: 88%; padding: .6em 1em; border: 1px solid var(--brand); border-radius: 1em 1em .2em 1em; background: var(--tint); white-space: pre-wrap; }
.answer { display: grid; gap: .9em; padding: 1em; border: 1px solid var(--line); border-radius: .2em 1em 1em 1em; background: var(--card); }
.answer > * { min-width: 0; }
.answer[data-status="emergency"] { border: 3px solid var(--alarm); background: var(--alarm-tint); }
.answer:is([data-status="failed"], [data-status="stopped"]) { border: 2px solid var(--alarm); justify-items: start; }
.alarm { font-size: 1.2em; font-weight: 700; color: var(--alarm); }
.call { font-size: 1.15em; font-weight: 700; color: var(--alarm); padding: .25em .2em; }
.text { display: grid; gap: .6em; min-width: 0; overflow-x: auto; }
.text ul { padding-left: 1.4em; }
.text table { width: 100%; border-collapse: collapse; font-size: .92em; line-height: 1.6; color: inherit; }
.text :is(th, td) { padding: .3em .5em; border: 1px solid var(--line); text-align: start; vertical-align: top; }
.text th { background: var(--tint); }
.streamed { white-space: pre-wrap; }
.lead { font-weight: 700; }
ruby rt { font-size: .6em; color: var(--soft); }
.mark { min-height: 1.8em; min-width: 1.8em; margin-inline: .15em; padding: 0 .4em; font-size: .82em; line-height: 1.4; border-radius: .35em; background: var(--tint); vertical-align: baseline; }
.wait::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .6em; border-radius: 50%; background: var(--brand); animation: pulse 1s ease-in-out 4 alternate; }
@keyframes pulse { to { opacity: .2; } }

.part > :first-child { margin-bottom: .4em; font-size: .9em; color: var(--soft); }
.procedure::after { content: "↗" / ""; }
.contact { padding: .8em 1em; border-radius: .6em; background: var(--tint); border: 1px solid var(--line); }
.contact > :first-child { font-size: .9em; color: var(--soft); }
.desk { font-weight: 700; }
.phone { display: inline-flex; align-items: center; min-height: 2.2em; font-size: 1.25em; font-weight: 700; }
.badge { display: inline-block; padding: 0 .6em; border: 1px solid; border-radius: 1em; background: var(--card); }
.open { color: var(--good); }
.closed { color: var(--warn); }
.sources { padding-left: 1.7em; display: grid; gap: .7em; }
.sources li::marker { font-weight: 700; color: var(--soft); }
.sources a { display: inline-block; padding-block: .15em; }
summary { width: fit-content; padding-block: .35em; font-size: .88em; color: var(--link); cursor: pointer; }
blockquote { margin-top: .3em; padding: .5em .9em; border-left: .2em solid var(--brand); background: var(--paper); font-size: .92em; white-space: pre-wrap; }
.around, .shelters { display: grid; gap: .8em; list-style: none; }
.shelter { display: grid; gap: .2em; padding: .8em; border: 1px solid var(--edge); border-radius: .6em; justify-items: start; }
.shelter > :first-child { font-size: 1.05em; }
.status { font-weight: 700; }
.shelter[data-status="full"] .status, .shelter[data-status="closed"] .status { color: var(--alarm); }
.shelter[data-status="open"] .status { color: var(--good); }
.tools { display: flex; flex-wrap: wrap; gap: .4em; }
.tools button { font-size: .88em; }
.feedback { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; padding-top: .8em; border-top: 1px solid var(--line); font-size: .92em; }
.ask { flex-basis: 100%; }
.why { flex-basis: 100%; }
.why form, .comment { display: grid; gap: .5em; justify-items: start; }
.comment textarea { width: 100%; }
.said { color: var(--soft); }

.newest { flex: none; align-self: center; margin: .3em; border-radius: 1.4em; background: var(--brand); color: var(--on-brand); }
.newest:hover { background: var(--brand-dark); }
.composer { flex: none; display: grid; gap: .35em; padding: .6em .9em calc(.6em + env(safe-area-inset-bottom)); border-top: 1px solid var(--edge); background: var(--card); }
.composer > label { font-size: .9em; font-weight: 700; }
.composer .row { flex-wrap: nowrap; }
textarea { min-width: 0; padding: .5em .8em; border: 1px solid var(--edge); border-radius: .6em; background: var(--card); resize: vertical; }
.composer textarea { flex: 1; min-height: 2.9em; max-height: 8em; field-sizing: content; }
.send, .stop { flex: none; }
.count, .note { font-size: .88em; color: var(--soft); }
.count.error, .note { color: var(--alarm); font-weight: 700; }
.extras { display: flex; flex-wrap: wrap; gap: .4em; }
.begun > .fine { display: none; }
.extra { font-size: .88em; padding-inline: .8em; }

.confirm { max-width: min(26em, 100vw - 2em); padding: 1.4em; border: 2px solid var(--edge); border-radius: .8em; background: var(--card); color: var(--ink); }
.confirm::backdrop { background: #0009; }
.confirm .row { margin-top: 1em; }

@media (max-width: 30em), (max-height: 25em) {
  :host([data-mode="button"]) .panel, :host([data-mode="button"]) .panel.large { right: 0; bottom: 0; width: 100vw; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
  .enlarge { display: none; }
}
@media (max-height: 34em) {
  .panel { overflow: auto; scroll-padding: 1em; }
  .settings, .banner { max-height: none; }
  .log { flex: none; overflow: visible; }
}
[data-size="2"] .panel, [data-size="1"] .panel { overflow: auto; }
@media (prefers-reduced-motion: no-preference) { .log { scroll-behavior: smooth; } }
@media (prefers-reduced-motion: reduce) { .wait::before { animation: none; } }
@media (forced-colors: active) {
  .frame, .frame[data-contrast="high"] {
    --ink: CanvasText; --soft: CanvasText; --paper: Canvas; --card: Canvas; --line: CanvasText; --edge: ButtonText; --brand: Canvas; --brand-dark: CanvasText;
    --on-brand: CanvasText; --tint: Canvas; --link: LinkText; --alarm: CanvasText; --alarm-tint: Canvas; --notice: Canvas; --good: CanvasText; --warn: CanvasText;
  }
  .panel, .header, .question, .banner, .launcher { border: 2px solid; }
  button[aria-pressed="true"], .primary, .procedure { border: 3px double; }
  .wait::before { background: CanvasText; }
}
@media print {
  :host([data-mode="button"]:not([data-printing])) { display: none !important; }
  :host([data-printing]) { position: absolute !important; inset: 0 0 auto 0 !important; }
  :host([data-mode]) .panel { position: static; width: auto; height: auto; overflow: visible; border: 0; box-shadow: none; }
  .log { overflow: visible; }
  .launcher, .composer, .tools, .feedback, .newest, .settings, .header button, .language, .answer .chips:has(.chip) { display: none; }
  :host([data-printing]) :is(.welcome, .banner, article:not(.printed)) { display: none; }
}
`;
