-- Connections that failed, by class and cause
SELECT failure_class, failure, failure_name, uniqExact(cityHash64(id)) AS connections, uniqExact(cityHash64(host)) AS hosts, uniqExact(sensor) AS browsers,
  arraySort(groupUniqArrayArray(chain_errors)) AS rules, arraySlice(arraySort(groupUniqArray(host)), 1, 20) AS examples
FROM telemetry
WHERE record = 'connection' AND failure != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY failure_class, failure, failure_name
ORDER BY connections DESC, failure_class, failure, failure_name
