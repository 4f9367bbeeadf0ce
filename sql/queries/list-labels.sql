-- Question: which names do agents and challenges have for people?
-- Privilege: analytics_reader. Cost: one pass over the labels, at most 20,000. Version: 14.
select kind, id, label
from analytics_label
order by kind, id
limit 20000
