-- Questions to a file that `govner extract reports/ --out reports.duckdb` wrote.
-- In a shell: duckdb -readonly reports.duckdb < examples/queries.sql
-- In Python: print(duckdb.connect("reports.duckdb", read_only=True).sql("SELECT ..."))

-- Who holds the posts of a unit, the latest report first?
SELECT post, name, "date", evidence
FROM officials_by_post
WHERE place = 'huyện Bắc Hà' AND NOT former;

-- Which posts have had several holders, and when was each one seen?
SELECT post, place, name, min("date") AS first_seen, max("date") AS last_seen, count(DISTINCT report) AS reports
FROM officials_by_post
WHERE NOT former AND place_code IS NOT NULL
GROUP BY post, place, place_code, name
QUALIFY count(*) OVER (PARTITION BY post, place_code) > 1
ORDER BY place_code, post, first_seen;

-- Which results are as high as the targets that the same unit was set?
SELECT target.owner_unit, indicator, unit, target.value AS target, result.value AS result,
       result.value >= target.value AS reached, result.report, result.evidence
FROM figures AS target
JOIN figures AS result USING (owner_code, indicator, unit)
WHERE target.aim = 'target' AND result.aim = 'result' AND target.period IS NOT DISTINCT FROM result.period
ORDER BY owner_code, indicator;

-- How do the units rank on one indicator, by the latest figure of each?
SELECT owner, value, total, unit, period, "date", evidence
FROM figures_by_unit
WHERE indicator ILIKE '%nông thôn mới%' AND aim = 'result' AND value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY coalesce(owner_code, owner), unit ORDER BY "date" DESC NULLS LAST) = 1
ORDER BY unit, value DESC;

-- Which figures should someone check, and where do they stand in the files?
SELECT score, owner, indicator, metric, file, page, paragraph, evidence
FROM figures
WHERE score < 0.5
ORDER BY score
LIMIT 20;

-- What stands around a span? Offsets count characters from 0, SQL counts from 1.
SELECT spans.report, label, spans.text, reports.text[greatest(start - 39, 1) : "end" + 40] AS context
FROM spans
JOIN reports ON reports.id = spans.report
WHERE label = 'TITLE'
LIMIT 20;

-- What do the attributes of the metrics hold?
SELECT attributes->>'kind' AS kind, attributes->>'unit' AS unit, count(*) AS metrics
FROM spans
WHERE label = 'METRIC'
GROUP BY ALL
ORDER BY metrics DESC;

-- Who is in the reports most often?
SELECT name, count(DISTINCT report) AS reports, sum(len(mentions)) AS mentions
FROM officials
GROUP BY name
ORDER BY reports DESC, mentions DESC
LIMIT 20;
