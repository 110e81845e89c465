// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import type { CertificateRule } from "./lint/rule.ts";
import { aiaAccessMethod } from "./aia-access-method.ts";
import { aiaIssuerScheme } from "./aia-issuer-scheme.ts";
import { aiaIssuerWithoutUri } from "./aia-issuer-without-uri.ts";
import { aiaLocationsNotUnique } from "./aia-locations-not-unique.ts";
import { aiaOcspScheme } from "./aia-ocsp-scheme.ts";
import { anyPolicyQualifier } from "./any-policy-qualifier.ts";
import { anyPurposeCritical } from "./any-purpose-critical.ts";
import { authorityInfoAccessCritical } from "./authority-info-access-critical.ts";
import { authorityKeyIdentifierBoth } from "./authority-key-identifier-both.ts";
import { authorityKeyIdentifierCritical } from "./authority-key-identifier-critical.ts";
import { authorityKeyIdentifierMissing } from "./authority-key-identifier-missing.ts";
import { authorityKeyIdentifierWithoutKey } from "./authority-key-identifier-without-key.ts";
import { basicConstraintsDefault } from "./basic-constraints-default.ts";
import { basicConstraintsNotCritical } from "./basic-constraints-not-critical.ts";
import { brokenSignature } from "./broken-signature.ts";
import { caCertSignMissing } from "./ca-cert-sign-missing.ts";
import { caCommonNameMissing } from "./ca-common-name-missing.ts";
import { caCountryInvalid } from "./ca-country-invalid.ts";
import { caCountryMissing } from "./ca-country-missing.ts";
import { caCrlSignMissing } from "./ca-crl-sign-missing.ts";
import { caDigitalSignatureMissing } from "./ca-digital-signature-missing.ts";
import { caIsCa } from "./ca-is-ca.ts";
import { caKeyUsageMissing } from "./ca-key-usage-missing.ts";
import { caKeyUsageNotCritical } from "./ca-key-usage-not-critical.ts";
import { caOrganizationMissing } from "./ca-organization-missing.ts";
import { caReservedPolicies } from "./ca-reserved-policies.ts";
import { caSubjectEmpty } from "./ca-subject-empty.ts";
import { certSignWithoutCa } from "./cert-sign-without-ca.ts";
import { clientAuth } from "./client-auth.ts";
import { commonNameDiscouraged } from "./common-name-discouraged.ts";
import { commonNameNotInSan } from "./common-name-not-in-san.ts";
import { commonNameReservedAddress } from "./common-name-reserved-address.ts";
import { commonNameTooLong } from "./common-name-too-long.ts";
import { commonName } from "./common-name.ts";
import { commonNames } from "./common-names.ts";
import { countryUnknown } from "./country-unknown.ts";
import { crlDistributionPointsCritical } from "./crl-distribution-points-critical.ts";
import { crlIssuerPresent } from "./crl-issuer-present.ts";
import { crlSchemeNotHttp } from "./crl-scheme-not-http.ts";
import { crlWithoutUri } from "./crl-without-uri.ts";
import { curveImproper } from "./curve-improper.ts";
import { derFault } from "./der-fault.ts";
import { distributionPointIncomplete } from "./distribution-point-incomplete.ts";
import { dsaKey } from "./dsa-key.ts";
import { dsaTooShort } from "./dsa-too-short.ts";
import { dvLocality } from "./dv-locality.ts";
import { dvOrganization } from "./dv-organization.ts";
import { dvPostalCode } from "./dv-postal-code.ts";
import { dvProvince } from "./dv-province.ts";
import { dvStreet } from "./dv-street.ts";
import { dvSubject } from "./dv-subject.ts";
import { ecKeyEncoding } from "./ec-key-encoding.ts";
import { ecKeyUsage } from "./ec-key-usage.ts";
import { ecdsaSignatureEncoding } from "./ecdsa-signature-encoding.ts";
import { emailAddressTooLong } from "./email-address-too-long.ts";
import { evBusinessCategoryMissing } from "./ev-business-category-missing.ts";
import { evBusinessCategoryUnknown } from "./ev-business-category-unknown.ts";
import { evCountryMissing } from "./ev-country-missing.ts";
import { evIpAddress } from "./ev-ip-address.ts";
import { evOrganizationIdentifierExtensionMissing } from "./ev-organization-identifier-extension-missing.ts";
import { evOrganizationMissing } from "./ev-organization-missing.ts";
import { evOtherAttribute } from "./ev-other-attribute.ts";
import { evSerialNumberMissing } from "./ev-serial-number-missing.ts";
import { evValidityTooLong } from "./ev-validity-too-long.ts";
import { evWildcard } from "./ev-wildcard.ts";
import { expired } from "./expired.ts";
import { extensionCriticalDefault } from "./extension-critical-default.ts";
import { extensionDuplicate } from "./extension-duplicate.ts";
import { extensionEmpty } from "./extension-empty.ts";
import { extensionsVersion } from "./extensions-version.ts";
import { freshestCrlCritical } from "./freshest-crl-critical.ts";
import { generalizedTimeFraction } from "./generalized-time-fraction.ts";
import { generalizedTimeNoSeconds } from "./generalized-time-no-seconds.ts";
import { generalizedTimeNotZulu } from "./generalized-time-not-zulu.ts";
import { givenNameLong } from "./given-name-long.ts";
import { givenNameTooLong } from "./given-name-too-long.ts";
import { ianDnsNotAscii } from "./ian-dns-not-ascii.ts";
import { ianEmailInvalid } from "./ian-email-invalid.ts";
import { ianEmptyName } from "./ian-empty-name.ts";
import { ianEmpty } from "./ian-empty.ts";
import { ianLeadingDot } from "./ian-leading-dot.ts";
import { ianNullCharacter } from "./ian-null-character.ts";
import { ianPublicSuffix } from "./ian-public-suffix.ts";
import { ianSpace } from "./ian-space.ts";
import { ianUriHost } from "./ian-uri-host.ts";
import { ianUriInvalid } from "./ian-uri-invalid.ts";
import { ianUriNotAscii } from "./ian-uri-not-ascii.ts";
import { ianUriRelative } from "./ian-uri-relative.ts";
import { ianWildcardBare } from "./ian-wildcard-bare.ts";
import { ianWildcardNotFirst } from "./ian-wildcard-not-first.ts";
import { identityWithoutCountry } from "./identity-without-country.ts";
import { identityWithoutPlace } from "./identity-without-place.ts";
import { idnMalformed } from "./idn-malformed.ts";
import { idnNotNfc } from "./idn-not-nfc.ts";
import { inhibitAnyPolicyNotCritical } from "./inhibit-any-policy-not-critical.ts";
import { insecureKey } from "./insecure-key.ts";
import { issuerAltNameCritical } from "./issuer-alt-name-critical.ts";
import { issuerCountryStringType } from "./issuer-country-string-type.ts";
import { issuerEmpty } from "./issuer-empty.ts";
import { issuerLeadingSpace } from "./issuer-leading-space.ts";
import { issuerMultivalued } from "./issuer-multivalued.ts";
import { issuerSerialNumberStringType } from "./issuer-serial-number-string-type.ts";
import { issuerTrailingSpace } from "./issuer-trailing-space.ts";
import { ivCountryMissing } from "./iv-country-missing.ts";
import { ivNameMissing } from "./iv-name-missing.ts";
import { ivPersonMissing } from "./iv-person-missing.ts";
import { ivPlaceMissing } from "./iv-place-missing.ts";
import { keyAlgorithmEncoding } from "./key-algorithm-encoding.ts";
import { keyTypeUnknown } from "./key-type-unknown.ts";
import { keyUsageEmpty } from "./key-usage-empty.ts";
import { keyUsageNotCritical } from "./key-usage-not-critical.ts";
import { keyUsageTrailingBytes } from "./key-usage-trailing-bytes.ts";
import { keyUsageTrailingZeros } from "./key-usage-trailing-zeros.ts";
import { localityTooLong } from "./locality-too-long.ts";
import { localityWithoutIdentity } from "./locality-without-identity.ts";
import { malformedReverseName } from "./malformed-reverse-name.ts";
import { nameBadCharacter } from "./name-bad-character.ts";
import { nameBareTld } from "./name-bare-tld.ts";
import { nameConstraintsEdi } from "./name-constraints-edi.ts";
import { nameConstraintsEmpty } from "./name-constraints-empty.ts";
import { nameConstraintsLeadingDot } from "./name-constraints-leading-dot.ts";
import { nameConstraintsMaximum } from "./name-constraints-maximum.ts";
import { nameConstraintsMinimum } from "./name-constraints-minimum.ts";
import { nameConstraintsNotCritical } from "./name-constraints-not-critical.ts";
import { nameConstraintsNotInCa } from "./name-constraints-not-in-ca.ts";
import { nameConstraintsRegisteredId } from "./name-constraints-registered-id.ts";
import { nameConstraintsReservedAddress } from "./name-constraints-reserved-address.ts";
import { nameConstraintsUriHost } from "./name-constraints-uri-host.ts";
import { nameConstraintsX400 } from "./name-constraints-x400.ts";
import { nameEmptyLabel } from "./name-empty-label.ts";
import { nameHyphenDomain } from "./name-hyphen-domain.ts";
import { nameLabelTooLong } from "./name-label-too-long.ts";
import { nameMismatch } from "./name-mismatch.ts";
import { nameReservedLabel } from "./name-reserved-label.ts";
import { nameReverseZone } from "./name-reverse-zone.ts";
import { nameUnderscoreDomain } from "./name-underscore-domain.ts";
import { nameUnderscoreEarly } from "./name-underscore-early.ts";
import { nameUnderscoreHost } from "./name-underscore-host.ts";
import { nameUnderscoreLongValidity } from "./name-underscore-long-validity.ts";
import { nameUnderscore } from "./name-underscore.ts";
import { nameUnknownTld } from "./name-unknown-tld.ts";
import { nameWildcardInner } from "./name-wildcard-inner.ts";
import { nameWildcardPartial } from "./name-wildcard-partial.ts";
import { nameWildcardPublicSuffix } from "./name-wildcard-public-suffix.ts";
import { notYetValid } from "./not-yet-valid.ts";
import { ocspResponderCrl } from "./ocsp-responder-crl.ts";
import { ocspResponderPolicies } from "./ocsp-responder-policies.ts";
import { oldRootRsaModulus } from "./old-root-rsa-modulus.ts";
import { oldSubCaRsaModulus } from "./old-sub-ca-rsa-modulus.ts";
import { oldSubCertRsaModulus } from "./old-sub-cert-rsa-modulus.ts";
import { onionNameInvalid } from "./onion-name-invalid.ts";
import { onionValidityTooLong } from "./onion-validity-too-long.ts";
import { onionWithoutExtendedValidation } from "./onion-without-extended-validation.ts";
import { organizationTooLong } from "./organization-too-long.ts";
import { organizationalUnitAlone } from "./organizational-unit-alone.ts";
import { organizationalUnitTooLong } from "./organizational-unit-too-long.ts";
import { organizationalUnit } from "./organizational-unit.ts";
import { ovCountryMissing } from "./ov-country-missing.ts";
import { ovOrganizationMissing } from "./ov-organization-missing.ts";
import { ovPlaceMissing } from "./ov-place-missing.ts";
import { pathLengthImproper } from "./path-length-improper.ts";
import { pathLengthNegative } from "./path-length-negative.ts";
import { personWithoutPolicy } from "./person-without-policy.ts";
import { policyConstraintsEmpty } from "./policy-constraints-empty.ts";
import { policyConstraintsNotCritical } from "./policy-constraints-not-critical.ts";
import { policyDuplicate } from "./policy-duplicate.ts";
import { policyMappingAny } from "./policy-mapping-any.ts";
import { policyMappingNotAsserted } from "./policy-mapping-not-asserted.ts";
import { policyMappingsNotCritical } from "./policy-mappings-not-critical.ts";
import { policyNoticeReference } from "./policy-notice-reference.ts";
import { policyQualifierNotCps } from "./policy-qualifier-not-cps.ts";
import { policyTextControl } from "./policy-text-control.ts";
import { policyTextIa5 } from "./policy-text-ia5.ts";
import { policyTextNotNfc } from "./policy-text-not-nfc.ts";
import { policyTextNotUtf8 } from "./policy-text-not-utf8.ts";
import { policyTextTooLong } from "./policy-text-too-long.ts";
import { postalCodeTooLong } from "./postal-code-too-long.ts";
import { postalCodeWithoutIdentity } from "./postal-code-without-identity.ts";
import { precertificateWithScts } from "./precertificate-with-scts.ts";
import { privateAnchor } from "./private-anchor.ts";
import { provinceTooLong } from "./province-too-long.ts";
import { provinceWithoutIdentity } from "./province-without-identity.ts";
import { pssKey } from "./pss-key.ts";
import { pssSignatureEncoding } from "./pss-signature-encoding.ts";
import { purposesInconsistent } from "./purposes-inconsistent.ts";
import { redactedName } from "./redacted-name.ts";
import { reservedReverseName } from "./reserved-reverse-name.ts";
import { rfcNameEmptyLabel } from "./rfc-name-empty-label.ts";
import { rfcNameHyphenDomain } from "./rfc-name-hyphen-domain.ts";
import { rfcNameLabelTooLong } from "./rfc-name-label-too-long.ts";
import { rfcNameUnderscoreDomain } from "./rfc-name-underscore-domain.ts";
import { rfcNameUnderscoreHost } from "./rfc-name-underscore-host.ts";
import { rootExtendedKeyUsage } from "./root-extended-key-usage.ts";
import { rootKeyUsageMissing } from "./root-key-usage-missing.ts";
import { rootKeyUsageNotCritical } from "./root-key-usage-not-critical.ts";
import { rootPathLength } from "./root-path-length.ts";
import { rootPolicies } from "./root-policies.ts";
import { rsaCaKeyUsage } from "./rsa-ca-key-usage.ts";
import { rsaExponentEven } from "./rsa-exponent-even.ts";
import { rsaExponentOne } from "./rsa-exponent-one.ts";
import { rsaExponentTooSmall } from "./rsa-exponent-too-small.ts";
import { rsaExponentUnusual } from "./rsa-exponent-unusual.ts";
import { rsaFermat } from "./rsa-fermat.ts";
import { rsaKeyUsage } from "./rsa-key-usage.ts";
import { rsaModulusBelow2048 } from "./rsa-modulus-below-2048.ts";
import { rsaModulusEven } from "./rsa-modulus-even.ts";
import { rsaModulusMozilla } from "./rsa-modulus-mozilla.ts";
import { rsaModulusNotWholeBytes } from "./rsa-modulus-not-whole-bytes.ts";
import { rsaModulusSmallFactor } from "./rsa-modulus-small-factor.ts";
import { sanCriticalWithSubject } from "./san-critical-with-subject.ts";
import { sanDirectoryName } from "./san-directory-name.ts";
import { sanDnsNotAscii } from "./san-dns-not-ascii.ts";
import { sanDuplicate } from "./san-duplicate.ts";
import { sanEdiName } from "./san-edi-name.ts";
import { sanEmailInvalid } from "./san-email-invalid.ts";
import { sanEmailName } from "./san-email-name.ts";
import { sanEmptyName } from "./san-empty-name.ts";
import { sanEmpty } from "./san-empty.ts";
import { sanLeadingDot } from "./san-leading-dot.ts";
import { sanMissing } from "./san-missing.ts";
import { sanNameTooLong } from "./san-name-too-long.ts";
import { sanNotCriticalWithoutSubject } from "./san-not-critical-without-subject.ts";
import { sanNullCharacter } from "./san-null-character.ts";
import { sanOtherName } from "./san-other-name.ts";
import { sanPublicSuffix } from "./san-public-suffix.ts";
import { sanRegisteredIdName } from "./san-registered-id-name.ts";
import { sanReservedAddress } from "./san-reserved-address.ts";
import { sanSpace } from "./san-space.ts";
import { sanUriHost } from "./san-uri-host.ts";
import { sanUriInvalid } from "./san-uri-invalid.ts";
import { sanUriName } from "./san-uri-name.ts";
import { sanUriNotAscii } from "./san-uri-not-ascii.ts";
import { sanUriRelative } from "./san-uri-relative.ts";
import { sanWildcardBare } from "./san-wildcard-bare.ts";
import { sanWildcardNotFirst } from "./san-wildcard-not-first.ts";
import { sctCount } from "./sct-count.ts";
import { sctListEmpty } from "./sct-list-empty.ts";
import { selfSigned } from "./self-signed.ts";
import { serialNumberNotPositive } from "./serial-number-not-positive.ts";
import { serialNumberShort } from "./serial-number-short.ts";
import { serialNumberTooLong } from "./serial-number-too-long.ts";
import { sha1ExpiresLate } from "./sha1-expires-late.ts";
import { sha1Signature } from "./sha1-signature.ts";
import { signatureAlgorithmMismatch } from "./signature-algorithm-mismatch.ts";
import { signatureAlgorithmUnknown } from "./signature-algorithm-unknown.ts";
import { signatureRsaParameters } from "./signature-rsa-parameters.ts";
import { spkiRsaParameters } from "./spki-rsa-parameters.ts";
import { streetTooLong } from "./street-too-long.ts";
import { streetWithoutIdentity } from "./street-without-identity.ts";
import { subCaAiaMissing } from "./sub-ca-aia-missing.ts";
import { subCaAuthorityInfoAccessCritical } from "./sub-ca-authority-info-access-critical.ts";
import { subCaCertificatePoliciesCritical } from "./sub-ca-certificate-policies-critical.ts";
import { subCaCrlDistributionPointsCritical } from "./sub-ca-crl-distribution-points-critical.ts";
import { subCaCrlMissing } from "./sub-ca-crl-missing.ts";
import { subCaCrlNotHttp } from "./sub-ca-crl-not-http.ts";
import { subCaExtendedKeyUsageCritical } from "./sub-ca-extended-key-usage-critical.ts";
import { subCaIssuerNotHttp } from "./sub-ca-issuer-not-http.ts";
import { subCaNameConstraintsNotCritical } from "./sub-ca-name-constraints-not-critical.ts";
import { subCaPoliciesMissing } from "./sub-ca-policies-missing.ts";
import { subCaPurposeNotTls } from "./sub-ca-purpose-not-tls.ts";
import { subCaPurposesInvalid } from "./sub-ca-purposes-invalid.ts";
import { subCaPurposesMissing } from "./sub-ca-purposes-missing.ts";
import { subCaPurposesMozilla } from "./sub-ca-purposes-mozilla.ts";
import { subCertAiaMissing } from "./sub-cert-aia-missing.ts";
import { subCertAuthorityInfoAccessCritical } from "./sub-cert-authority-info-access-critical.ts";
import { subCertBasicConstraintsNotCritical } from "./sub-cert-basic-constraints-not-critical.ts";
import { subCertCertSign } from "./sub-cert-cert-sign.ts";
import { subCertCertificatePoliciesCritical } from "./sub-cert-certificate-policies-critical.ts";
import { subCertCrlDistributionPointsCritical } from "./sub-cert-crl-distribution-points-critical.ts";
import { subCertCrlNotHttp } from "./sub-cert-crl-not-http.ts";
import { subCertCrlSign } from "./sub-cert-crl-sign.ts";
import { subCertIsCa } from "./sub-cert-is-ca.ts";
import { subCertIssuerNotHttp } from "./sub-cert-issuer-not-http.ts";
import { subCertOcspNotHttp } from "./sub-cert-ocsp-not-http.ts";
import { subCertPoliciesEmpty } from "./sub-cert-policies-empty.ts";
import { subCertPoliciesMissing } from "./sub-cert-policies-missing.ts";
import { subCertPurposeNotTls } from "./sub-cert-purpose-not-tls.ts";
import { subCertPurposesExtra } from "./sub-cert-purposes-extra.ts";
import { subCertPurposesMissing } from "./sub-cert-purposes-missing.ts";
import { subjectAddressPunctuation } from "./subject-address-punctuation.ts";
import { subjectAttributeOrder } from "./subject-attribute-order.ts";
import { subjectAttributeRepeated } from "./subject-attribute-repeated.ts";
import { subjectControlCharacters } from "./subject-control-characters.ts";
import { subjectCountryNotUppercase } from "./subject-country-not-uppercase.ts";
import { subjectCountryStringType } from "./subject-country-string-type.ts";
import { subjectDirectoryAttributesCritical } from "./subject-directory-attributes-critical.ts";
import { subjectEmptyWithoutSan } from "./subject-empty-without-san.ts";
import { subjectHtmlEntity } from "./subject-html-entity.ts";
import { subjectInfoAccessCritical } from "./subject-info-access-critical.ts";
import { subjectKeyIdentifierCritical } from "./subject-key-identifier-critical.ts";
import { subjectKeyIdentifierMissingCa } from "./subject-key-identifier-missing-ca.ts";
import { subjectKeyIdentifierMissing } from "./subject-key-identifier-missing.ts";
import { subjectLeadingSpace } from "./subject-leading-space.ts";
import { subjectMeaningless } from "./subject-meaningless.ts";
import { subjectMisreadUtf8 } from "./subject-misread-utf8.ts";
import { subjectMultivalued } from "./subject-multivalued.ts";
import { subjectPrintableString } from "./subject-printable-string.ts";
import { subjectReplacementCharacter } from "./subject-replacement-character.ts";
import { subjectSerialNumberStringType } from "./subject-serial-number-string-type.ts";
import { subjectSerialNumberTooLong } from "./subject-serial-number-too-long.ts";
import { subjectStringType } from "./subject-string-type.ts";
import { subjectTrailingSpace } from "./subject-trailing-space.ts";
import { surnameLong } from "./surname-long.ts";
import { surnameTooLong } from "./surname-too-long.ts";
import { timeType } from "./time-type.ts";
import { uniqueIdentifierVersion } from "./unique-identifier-version.ts";
import { uniqueIdentifier } from "./unique-identifier.ts";
import { unreadable } from "./unreadable.ts";
import { untrusted } from "./untrusted.ts";
import { utcTimeNoSeconds } from "./utc-time-no-seconds.ts";
import { utcTimeNotZulu } from "./utc-time-not-zulu.ts";
import { validity397Days } from "./validity-397-days.ts";
import { validityNegative } from "./validity-negative.ts";
import { validityTooLong } from "./validity-too-long.ts";
import { versionNot3 } from "./version-not-3.ts";
import { weakKey } from "./weak-key.ts";
import { weakSignature } from "./weak-signature.ts";

export const CERTIFICATE_RULES: readonly Rule<RuleContext>[] = [
  weakKey,
  insecureKey,
  weakSignature,
  brokenSignature,
  nameMismatch,
  expired,
  notYetValid,
  untrusted,
  selfSigned,
  privateAnchor,
  unreadable,
];

export const CERTIFICATE_LINTS: readonly CertificateRule[] = [
  aiaAccessMethod,
  aiaIssuerScheme,
  aiaIssuerWithoutUri,
  aiaLocationsNotUnique,
  aiaOcspScheme,
  anyPolicyQualifier,
  anyPurposeCritical,
  authorityInfoAccessCritical,
  authorityKeyIdentifierBoth,
  authorityKeyIdentifierCritical,
  authorityKeyIdentifierMissing,
  authorityKeyIdentifierWithoutKey,
  basicConstraintsDefault,
  basicConstraintsNotCritical,
  caCertSignMissing,
  caCommonNameMissing,
  caCountryInvalid,
  caCountryMissing,
  caCrlSignMissing,
  caDigitalSignatureMissing,
  caIsCa,
  caKeyUsageMissing,
  caKeyUsageNotCritical,
  caOrganizationMissing,
  caReservedPolicies,
  caSubjectEmpty,
  certSignWithoutCa,
  clientAuth,
  commonName,
  commonNameDiscouraged,
  commonNameNotInSan,
  commonNameReservedAddress,
  commonNameTooLong,
  commonNames,
  countryUnknown,
  crlDistributionPointsCritical,
  crlIssuerPresent,
  crlSchemeNotHttp,
  crlWithoutUri,
  curveImproper,
  derFault,
  distributionPointIncomplete,
  dsaKey,
  dsaTooShort,
  dvLocality,
  dvOrganization,
  dvPostalCode,
  dvProvince,
  dvStreet,
  dvSubject,
  ecKeyEncoding,
  ecKeyUsage,
  ecdsaSignatureEncoding,
  emailAddressTooLong,
  evBusinessCategoryMissing,
  evBusinessCategoryUnknown,
  evCountryMissing,
  evIpAddress,
  evOrganizationIdentifierExtensionMissing,
  evOrganizationMissing,
  evOtherAttribute,
  evSerialNumberMissing,
  evValidityTooLong,
  evWildcard,
  extensionCriticalDefault,
  extensionDuplicate,
  extensionEmpty,
  extensionsVersion,
  freshestCrlCritical,
  generalizedTimeFraction,
  generalizedTimeNoSeconds,
  generalizedTimeNotZulu,
  givenNameLong,
  givenNameTooLong,
  ianDnsNotAscii,
  ianEmailInvalid,
  ianEmpty,
  ianEmptyName,
  ianLeadingDot,
  ianNullCharacter,
  ianPublicSuffix,
  ianSpace,
  ianUriHost,
  ianUriInvalid,
  ianUriNotAscii,
  ianUriRelative,
  ianWildcardBare,
  ianWildcardNotFirst,
  identityWithoutCountry,
  identityWithoutPlace,
  idnMalformed,
  idnNotNfc,
  inhibitAnyPolicyNotCritical,
  issuerAltNameCritical,
  issuerCountryStringType,
  issuerEmpty,
  issuerLeadingSpace,
  issuerMultivalued,
  issuerSerialNumberStringType,
  issuerTrailingSpace,
  ivCountryMissing,
  ivNameMissing,
  ivPersonMissing,
  ivPlaceMissing,
  keyAlgorithmEncoding,
  keyTypeUnknown,
  keyUsageEmpty,
  keyUsageNotCritical,
  keyUsageTrailingBytes,
  keyUsageTrailingZeros,
  localityTooLong,
  localityWithoutIdentity,
  malformedReverseName,
  nameBadCharacter,
  nameBareTld,
  nameConstraintsEdi,
  nameConstraintsEmpty,
  nameConstraintsLeadingDot,
  nameConstraintsMaximum,
  nameConstraintsMinimum,
  nameConstraintsNotCritical,
  nameConstraintsNotInCa,
  nameConstraintsRegisteredId,
  nameConstraintsReservedAddress,
  nameConstraintsUriHost,
  nameConstraintsX400,
  nameEmptyLabel,
  nameHyphenDomain,
  nameLabelTooLong,
  nameReservedLabel,
  nameReverseZone,
  nameUnderscore,
  nameUnderscoreDomain,
  nameUnderscoreEarly,
  nameUnderscoreHost,
  nameUnderscoreLongValidity,
  nameUnknownTld,
  nameWildcardInner,
  nameWildcardPartial,
  nameWildcardPublicSuffix,
  ocspResponderCrl,
  ocspResponderPolicies,
  oldRootRsaModulus,
  oldSubCaRsaModulus,
  oldSubCertRsaModulus,
  onionNameInvalid,
  onionValidityTooLong,
  onionWithoutExtendedValidation,
  organizationTooLong,
  organizationalUnit,
  organizationalUnitAlone,
  organizationalUnitTooLong,
  ovCountryMissing,
  ovOrganizationMissing,
  ovPlaceMissing,
  pathLengthImproper,
  pathLengthNegative,
  personWithoutPolicy,
  policyConstraintsEmpty,
  policyConstraintsNotCritical,
  policyDuplicate,
  policyMappingAny,
  policyMappingNotAsserted,
  policyMappingsNotCritical,
  policyNoticeReference,
  policyQualifierNotCps,
  policyTextControl,
  policyTextIa5,
  policyTextNotNfc,
  policyTextNotUtf8,
  policyTextTooLong,
  postalCodeTooLong,
  postalCodeWithoutIdentity,
  precertificateWithScts,
  provinceTooLong,
  provinceWithoutIdentity,
  pssKey,
  pssSignatureEncoding,
  purposesInconsistent,
  redactedName,
  reservedReverseName,
  rfcNameEmptyLabel,
  rfcNameHyphenDomain,
  rfcNameLabelTooLong,
  rfcNameUnderscoreDomain,
  rfcNameUnderscoreHost,
  rootExtendedKeyUsage,
  rootKeyUsageMissing,
  rootKeyUsageNotCritical,
  rootPathLength,
  rootPolicies,
  rsaCaKeyUsage,
  rsaExponentEven,
  rsaExponentOne,
  rsaExponentTooSmall,
  rsaExponentUnusual,
  rsaFermat,
  rsaKeyUsage,
  rsaModulusBelow2048,
  rsaModulusEven,
  rsaModulusMozilla,
  rsaModulusNotWholeBytes,
  rsaModulusSmallFactor,
  sanCriticalWithSubject,
  sanDirectoryName,
  sanDnsNotAscii,
  sanDuplicate,
  sanEdiName,
  sanEmailInvalid,
  sanEmailName,
  sanEmpty,
  sanEmptyName,
  sanLeadingDot,
  sanMissing,
  sanNameTooLong,
  sanNotCriticalWithoutSubject,
  sanNullCharacter,
  sanOtherName,
  sanPublicSuffix,
  sanRegisteredIdName,
  sanReservedAddress,
  sanSpace,
  sanUriHost,
  sanUriInvalid,
  sanUriName,
  sanUriNotAscii,
  sanUriRelative,
  sanWildcardBare,
  sanWildcardNotFirst,
  sctCount,
  sctListEmpty,
  serialNumberNotPositive,
  serialNumberShort,
  serialNumberTooLong,
  sha1ExpiresLate,
  sha1Signature,
  signatureAlgorithmMismatch,
  signatureAlgorithmUnknown,
  signatureRsaParameters,
  spkiRsaParameters,
  streetTooLong,
  streetWithoutIdentity,
  subCaAiaMissing,
  subCaAuthorityInfoAccessCritical,
  subCaCertificatePoliciesCritical,
  subCaCrlDistributionPointsCritical,
  subCaCrlMissing,
  subCaCrlNotHttp,
  subCaExtendedKeyUsageCritical,
  subCaIssuerNotHttp,
  subCaNameConstraintsNotCritical,
  subCaPoliciesMissing,
  subCaPurposeNotTls,
  subCaPurposesInvalid,
  subCaPurposesMissing,
  subCaPurposesMozilla,
  subCertAiaMissing,
  subCertAuthorityInfoAccessCritical,
  subCertBasicConstraintsNotCritical,
  subCertCertSign,
  subCertCertificatePoliciesCritical,
  subCertCrlDistributionPointsCritical,
  subCertCrlNotHttp,
  subCertCrlSign,
  subCertIsCa,
  subCertIssuerNotHttp,
  subCertOcspNotHttp,
  subCertPoliciesEmpty,
  subCertPoliciesMissing,
  subCertPurposeNotTls,
  subCertPurposesExtra,
  subCertPurposesMissing,
  subjectAddressPunctuation,
  subjectAttributeOrder,
  subjectAttributeRepeated,
  subjectControlCharacters,
  subjectCountryNotUppercase,
  subjectCountryStringType,
  subjectDirectoryAttributesCritical,
  subjectEmptyWithoutSan,
  subjectHtmlEntity,
  subjectInfoAccessCritical,
  subjectKeyIdentifierCritical,
  subjectKeyIdentifierMissing,
  subjectKeyIdentifierMissingCa,
  subjectLeadingSpace,
  subjectMeaningless,
  subjectMisreadUtf8,
  subjectMultivalued,
  subjectPrintableString,
  subjectReplacementCharacter,
  subjectSerialNumberStringType,
  subjectSerialNumberTooLong,
  subjectStringType,
  subjectTrailingSpace,
  surnameLong,
  surnameTooLong,
  timeType,
  uniqueIdentifier,
  uniqueIdentifierVersion,
  utcTimeNoSeconds,
  utcTimeNotZulu,
  validity397Days,
  validityNegative,
  validityTooLong,
  versionNot3,
];
