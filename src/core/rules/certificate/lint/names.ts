// RFC 5280 appendix A: common name, surname, serial number, country, locality, state, street, organisation, unit, title,
// postal code, name, given name, initials, generation qualifier, DN qualifier.
const ATTRIBUTES = /^2\.5\.4\.(?:3|4|5|6|7|8|9|10|11|12|17|41|42|43|44|46)$/;

/** Whether it is one of the X.520 attribute types that names of people and organisations are made of. */
export function isNameAttribute(oid: string): boolean {
  return ATTRIBUTES.test(oid);
}
