import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";

/** Permissions as the manifest names them, each with its reason. */
export function Permissions({ required, optional }: { required: readonly string[]; optional: readonly string[] }): JSX.Element {
  const text = useText();
  const key = (permission: string): string => permission.replace(/[^A-Za-z]+/g, " ").trim().replaceAll(" ", "_");
  return (
    <section aria-labelledby="permissions">
      <h2 id="permissions">{text("first_run_permissions_heading")}</h2>
      <dl class="permissions">
        {[...required, ...optional].map((permission) => (
          <div key={permission} data-testid="permission" data-permission={permission}>
            <dt>
              {text(`first_run_permission_${key(permission)}`)}
              {optional.includes(permission) && <span class="mark">{text("first_run_optional")}</span>}
            </dt>
            <dd>{text(`first_run_permission_${key(permission)}_why`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
