/** A program that npm does not bring: how to find it, and how to get it. */
export interface Program {
  name: ProgramName;
  /** It is loaded by another program, and need not be executable. */
  isLibrary?: true;
  /** Set to a file's path, it is taken and nothing else is looked for. */
  env: string;
  /** Looked for on the path, in this order. */
  commands: readonly string[];
  /** Looked for after the path, by platform (Node's names). */
  places: Partial<Record<NodeJS.Platform, readonly string[]>>;
  /** Debian's packages that have it, the first that the archive offers is taken. */
  packages: readonly string[];
  /** What it is needed for, as a clause. */
  purpose: string;
  /** What to do where there is no apt. */
  elsewhere: string;
}

export type ProgramName = "firefox" | "certutil" | "caddy" | "chromium" | "trustModule";

export const PROGRAMS: Record<ProgramName, Program> = {
  firefox: {
    name: "firefox",
    env: "FIREFOX",
    commands: ["firefox-esr", "firefox"],
    places: {
      darwin: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
      win32: ["C:\\Program Files\\Mozilla Firefox\\firefox.exe", "C:\\Program Files (x86)\\Mozilla Firefox\\firefox.exe"],
    },
    packages: ["firefox-esr", "firefox"],
    purpose: "to run the add-on in",
    elsewhere: "Install Firefox ESR 140 or later, or set FIREFOX to its executable.",
  },
  certutil: {
    name: "certutil",
    env: "CERTUTIL",
    commands: ["certutil"],
    places: { darwin: ["/opt/homebrew/opt/nss/bin/certutil", "/usr/local/opt/nss/bin/certutil"] },
    packages: ["libnss3-tools"],
    purpose: "to make a Firefox profile trust the lab's root",
    elsewhere: "Install the NSS tools (macOS: brew install nss; Fedora: dnf install nss-tools; Arch: pacman -S nss), or set CERTUTIL to certutil's path.",
  },
  caddy: {
    name: "caddy",
    env: "CADDY",
    commands: ["caddy"],
    places: {},
    packages: ["caddy"],
    purpose: "to serve the lab's HTTP/3 case",
    elsewhere: "Install Caddy (macOS: brew install caddy; Fedora: dnf install caddy), or set CADDY to its path.",
  },
  chromium: {
    name: "chromium",
    env: "CHROMIUM",
    commands: ["chromium", "chromium-browser", "google-chrome"],
    places: {
      darwin: ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
      win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"],
    },
    packages: ["chromium"],
    purpose: "to run the tests in",
    elsewhere: "Install Chromium, or set CHROMIUM to its executable.",
  },
  trustModule: {
    name: "trustModule",
    isLibrary: true,
    env: "P11_KIT_TRUST",
    commands: [],
    places: { linux: [...["x86_64", "aarch64"].map((machine) => `/usr/lib/${machine}-linux-gnu/pkcs11/p11-kit-trust.so`), "/usr/lib64/pkcs11/p11-kit-trust.so"] },
    packages: ["p11-kit-modules"],
    purpose: "to have Firefox take the lab's root for one of its own, in the tests of public sites",
    elsewhere: "Install p11-kit's trust module (Fedora: dnf install p11-kit-trust), or set P11_KIT_TRUST to the path of p11-kit-trust.so.",
  },
};
