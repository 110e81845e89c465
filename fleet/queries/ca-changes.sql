-- Hosts whose certificates came from different CAs over time
SELECT host, port, length(all_cas) AS cas, argMin(ca, toUInt64(toUInt32(time)) * 4294967296 + cityHash64(id) % 4294967296) AS first_ca, argMax(ca, toUInt64(toUInt32(time)) * 4294967296 + cityHash64(id) % 4294967296) AS last_ca,
  arraySort(groupUniqArray(ca)) AS all_cas, min(time) AS first_time, max(time) AS last_time, uniqExact(cityHash64(id)) AS connections
FROM telemetry
WHERE record = 'connection' AND ca != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY host, port
HAVING cas > 1
ORDER BY cas DESC, host, port
LIMIT 10000
