// What the linter itself has no rule for. Plain JavaScript, as the linter loads it.

/** ESLint's no-restricted-syntax: what a selector finds is an error, with its message. */
const noRestrictedSyntax = {
  meta: { schema: { type: "array", items: { type: "object", properties: { selector: { type: "string" }, message: { type: "string" } }, required: ["selector", "message"], additionalProperties: false } } },
  create: (context) => Object.fromEntries(context.options.map(({ selector, message }) => [selector, (node) => context.report({ node, message })])),
};

export default { meta: { name: "project" }, rules: { "no-restricted-syntax": noRestrictedSyntax } };
