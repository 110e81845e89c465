/** Where the lab's hosts are to be found; what pages and recipes need to write links. */
export interface Addresses {
  /** "https://name.test:PORT/" or, for plain hosts, "http://name.test:PLAINPORT/". */
  url(host: string): string;
  /** "http://name.test:PLAINPORT/" */
  plainUrl(host: string): string;
}
