-- Certificates that servers had last, and that expire within 30 days or expired within the last 30
SELECT expires, dateDiff('day', toDate(now()), toDate(expires)) AS days, certificate, subject, issuer_organization, hosts, connections
FROM (
  SELECT certificate, arraySlice(arraySort(groupUniqArray(host)), 1, 20) AS hosts, sum(connections_of_host) AS connections
  FROM (
    SELECT host, port, argMax(leaf, toUInt64(toUInt32(time)) * 4294967296 + cityHash64(id) % 4294967296) AS certificate, uniqExact(cityHash64(id)) AS connections_of_host
    FROM telemetry
    WHERE record = 'connection' AND leaf != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
    GROUP BY host, port
  ) AS last
  GROUP BY certificate
) AS used
GLOBAL ANY INNER JOIN (
  SELECT sha256 AS certificate, max(assumeNotNull(not_after)) AS expires, any(subject) AS subject, any(issuer_organization) AS issuer_organization
  FROM telemetry
  WHERE record = 'certificate' AND not_after > now() - 30 * 86400 AND not_after < now() + 30 * 86400
  GROUP BY certificate
) AS facts USING certificate
ORDER BY expires, certificate
