import { html } from "./html.ts";
import type { Html } from "./html.ts";

export interface Layout {
  title: string;
  body: Html;
  /** A script of this host, run once the document is there. */
  script?: string;
}

/** A whole document. No inline style or script: the pages' Content-Security-Policy allows none. */
export function page({ title, body, script }: Layout): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
${script === undefined ? "" : html`<script src="${script}" defer></script>`}
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}
