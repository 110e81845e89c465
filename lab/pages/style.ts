/** The one style sheet of the lab's pages. System fonts and colours; light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1f24, #e6e9ed);
  --quiet: light-dark(#57606a, #9aa4af);
  --paper: light-dark(#ffffff, #14171b);
  --card: light-dark(#f6f8fa, #1c2127);
  --line: light-dark(#d5dbe1, #313840);
  --link: light-dark(#0b57b0, #7cb7ff);
  --good: light-dark(#1a6e36, #6fd08c);
  --fair: light-dark(#8a5a00, #e5b454);
  --bad: light-dark(#ad2419, #ff8f85);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
p { max-width: 44rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.lead { color: var(--quiet); margin-top: 0; }
.cases { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); }
.case { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; display: grid; grid-template-columns: 1fr auto; gap: .1rem .75rem; align-content: start; }
.case h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
.case .host { font: .84rem/1.4 ui-monospace, monospace; color: var(--quiet); overflow-wrap: anywhere; grid-column: 1; }
.case .what { margin: .35rem 0 0; font-size: .92rem; grid-column: 1 / -1; overflow-wrap: anywhere; }
.case .off { color: var(--fair); }
.mark { grid-row: 1 / 3; grid-column: 2; align-self: start; min-width: 2.6rem; text-align: center; font-weight: 700; padding: .15rem .5rem; border: 1.5px solid currentColor; border-radius: .4rem; font-size: .95rem; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; margin: 1.25rem 0 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 1.5rem 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 16rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--paper); }
.images { display: flex; flex-wrap: wrap; gap: .25rem; margin: 1.5rem 0; } .images img { width: 16px; height: 16px; display: block; }
output { font-family: ui-monospace, monospace; white-space: pre-line; }
footer { margin-top: 2.5rem; color: var(--quiet); font-size: .9rem; }
`.trimStart();
