/** An add-on that launchFirefox allows in private windows. */
export const OPENER_ID = "private-window-opener@tlscope.test";
