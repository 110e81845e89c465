-- How long certificates of servers are valid, by who issued them
SELECT issuer_organization, count() AS certificates, min(days) AS shortest, quantileExact(0.5)(days) AS middle, max(days) AS longest,
  countIf(days <= 47) AS up_to_47, countIf(days <= 100) AS up_to_100, countIf(days <= 200) AS up_to_200, countIf(days <= 398) AS up_to_398, countIf(days > 398) AS longer
FROM (
  SELECT sha256, any(issuer_organization) AS issuer_organization, assumeNotNull(max(lifetime_days)) AS days
  FROM telemetry
  WHERE record = 'certificate' AND isNotNull(lifetime_days)
    AND sha256 GLOBAL IN (SELECT leaf FROM telemetry WHERE record = 'connection' AND sensor GLOBAL NOT IN (SELECT sensor FROM telemetry WHERE record = 'deletion'))
  GROUP BY sha256
)
GROUP BY issuer_organization
ORDER BY certificates DESC, issuer_organization
