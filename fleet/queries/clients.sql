-- Clients that would refuse the chain as it was sent
SELECT client, uniqExact(cityHash64(id)) AS connections, uniqExact(cityHash64(host)) AS hosts, arraySlice(arraySort(groupUniqArray(host)), 1, 20) AS examples
FROM (
  SELECT id, host, arrayJoin(clients_refuse) AS client
  FROM telemetry
  WHERE record = 'connection' AND notEmpty(clients_refuse) AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
)
GROUP BY client
ORDER BY connections DESC, client
