"""The style sheet of the HTML rendition. It stands in the page, whose policy allows it by its hash."""

from __future__ import annotations

import base64
import hashlib

STYLE = """
:root { color-scheme: light dark; --text: #1c1c1c; --paper: #ffffff; --quiet: #555555; --line: #8a8a8a;
  --box: #f4f4f4; --link: #00509e; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e8e8; --paper: #16181b; --quiet: #b4b4b4; --line: #7d7d7d; --box: #22252a; --link: #8ec5ff; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1rem 1.25rem 4rem; max-width: 46rem; color: var(--text); background: var(--paper);
  font-family: "BIZ UDPGothic", "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic", Meiryo, system-ui, sans-serif;
  line-height: 1.75; overflow-wrap: anywhere; line-break: strict; }
:lang(zh), :lang(ko) { font-family: system-ui, "Noto Sans CJK SC", sans-serif; }
h1, h2, h3, h4, h5, h6 { line-height: 1.4; margin: 0; break-after: avoid; }
h1 { font-size: 1.7rem; margin: 1rem 0; }
h2 { font-size: 1.35rem; }
h3 { font-size: 1.15rem; }
h4, h5, h6 { font-size: 1rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .25rem .75rem; background: var(--paper); }
header p, footer p { margin: .15rem 0; color: var(--quiet); }
nav { margin: 1.5rem 0; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .4rem; }
nav summary { cursor: pointer; padding: .25rem 0; }
nav ul { list-style: none; padding-left: 0; margin: 0; }
nav ul ul { padding-left: 1.25rem; }
nav li a { display: block; padding: .2rem 0; }
section { margin-top: 2rem; }
section section { margin-top: 1.5rem; }
.head { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding-bottom: .2rem; }
main > section > .head { border-bottom: 2px solid var(--line); }
.page { flex: none; font-size: .85rem; padding: .1rem .3rem; }
ul { margin: .25rem 0; padding-left: 1.5rem; }
li { margin: .2rem 0; }
li > p { margin: 0; }
li.marked { list-style: none; margin-left: -1.5rem; }
li.marked > p:first-child { display: flex; gap: .5em; }
li.marked > p:first-child > .mark { flex: none; max-width: 40%; }
li.marked > :not(:first-child) { margin-left: 1.5rem; }
.note { margin: 1rem 0; padding: .5rem 1rem; border: 1px solid var(--line); background: var(--box); }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; min-width: 50%; }
caption, figcaption { text-align: left; font-weight: bold; padding: .25rem 0; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; min-width: 4em; }
th { background: var(--box); }
figure { margin: 1rem 0; }
figure p { padding: .5rem 1rem; border: 1px solid var(--line); font-size: .9rem; }
.footnotes { margin-top: 1rem; padding-top: .25rem; border-top: 1px solid var(--line); font-size: .9rem; }
sup { line-height: 0; }
footer { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: .9rem; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.6; color: #000000; background: #ffffff; }
  nav, .skip { display: none; }
  tr, .note, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
}
@page { size: A4; margin: 25mm 22mm; }
"""

POLICY = (
    "default-src 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""Content Security Policy, level 3: no script, no picture, no request to anywhere, and this one style sheet."""
