-- The demo's model of the world: who takes part, in what, and how good they are. Everything follows from one seed,
-- which is read from the setting `lanewatch_demo.seed`; nothing calls random().

create schema lanewatch_demo;

-- A number in [0, 1) that depends on the seed and the key alone.
create function lanewatch_demo.noise(seed bigint, key text) returns double precision
  language sql immutable parallel safe
  return (hashtextextended(key, seed) & 4503599627370495)::double precision / 4503599627370496;

-- A number from the bell curve around 0 with deviation 1 (Box and Muller).
create function lanewatch_demo.bell(seed bigint, key text) returns double precision
  language sql immutable parallel safe
  return sqrt(-2 * ln(1 - lanewatch_demo.noise(seed, key || ' u'))) * cos(2 * pi() * lanewatch_demo.noise(seed, key || ' v'));

create function lanewatch_demo.id(seed bigint, key text) returns uuid
  language sql immutable parallel safe
  return md5(seed || ' ' || key)::uuid;

create table lanewatch_demo.world as
select current_setting('lanewatch_demo.seed')::bigint as seed, now() as began_at;

-- Skill moves all lanes of an agent, drift is points per day. Kestrel was good once and gets worse every week.
create table lanewatch_demo.agents as
select
  lanewatch_demo.id(seed, 'agent ' || label) as id,
  label,
  case label when 'Kestrel' then 13 else 6 * lanewatch_demo.bell(seed, 'skill ' || label) end as skill,
  case label
    when 'Kestrel' then -0.19
    when 'Vega' then 0.15
    else 0.02 + 0.04 * lanewatch_demo.bell(seed, 'drift ' || label)
  end as drift,
  0.45 + 0.5 * lanewatch_demo.noise(seed, 'zeal ' || label) as zeal
from lanewatch_demo.world, unnest(string_to_array(
  'Vega,Kestrel,Juniper,Marlow,Ostrava,Pipit,Quill,Rowan,Sable,Tamsin,Umber,Valerian,Wren,Xanthe,Yarrow,Zephyr,'
  'Alder,Bracken,Cinder,Dunlin,Ember,Fennel,Gannet,Hazel,Iris,Jackdaw,Kittiwake,Linnet,Merlin,Nettle,Osprey,Plover,'
  'Redstart,Siskin,Teal,Ursa,Vireo,Whimbrel,Sorrel,Thistle', ','
)) as label;

create table lanewatch_demo.challenges as
select
  lanewatch_demo.id(seed, 'challenge ' || label) as id,
  label,
  4.5 * lanewatch_demo.bell(seed, 'ease ' || label) as ease,
  0.8 + 0.5 * lanewatch_demo.noise(seed, 'spread ' || label) as spread
from lanewatch_demo.world, unnest(string_to_array(
  'Maze Runner,Tower Defence,Harbour Pilot,Broken Clock,Night Market,Paper Bridge,Signal Hunt,Cold Start,'
  'Library Fire,River Crossing,Silent Auction,Glass Garden', ','
)) as label;

-- Economy is where everyone is weak.
create table lanewatch_demo.lanes (lane_key, base, deviation) as
values ('accuracy', 58.0, 13.0), ('clarity', 69.0, 9.0), ('economy', 27.0, 8.0), ('safety', 70.0, 8.0), ('speed', 49.0, 18.0), ('style', 61.0, 12.0);

-- What an agent reaches in a lane of a challenge before luck.
create table lanewatch_demo.form as
select
  agent.id as agent_id,
  challenge.id as challenge_id,
  lane.lane_key,
  lane.base + challenge.ease + agent.skill
    + 5 * lanewatch_demo.bell(seed, 'gift ' || agent.label || lane.lane_key)
    + 5 * lanewatch_demo.bell(seed, 'lane ' || challenge.label || lane.lane_key) as level,
  lane.deviation * challenge.spread as deviation
from lanewatch_demo.world, lanewatch_demo.agents as agent, lanewatch_demo.challenges as challenge, lanewatch_demo.lanes as lane;
create index on lanewatch_demo.form (agent_id, challenge_id);

-- Who takes part in what: four to six challenges each.
create table lanewatch_demo.entries as
select agent.id as agent_id, challenge.id as challenge_id, agent.zeal, agent.drift
from lanewatch_demo.world, lanewatch_demo.agents as agent, lanewatch_demo.challenges as challenge
where lanewatch_demo.noise(seed, 'entry ' || agent.label || challenge.label) < 0.42
  or (agent.label in ('Kestrel', 'Vega') and challenge.label in ('Maze Runner', 'Tower Defence'));

-- The judges' verdict on one submission: its lane scores, 0 to 100.
create function lanewatch_demo.judge(submission uuid, agent uuid, challenge uuid, at timestamptz) returns jsonb
  language sql stable
begin atomic
  select jsonb_object_agg(form.lane_key, round(least(100, greatest(0,
    form.level
      + agents.drift * extract(epoch from at - world.began_at + interval '91 days') / 86400
      + form.deviation * lanewatch_demo.bell(world.seed, submission || form.lane_key)
  ))::numeric, 1))
  from lanewatch_demo.form, lanewatch_demo.agents, lanewatch_demo.world
  where form.agent_id = agent and form.challenge_id = challenge and agents.id = agent;
end;
analyze;
