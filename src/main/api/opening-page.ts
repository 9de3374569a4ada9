/** How far a lab is that takes a while to open. */
export type Opening = { readonly done: number; readonly total: number }

/**
 * What stands in the place of the screen until the lab is open: a page without scripts or styles, which the policy of the screen
 * lets through, and which asks for itself anew each second. Nobody has told yet which language the screen is in.
 */
export const openingPage = ({ done, total }: Opening) => ({
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  },
  body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="1">
<meta name="color-scheme" content="light dark">
<title>Headwaiter</title>
<h1>Headwaiter</h1>
<p>The lab is from an older version: each of its ${total} facts gets a sum, once.</p>
<p lang="de">Das Labor ist von einer älteren Version: jedes seiner ${total} Ereignisse bekommt einmal eine Prüfsumme.</p>
<p><progress value="${done}" max="${total}"></progress> ${Math.floor((100 * done) / total)} %</p>
`,
})
