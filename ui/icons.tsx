import type { ComponentChildren, JSX } from "preact";

/** All icons are decoration beside words that say the same, drawn on a 16 × 16 grid in the colour of the text. */
function Icon({ children, size = 16 }: { children: ComponentChildren; size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      {children}
    </svg>
  );
}

export const ErrorIcon = (): JSX.Element => (
  <Icon>
    <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" fill="currentColor" />
    <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" stroke="var(--canvas)" />
  </Icon>
);

export const WarningIcon = (): JSX.Element => (
  <Icon>
    <path d="M8 1.8 14.6 13.6H1.4z" fill="currentColor" />
    <path d="M8 6.2v3.2m0 2v.1" stroke="var(--canvas)" />
  </Icon>
);

export const NoticeIcon = (): JSX.Element => (
  <Icon>
    <circle cx="8" cy="8" r="6.5" />
    <path d="M8 7.4v3.6m0-6.1V5" />
  </Icon>
);

export const OkIcon = (): JSX.Element => (
  <Icon>
    <circle cx="8" cy="8" r="6.5" />
    <path d="m5.2 8.2 2 2 3.6-4" />
  </Icon>
);

export const ChevronIcon = (): JSX.Element => (
  <Icon>
    <path d="m6 3.5 4.5 4.5L6 12.5" />
  </Icon>
);

export const CopyIcon = (): JSX.Element => (
  <Icon>
    <rect x="5.5" y="5.5" width="8.5" height="8.5" rx="1.5" />
    <path d="M3.5 10.5h-.2A1.3 1.3 0 0 1 2 9.2V3.3A1.3 1.3 0 0 1 3.3 2h5.9a1.3 1.3 0 0 1 1.3 1.3v.2" />
  </Icon>
);

export const DoneIcon = (): JSX.Element => (
  <Icon>
    <path d="m3 8.5 3.5 3.5L13 4.5" />
  </Icon>
);

export const DownloadIcon = (): JSX.Element => (
  <Icon>
    <path d="M8 2v8m0 0 3.2-3.2M8 10 4.8 6.8M2.5 11.5v1A1.5 1.5 0 0 0 4 14h8a1.5 1.5 0 0 0 1.5-1.5v-1" />
  </Icon>
);

export const TabIcon = (): JSX.Element => (
  <Icon>
    <path d="M9.5 2.5h4v4m0-4L8 8M6.5 3.5H4A1.5 1.5 0 0 0 2.5 5v7A1.5 1.5 0 0 0 4 13.5h7a1.5 1.5 0 0 0 1.5-1.5V9.5" />
  </Icon>
);

export const ReportIcon = (): JSX.Element => (
  <Icon>
    <path d="M2.5 2.5v11h11M5.5 11V8m3 3V4.5m3 6.5V6.5" />
  </Icon>
);

export const OptionsIcon = (): JSX.Element => (
  <Icon>
    <path d="M2 4.5h7m4 0h1M2 11.5h1m4 0h7" />
    <circle cx="11" cy="4.5" r="1.8" />
    <circle cx="5" cy="11.5" r="1.8" />
  </Icon>
);

export const OpenLockIcon = ({ size }: { size?: number }): JSX.Element => (
  <Icon {...(size === undefined ? {} : { size })}>
    <rect x="3" y="7" width="10" height="7" rx="1.5" />
    <path d="M5 7V4.5a3 3 0 0 1 5.8-1" />
  </Icon>
);

export const BrokenIcon = ({ size }: { size?: number }): JSX.Element => (
  <Icon {...(size === undefined ? {} : { size })}>
    <path d="M6.5 4.5 7.8 3.2a3.2 3.2 0 0 1 4.6 0 3.2 3.2 0 0 1 0 4.6l-1 1M9.5 11.5l-1.3 1.3a3.2 3.2 0 0 1-4.6 0 3.2 3.2 0 0 1 0-4.6l1-1M3 3l10 10" />
  </Icon>
);

export const WindowIcon = ({ size }: { size?: number }): JSX.Element => (
  <Icon {...(size === undefined ? {} : { size })}>
    <rect x="1.8" y="2.8" width="12.4" height="10.4" rx="1.5" />
    <path d="M1.8 6h12.4M4 4.4h.1m1.9 0h.1" />
  </Icon>
);

export const MaskIcon = (): JSX.Element => (
  <Icon>
    <path d="M1.5 5.5c2-1.3 4.3-1.3 6.5 0 2.2-1.3 4.5-1.3 6.5 0 .2 3-1.2 5.5-3.5 5.5-1.4 0-2.3-1.4-3-1.4S6.4 11 5 11c-2.3 0-3.7-2.5-3.5-5.5zM4.5 7.5h1.2m4.6 0h1.2" />
  </Icon>
);
