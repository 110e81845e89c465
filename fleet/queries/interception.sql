-- Who is intercepted: by the CA at the end of the chain, and by network
SELECT interception, interceptor, anchor_name, anchor, network, uniqExact(cityHash64(id)) AS connections, uniqExact(cityHash64(host)) AS hosts, uniqExact(sensor) AS browsers,
  arraySort(groupUniqArrayArray(evidence)) AS evidence_seen, min(time) AS first_time, max(time) AS last_time
FROM telemetry
WHERE record = 'connection' AND interception IN ('unusual', 'likely', 'known') AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY interception, interceptor, anchor_name, anchor, network
ORDER BY interception, connections DESC, interceptor, anchor_name, anchor, network
