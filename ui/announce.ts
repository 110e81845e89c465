/** Element id of the one polite live region of a page. */
export const LIVE_REGION_ID = "live";

/** Has a screen reader say a short sentence, without moving the focus. The last one wins. */
export function announce(sentence: string): void {
  const region = document.getElementById(LIVE_REGION_ID);
  if (region !== null && region.textContent !== sentence) region.textContent = sentence;
}
