-- Servers that send superfluous certificates, or lack some that clients need
SELECT host, port, uniqExact(cityHash64(id)) AS connections,
  uniqExactIf(cityHash64(id), notEmpty(superfluous)) AS with_superfluous, max(length(superfluous)) AS most_superfluous, max(superfluous_bytes) AS most_superfluous_bytes,
  uniqExactIf(cityHash64(id), ifNull(missing_count, 0) > 0) AS with_missing, max(missing_count) AS most_missing,
  uniqExactIf(cityHash64(id), ifNull(ordered, 1) = 0) AS out_of_order
FROM telemetry
WHERE record = 'connection' AND ifNull(sent_known, 0) = 1 AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY host, port
HAVING with_superfluous > 0 OR with_missing > 0 OR out_of_order > 0
ORDER BY with_missing DESC, with_superfluous DESC, host, port
LIMIT 10000
