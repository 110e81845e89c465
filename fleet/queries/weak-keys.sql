-- Certificates in use with a key that is weaker than RSA of 2048 bits, or signed with MD5 or SHA-1; roots aside
SELECT certificate, subject, issuer_organization, key_type, key_bits, key_curve, signature_algorithm, connections, hosts, examples
FROM (
  SELECT certificate, uniqExact(cityHash64(id)) AS connections, uniqExact(cityHash64(host)) AS hosts, arraySlice(arraySort(groupUniqArray(host)), 1, 20) AS examples
  FROM (
    SELECT id, host, arrayJoin(if(empty(path), [leaf], path)) AS certificate
    FROM telemetry
    WHERE record = 'connection' AND leaf != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
  ) AS shown
  WHERE certificate GLOBAL IN (
    SELECT sha256 FROM telemetry
    WHERE record = 'certificate' AND (ifNull(key_strength, 2048) < 2048 OR (match(lower(signature_algorithm), 'md[25]|sha-?1') AND subject != issuer))
  )
  GROUP BY certificate
) AS used
GLOBAL ANY INNER JOIN (
  SELECT sha256 AS certificate, any(subject) AS subject, any(issuer_organization) AS issuer_organization, any(key_type) AS key_type,
    any(key_bits) AS key_bits, any(key_curve) AS key_curve, any(signature_algorithm) AS signature_algorithm
  FROM telemetry
  WHERE record = 'certificate'
  GROUP BY certificate
) AS facts USING certificate
ORDER BY connections DESC, certificate
