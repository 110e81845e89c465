// Sites that everyone knows, from the list of sites that libwebsockets tries its client against, as of 2026-11.

const SITES = `
adobe.com allegro.pl allrecipes.com amazon.co.jp amazon.co.uk amazon.com amazon.de amazon.fr amazon.in amazon.it aol.com apartments.com apple.com
ar.wikipedia.org att.com bankofamerica.com bbc.co.uk bbc.com bestbuy.com booking.com britannica.com bulbagarden.net businessinsider.com ca.gov
caixa.gov.br capitalone.com cbssports.com cdc.gov chase.com chrome.google.com cnbc.com cnet.com cnn.com cookpad.com costco.com craigslist.org
dailymotion.com de.wikipedia.org dictionary.com ebay.co.uk ebay.com en.wikipedia.org epicgames.com es.wikipedia.org espn.com etsy.com expedia.com
facebook.com fandom.com fedex.com finance.yahoo.com foodnetwork.com forbes.com foxnews.com fr.wikipedia.org gamepedia.com genius.com glassdoor.com
globo.com google.com gov.uk healthline.com homedepot.com hulu.com hurriyet.com.tr id.wikipedia.org ign.com ikea.com ilovepdf.com imdb.com indeed.com
indiatimes.com instagram.com investopedia.com irs.gov it.wikipedia.org ivi.ru ja.wikipedia.org kakaku.com khanacademy.org kinopoisk.ru leboncoin.fr
linkedin.com live.com lowes.com macys.com mail.ru mail.yahoo.com mapquest.com mayoclinic.org medicalnewstoday.com mercadolivre.com.br
merriam-webster.com microsoft.com msn.com namu.wiki nbcnews.com netflix.com nih.gov nl.wikipedia.org ny.gov nytimes.com ok.ru onet.pl orange.fr
paypal.com pinterest.com pixiv.net pl.wikipedia.org play.google.com programme-tv.net pt.wikipedia.org quizlet.com quora.com rakuten.co.jp realtor.com
reddit.com reverso.net roblox.com rottentomatoes.com ru.wikipedia.org sahibinden.com smallpdf.com speedtest.net spotify.com steampowered.com
target.com theguardian.com tr.wikipedia.org tripadvisor.com twitch.tv twitter.com uol.com.br ups.com urbandictionary.com usatoday.com usnews.com
usps.com verizon.com vk.com walmart.com washingtonpost.com weather.com webmd.com whatsapp.com wowhead.com wp.pl xfinity.com yahoo.co.jp yahoo.com
yandex.ru yellowpages.com yelp.com youtube.com zh.wikipedia.org zillow.com
`;

let known: ReadonlySet<string> | undefined;

/** What such a site's own host is called, too. */
const OWN = /^(?:www|m|mobile)\./;

/**
 * Whether everyone knows this site, so that no private CA has a right to vouch for it. `host`: a DNS name in A-labels, lower case.
 * Only the site's own names: what lies under them may be a company's inner network.
 */
export function isWellKnownSite(host: string): boolean {
  known ??= new Set(SITES.split(/\s+/).filter((site) => site !== ""));
  return known.has(host) || known.has(host.replace(OWN, ""));
}
