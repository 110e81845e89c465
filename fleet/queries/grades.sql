-- Grades, and the rules that bound them
SELECT grade, uniqExact(cityHash64(id)) AS connections, uniqExact(cityHash64(host)) AS hosts, min(score) AS lowest, max(score) AS highest, arraySort(groupUniqArrayArray(caps)) AS bounded_by
FROM telemetry
WHERE record = 'connection' AND ifNull(plain, 0) = 0 AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion')
GROUP BY grade
ORDER BY connections DESC, grade
