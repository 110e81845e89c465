-- Transparency: the browser's verdict, and timestamps that verify, by CA
SELECT ca, certificate_transparency, timestamps_total, timestamps_valid, uniqExact(cityHash64(id)) AS connections, uniqExact(cityHash64(leaf)) AS certificates,
  arraySort(groupUniqArrayArray(transparency_logs)) AS logs
FROM telemetry
WHERE record = 'connection' AND leaf != '' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY ca, certificate_transparency, timestamps_total, timestamps_valid
ORDER BY connections DESC, ca, certificate_transparency, timestamps_total, timestamps_valid
LIMIT 10000
