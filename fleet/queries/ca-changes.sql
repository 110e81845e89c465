-- Hosts whose certificates came from different CAs over time
SELECT host, port, uniqExact(ca) AS cas, argMin(ca, concat(toString(time), id)) AS first_ca, argMax(ca, concat(toString(time), id)) AS last_ca,
  arraySort(groupUniqArray(ca)) AS all_cas, min(time) AS first_time, max(time) AS last_time, uniqExact(id) AS connections
FROM telemetry
WHERE record = 'connection' AND ca != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY host, port
HAVING cas > 1
ORDER BY cas DESC, host, port
LIMIT 10000
