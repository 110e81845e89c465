-- Versions, cipher suites and key exchange groups by week, with the share of post-quantum key exchange in each week
-- ANY INNER JOIN is not for here: since ClickHouse 20 it gives one row for each week, where 18.16 gives every row of the left side
SELECT week, tls_version, cipher_suite, key_group, connections, round(100 * connections / total, 2) AS percent, post_quantum_percent
FROM (
  SELECT toMonday(time) AS week, tls_version, cipher_suite, key_group, uniqExact(cityHash64(id)) AS connections
  FROM telemetry
  WHERE record = 'connection' AND tls_version != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
  GROUP BY week, tls_version, cipher_suite, key_group
) AS used
GLOBAL ANY LEFT JOIN (
  SELECT toMonday(time) AS week, uniqExact(cityHash64(id)) AS total,
    uniqExactIf(cityHash64(id), isNotNull(post_quantum)) AS known, if(known = 0, NULL, round(100 * uniqExactIf(cityHash64(id), ifNull(post_quantum, 0) = 1) / known, 2)) AS post_quantum_percent
  FROM telemetry
  WHERE record = 'connection' AND tls_version != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
  GROUP BY week
) AS weeks USING week
ORDER BY week, connections DESC, tls_version, cipher_suite, key_group
