-- Keys that stand on hosts of different owners
SELECT leaf_key, length(groupUniqArray(site)) AS sites, uniqExact(cityHash64(host)) AS hosts, uniqExact(cityHash64(leaf)) AS certificates, uniqExact(cityHash64(id)) AS connections,
  arraySlice(arraySort(groupUniqArray(site)), 1, 20) AS examples
FROM telemetry
WHERE record = 'connection' AND leaf_key != '' AND site != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY leaf_key
HAVING sites > 1
ORDER BY sites DESC, leaf_key
LIMIT 10000
