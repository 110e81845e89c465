import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Assessment, DeviceAssessment, InterceptionEvidence } from "../../src/core/assessment.ts";
import { alarmOf } from "../../src/core/interception/alarm.ts";
import { Message } from "../../ui/message.tsx";
import { LazyDetails } from "../../ui/lazy-details.tsx";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { hostWithPort } from "../../ui/format.ts";
import { Fingerprints } from "./fingerprints.tsx";
import { CheckAgain } from "./check-again.tsx";
import { useCertificates, useConnection } from "./subject.ts";
import type { InterceptionChange } from "../../src/settings/decisions/changes.ts";

/** What a person can decide here; null where nobody listens. Resolves to whether it was taken. */
export type Decide = (change: InterceptionChange) => Promise<boolean>;
export const DecideContext = createContext<Decide | null>(null);

/** The verdict in a word; calm where all of it is expected. */
export function InterceptionMark({ interception }: Pick<Assessment, "interception">): JSX.Element {
  const text = useText();
  const calm = isCalm(interception);
  return (
    <span class="interception-mark" data-verdict={calm ? "expected" : interception.verdict}>
      {text(calm ? "popup_interception_verdict_expected" : `popup_interception_verdict_${interception.verdict}`)}
    </span>
  );
}

function isCalm({ expected, verdict, evidence }: Assessment["interception"]): boolean {
  return expected !== undefined && verdict === "known" && evidence.every(({ weight }) => weight === 0);
}

/** Whether somebody sits in the middle: the verdict, each sign with what else it could be, and what the person can say to it. */
export function Interception(): JSX.Element | null {
  const text = useText();
  const { assessment } = useConnection();
  if (assessment === null) return null;
  const { interception, device } = assessment;
  const calm = isCalm(interception);
  return (
    <div data-testid="interception" data-verdict={interception.verdict} data-expected={interception.expected === undefined ? undefined : ""}>
      <p>{calm && interception.expected !== undefined ? <Message id="popup_interception_expected" params={[interception.expected.name]} fallback="" /> : text(`popup_interception_${interception.verdict}`)}</p>
      {interception.label !== null && (
        <p>
          <Message id="popup_interception_label" params={[interception.label]} fallback={interception.label} />
        </p>
      )}
      {interception.evidence.length > 0 && (
        <ul class="evidence">
          {interception.evidence.map((evidence) => (
            <li key={evidence.id} data-testid="evidence" data-evidence={evidence.id} data-weight={evidence.weight}>
              <LazyDetails
                class="profile"
                summary={
                  <>
                    <span class="evidence-words">
                      <Message id={`interception_${stemOf(evidence)}_message`} params={evidence.params} fallback={evidence.message} />
                    </span>
                    <span class="muted">{evidence.excused === true ? text("popup_interception_excused") : text("popup_interception_weight", [String(evidence.weight)])}</span>
                  </>
                }
                content={() => <EvidenceBody evidence={evidence} />}
              />
            </li>
          ))}
        </ul>
      )}
      <Expect assessment={assessment} />
      {interception.evidence.length > 0 && alarmOf(interception) === null && <CheckAgain time={assessment.time} />}
      {device !== undefined && !isLedAstray(assessment) && <Device device={device} assessment={assessment} />}
    </div>
  );
}

/** Whether somebody reads what goes to a public name, which leads to an address of this network: no device of it that is at home there. */
export function isLedAstray({ interception, device }: Assessment): boolean {
  return alarmOf(interception) !== null && device?.place === "public-name-local-address";
}

function stemOf({ id }: InterceptionEvidence): string {
  return id.replaceAll("-", "_");
}

function EvidenceBody({ evidence }: { evidence: InterceptionEvidence }): JSX.Element {
  const text = useText();
  const certificates = useCertificates();
  return (
    <div class="profile-body">
      <p>
        <strong>{text("popup_interception_otherwise")}</strong> <Message id={`interception_${stemOf(evidence)}_otherwise`} params={evidence.params} fallback={evidence.otherwise} />
      </p>
      {evidence.certificates.length > 0 && (
        <ul class="muted">
          {evidence.certificates.map((hash) => (
            <li key={hash}>
              <Untrusted text={certificates[hash]?.title ?? hash} /> <code>{hash.slice(0, 16)}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** "I expect this CA", where the chain ends at one that somebody added. */
export function Expect({ assessment: { chain, interception } }: { assessment: Assessment }): JSX.Element | null {
  const text = useText();
  const certificates = useCertificates();
  const decide = useContext(DecideContext);
  const { anchor } = chain;
  if (decide === null || anchor === undefined || anchor === null || anchor.vetted || interception.expected !== undefined || !interception.evidence.some(({ weight }) => weight > 0)) return null;
  const known = certificates[anchor.sha256];
  const name = known?.title ?? anchor.sha256;
  // By its key, so that a new certificate for the same CA is expected too.
  const hash = known === undefined || known.error !== undefined ? anchor.sha256 : known.spkiSha256;
  return <Decision label={text("popup_interception_expect")} help={text("popup_interception_expect_help")} testId="expect" change={{ kind: "expect", hash, name }} decide={decide} />;
}

interface DecisionProps {
  label: string;
  help: string;
  testId: string;
  change: InterceptionChange;
  decide: Decide;
}

function Decision({ label, help, testId, change, decide }: DecisionProps): JSX.Element {
  const text = useText();
  const [failed, setFailed] = useState(false);
  return (
    <div class="decision">
      <button type="button" class="button" data-testid={testId} onClick={() => void decide(change).then((taken) => setFailed(!taken), () => setFailed(true))}>
        {label}
      </button>
      <p class="muted">{help}</p>
      {failed && <p role="alert">{text("popup_interception_failed")}</p>}
    </div>
  );
}

/** A host of the local network: whether its key is the one that was here, and the key in the forms that devices print. */
function Device({ device, assessment }: { device: DeviceAssessment; assessment: Assessment }): JSX.Element {
  const text = useText();
  const connection = useConnection();
  const certificates = useCertificates();
  const decide = useContext(DecideContext);
  const accepted = assessment.interception.evidence.some(({ id, excused }) => id === "untrusted-issuer" && excused === true);
  return (
    <div class="device" data-testid="device" data-state={device.state} data-place={device.place}>
      <h3>{text("popup_device")}</h3>
      <p>{text(`popup_device_place_${device.place.replaceAll("-", "_")}`)}</p>
      <p>
        <strong>{text(`popup_device_${device.state}`, [device.since?.slice(0, 10) ?? ""])}</strong>
      </p>
      {assessment.chain.verdict !== "valid" && <p class="muted">{text("popup_device_untrusted")}</p>}
      <LazyDetails class="profile" summary={text("popup_device_fingerprint")} content={() => <Fingerprints hash={device.key} certificate={Object.values(certificates).find(({ spkiSha256, isCa }) => spkiSha256 === device.key && !isCa)} />} />
      {decide !== null && !accepted && assessment.chain.verdict === "invalid" && (
        <Decision label={text("popup_device_accept")} help={text("popup_device_accept_help", [hostWithPort(connection.host, connection.port, connection.scheme)])} testId="accept-key" change={{ kind: "accept", host: connection.host, port: connection.port, key: device.key, why: "" }} decide={decide} />
      )}
    </div>
  );
}
