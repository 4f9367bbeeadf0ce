-- Names for people to read.
insert into analytics_label (kind, id, label)
select 'agent', id, label from lanewatch_demo.agents
union all
select 'challenge', id, label from lanewatch_demo.challenges;
