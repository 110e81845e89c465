import type { JSX } from "preact";
import type { SentRole } from "../../src/core/assessment.ts";
import { language, useText } from "../../ui/text.ts";
import type { ValidityBar, ValidityLine } from "../validity-line.ts";
import { mirrored, validityLine } from "../validity-line.ts";
import { CertificateTitle } from "./chain-picture.tsx";
import { useDaysLeft } from "./days-left.ts";
import { useCertificates } from "./subject.ts";

interface ValidityProps {
  /** In the order of the rows. */
  rows: readonly { sha256: string; role: SentRole }[];
  /** Of the observation, ISO 8601. */
  time: string;
  /** Of the heading. */
  level: 3 | 4;
}

/** From when to when each certificate is valid, as bars on one time line; the dates stand beside them in words. */
export function ValiditySection({ rows, time, level }: ValidityProps): JSX.Element | null {
  const text = useText();
  const certificates = useCertificates();
  const found = validityLine(rows.map(({ sha256 }) => certificates[sha256]), time);
  // Time runs as the language does.
  const line = found !== undefined && text("ui_direction") === "rtl" ? mirrored(found) : found;
  if (line === undefined) return null;
  const Heading = `h${level}` as const;
  return (
    <div class="validity" data-testid="validity">
      <Heading class="group-heading">{text("popup_validity_heading")}</Heading>
      <ol>
        {rows.map(({ sha256, role }, index) => (
          <Row key={sha256} sha256={sha256} role={role} bar={line.bars[index]} now={line.now} time={time} />
        ))}
      </ol>
      <Axis line={line} />
    </div>
  );
}

interface RowProps {
  sha256: string;
  role: SentRole;
  bar: ValidityBar | undefined;
  now: number;
  time: string;
}

function Row({ sha256, role, bar, now, time }: RowProps): JSX.Element {
  const text = useText();
  const certificate = useCertificates()[sha256];
  const left = useDaysLeft(certificate, time);
  return (
    <li data-testid="validity-row" data-sha256={sha256}>
      <p class="validity-name">
        <span class="validity-title">
          <CertificateTitle sha256={sha256} />
        </span>
        <span class="muted">{text(`popup_role_${role}`)}</span>
      </p>
      <svg class="validity-track" width="100%" height="10" aria-hidden="true">
        {bar !== undefined && <rect class={bar.current ? "validity-bar" : "validity-bar over"} x={`${bar.from}%`} y="2" width={`${Math.max(bar.to - bar.from, 0.5)}%`} height="6" rx="3" />}
        <line class="validity-now" x1={`${now}%`} x2={`${now}%`} y1="0" y2="10" />
      </svg>
      <p class="validity-dates muted">
        {certificate === undefined || bar === undefined ? text("popup_validity_unknown") : text("popup_validity", [certificate.notBefore.slice(0, 10), certificate.notAfter.slice(0, 10)])}
        {left !== undefined && <span>{left}</span>}
      </p>
    </li>
  );
}

/** Marks under the line. What they say in passing stands in each row in full. */
function Axis({ line: { now, ticks } }: { line: ValidityLine }): JSX.Element {
  const text = useText();
  const relative = new Intl.RelativeTimeFormat(language(text), { style: "narrow" });
  return (
    <svg class="validity-axis" width="100%" height="16" aria-hidden="true">
      {ticks.map(({ at, count, unit }) => (
        <text key={at} x={`${at}%`} y="12" text-anchor={anchor(at)}>
          {relative.format(count, unit)}
        </text>
      ))}
      <text class="validity-now-label" x={`${now}%`} y="12" text-anchor={anchor(now)}>
        {text("popup_validity_now")}
      </text>
    </svg>
  );
}

/** Beside the place where the middle of a text would lead out of the picture. `at`: percent of the line. */
function anchor(at: number): "start" | "middle" | "end" {
  return at > 88 ? "end" : at < 12 ? "start" : "middle";
}
